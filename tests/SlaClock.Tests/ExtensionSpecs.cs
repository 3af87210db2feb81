using System.Collections.Immutable;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.SlaClock.Tests.WorkingDaysSpecs;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>Received on Monday 2 September 2024, acknowledged on the 4th, due for an answer on the 18th; without a good
/// reason it can be extended to 2 October.</summary>
public sealed class ExtensionSpecs
{
    private static readonly Guid Id = Guid.Parse("01920000-0000-7000-8000-000000000002");
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales, FirstContactSpecs.CodeAlone);

    private static ClockShown On(string today, params Extension[] extensions) => ShowClocks.From(
        new ClockSet(Id, new Facts(Day("2024-09-02"), Day("2024-09-04")) { Extensions = [.. extensions] }),
        1, Counting, Day(today)).Clocks[1];

    private static Extension Told(string on, string newDate, bool goodReason = false) =>
        new(Day(on), Day(newDate), goodReason);

    [Fact]
    public void told_in_time_and_within_ten_working_days_it_moves_the_limit()
    {
        var clock = On("2024-09-20", Told("2024-09-18", "2024-10-02"));
        (clock.DueOn, clock.ExtendedFrom, clock.ExtendableUntil, clock.State)
            .ShouldBe((Day("2024-10-02"), Day("2024-09-18"), Day("2024-10-02"), ClockState.Running));
        clock.Says.ShouldBe("10 working days from the acknowledgement on Wed 4 September 2024 end on Wed 18 September "
            + "2024. Extended to Wed 2 October 2024.");
        clock.Extensions.ShouldHaveSingleItem().State.ShouldBe(ExtensionState.Counts);
    }

    [Fact]
    public void told_after_the_limit_has_passed_it_moves_nothing()
    {
        var clock = On("2024-09-20", Told("2024-09-19", "2024-09-25"));
        (clock.DueOn, clock.ExtendedFrom, clock.State).ShouldBe((Day("2024-09-18"), null, ClockState.Breached));
        clock.Extensions.Single().Says.ShouldEndWith("The limit had passed by then, so it moves nothing.");
    }

    [Theory]
    [InlineData(false, "2024-09-18", ExtensionState.TooLong)]
    [InlineData(true, "2024-10-03", ExtensionState.Counts)]
    public void beyond_ten_working_days_only_for_a_good_reason(bool good, string due, ExtensionState state)
    {
        var clock = On("2024-09-10", Told("2024-09-10", "2024-10-03", good));
        (clock.DueOn, clock.Extensions.Single().State).ShouldBe((Day(due), state));
    }

    [Fact]
    public void a_day_before_the_limit_shortens_nothing() =>
        On("2024-09-10", Told("2024-09-05", "2024-09-17")).ShouldSatisfyAllConditions(
            clock => clock.DueOn.ShouldBe(Day("2024-09-18")),
            clock => clock.Extensions.Single().State.ShouldBe(ExtensionState.NoLater));

    [Fact]
    public void extended_twice_each_is_told_before_the_limit_that_stands_then()
    {
        On("2024-09-20", Told("2024-09-24", "2024-10-02"), Told("2024-09-18", "2024-09-25")).DueOn
            .ShouldBe(Day("2024-10-02"));
        On("2024-09-20", Told("2024-09-26", "2024-10-02"), Told("2024-09-18", "2024-09-25")).DueOn
            .ShouldBe(Day("2024-09-25"));
    }

    [Fact]
    public void stage_2_can_be_extended_by_twenty()
    {
        var stage2 = new Facts(Day("2024-09-30"), Day("2024-10-01"))
        { Extensions = [Told("2024-10-29", "2024-11-26")] };
        var clocks = ShowClocks.From(
            new ClockSet(Id, new Facts(Day("2024-09-02"), Day("2024-09-04")), stage2), 1, Counting, Day("2024-11-01"))
            .Clocks;
        (clocks[3].ExtendedFrom, clocks[3].DueOn, clocks[3].ExtendableUntil)
            .ShouldBe((Day("2024-10-29"), Day("2024-11-26"), Day("2024-11-26")));
        clocks[1].ExtendedFrom.ShouldBeNull();
    }

    [Fact]
    public void an_acknowledgement_has_no_extension() => ShowClocks.From(
        new ClockSet(Id, new Facts(Day("2024-09-02")) { Extensions = [Told("2024-09-05", "2024-09-30")] }), 1,
        Counting, Day("2024-09-05")).Clocks[0].ShouldSatisfyAllConditions(
            clock => clock.DueOn.ShouldBe(Day("2024-09-09")), clock => clock.ExtendableUntil.ShouldBeNull());

    [Fact]
    public void recorded_after_the_limit_but_told_before_it_withdraws_the_breach() =>
        Given(Day("2024-09-19")).WhenStarting(set => ExtensionRecordedHandler.Decide(
                new ExtensionRecorded(Id, "stage-1", Day("2024-09-17"), Day("2024-10-02"), false), set, Counting,
                Day("2024-09-20")))
            .Then(
                new ExtensionNoted(Id, false, Told("2024-09-17", "2024-10-02")),
                new LimitRestated(Id, Clock.Stage1Response,
                    new Limit(Day("2024-09-04"), Day("2024-09-18"), false, 1),
                    new Limit(Day("2024-09-04"), Day("2024-10-02"), false, 1), ClockKeeping.ExtensionRecorded),
                new BreachWithdrawn(Id, Clock.Stage1Response, Day("2024-10-02"), ClockKeeping.ExtensionRecorded));

    [Fact]
    public void recorded_after_the_response_it_judges_that_anew()
    {
        var answered = Given(Day("2024-09-25")).And(Decided(set => Stage1ResponseRecordedHandler.Decide(
            new Stage1ResponseRecorded(Id, Day("2024-09-25"), "upheld"), set, Counting, Day("2024-09-25"))));
        answered.State!.Recorded(Clock.Stage1Response)!.Stop!.InTime.ShouldBeFalse();
        var events = ExtensionRecordedHandler.Decide(
            new ExtensionRecorded(Id, "stage-1", Day("2024-09-17"), Day("2024-10-02"), false), answered.State,
            Counting, Day("2024-09-26")).Events;
        events.OfType<StopRestated>().Single().After.InTime.ShouldBeTrue();

        IClockSetEvent[] Decided(Func<ClockSet?, Decision<IClockSetEvent>> decide) =>
            [.. decide(Given(Day("2024-09-25")).State).Events];
    }

    [Fact]
    public void told_twice_it_is_noted_once() =>
        Given(Day("2024-09-05")).And(new ExtensionNoted(Id, true, Told("2024-09-05", "2024-10-01")))
            .WhenStarting(set => ExtensionRecordedHandler.Decide(
                new ExtensionRecorded(Id, "stage-2", Day("2024-09-05"), Day("2024-10-01"), false), set, Counting,
                Day("2024-09-05"))).ThenNothing();

    [Fact]
    public void the_new_day_is_looked_at_as_any_limit_is()
    {
        var now = new DateTimeOffset(2024, 9, 17, 10, 0, 0, TimeSpan.Zero);
        var set = Given(Day("2024-09-17")).State;
        var after = ExtensionRecordedHandler.Decide(
            new ExtensionRecorded(Id, "stage-1", Day("2024-09-17"), Day("2024-10-02"), false), set, Counting,
            Day("2024-09-17")).Events.Aggregate(set, ClockSet.Evolve)!;
        ClockKeeping.Looks(after, Counting, now).Select(look => London.DayOf(look.At.AddTicks(-1))).ToImmutableList()
            .ShouldContain(Day("2024-10-02"));
    }

    /// <summary>Acknowledged, and looked at on a day.</summary>
    private static Given<ClockSet, IClockSetEvent> Given(DateOnly looked)
    {
        var set = (ClockSet?)null;
        List<IClockSetEvent> events = [];
        Take(ComplaintOpenedHandler.Decide(
            new ComplaintOpened(Id, "CMP-2", "phone", "repairs", Day("2024-09-02"), null), set, Counting,
            Day("2024-09-02")));
        Take(ComplaintAcknowledgedHandler.Decide(
            new ComplaintAcknowledged(Id, Day("2024-09-04")), set, Counting, Day("2024-09-04")));
        Take(LookAtClocksHandler.Decide(set, Counting, looked));
        return Spec.Given<ClockSet, IClockSetEvent>(ClockSet.Evolve, [.. events]);

        void Take(Decision<IClockSetEvent> decision)
        {
            events.AddRange(decision.Events);
            set = decision.Events.Aggregate(set, ClockSet.Evolve);
        }
    }
}
