using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class RecordReportedFactSpecs
{
    public static TheoryData<string> Facts => [.. All.OfType<IReportedFact>().Select(fact => fact.GetType().Name)];

    private static IReportedFact Fact(string name) =>
        All.OfType<IReportedFact>().Single(fact => fact.GetType().Name == name);

    [Theory, MemberData(nameof(Facts))]
    public void a_fact_of_another_service_is_recorded(string fact) =>
        Given(Opened).WhenStarting(state => RecordReportedFactHandler.Decide(Fact(fact), state)).Then(Fact(fact));

    [Theory, MemberData(nameof(Facts))]
    public void a_fact_that_is_told_again_is_recorded_once(string fact) =>
        Given(Opened, Fact(fact)).WhenStarting(state => RecordReportedFactHandler.Decide(Fact(fact), state))
            .ThenNothing();

    [Theory, MemberData(nameof(Facts))]
    public void a_fact_may_come_before_the_case_is_opened(string fact) =>
        Given().WhenStarting(state => RecordReportedFactHandler.Decide(Fact(fact), state)).Then(Fact(fact));

    [Theory, MemberData(nameof(Facts))]
    public void a_fact_may_come_after_the_response(string fact) =>
        Given(Opened, Responded).WhenStarting(state => RecordReportedFactHandler.Decide(Fact(fact), state))
            .Then(Fact(fact));

    [Fact]
    public void each_clock_has_its_own_breach() =>
        Given(Opened, Breached)
            .WhenStarting(state =>
                RecordReportedFactHandler.Decide(Breached with { Clock = "stage-1-response" }, state))
                .Then(Breached with { Clock = "stage-1-response" });

    [Fact]
    public void a_breach_of_one_clock_is_one_breach_whatever_date_it_names() =>
        Given(Opened, Breached)
            .WhenStarting(state => RecordReportedFactHandler.Decide(Breached with { DueOn = new(2026, 3, 10) }, state))
            .ThenNothing();

    [Fact]
    public void a_breach_that_was_withdrawn_may_come_again() =>
        Given(Opened, Breached, Withdrawn).WhenStarting(state => RecordReportedFactHandler.Decide(Breached, state))
            .Then(Breached);

    [Fact]
    public void a_second_breach_may_be_withdrawn_as_well() =>
        Given(Opened, Breached, Withdrawn, Breached)
            .WhenStarting(state => RecordReportedFactHandler.Decide(Withdrawn, state)).Then(Withdrawn);

    [Fact]
    public void a_second_record_is_linked_beside_the_first()
    {
        var other = Linked with { RecordId = new("0195b5a0-0000-7000-8000-000000000009") };
        Given(Opened, Linked).WhenStarting(state => RecordReportedFactHandler.Decide(other, state)).Then(other);
    }

    [Fact]
    public void a_fact_of_another_service_does_not_open_a_case() =>
        Given(Receipt, Breached).State!.IsOpened.ShouldBeFalse();
}
