using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.SlaClock.Tests.WorkingDaysSpecs;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>Withdrawn, nothing falls due any more, and reopened it is as if it had never been withdrawn. Received on
/// Monday 2 September 2024, to be acknowledged by the 9th.</summary>
public sealed class WithdrawalSpecs
{
    private static readonly Guid Id = Guid.Parse("01920000-0000-7000-8000-000000000001");
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales, FirstContactSpecs.CodeAlone);
    private static readonly IClockSetEvent[] Opened =
        [.. ComplaintOpenedHandler.Decide(new ComplaintOpened(Id, "CMP-1", "phone", "repairs", Day("2024-09-02"), null),
            null, Counting, Day("2024-09-02")).Events];

    private static Given<ClockSet, IClockSetEvent> Given(params IEnumerable<IClockSetEvent> more) =>
        Spec.Given<ClockSet, IClockSetEvent>(ClockSet.Evolve, [.. Opened, .. more]);

    private static Decision<IClockSetEvent> Withdraw(ClockSet? set, string on, string today) =>
        WithdrawalHandler.Decide(new ComplaintWithdrawn(Id, Day(on)), set, Counting, Day(today));

    private static Decision<IClockSetEvent> Reopen(ClockSet? set, string today) =>
        WithdrawalHandler.Decide(new ComplaintReopened(Id), set, Counting, Day(today));

    private static IReadOnlyList<IClockSetEvent> Withdrawn(string on) =>
        Given().WhenStarting(set => Withdraw(set, on, on)).Decision.Events;

    [Fact]
    public void withdrawn_in_time_both_clocks_are_overtaken() =>
        Given().WhenStarting(set => Withdraw(set, "2024-09-04", "2024-09-04")).Then(
            new WithdrawalNoted(Id, Day("2024-09-04")),
            new ClockOvertaken(Id, Clock.Acknowledgement, Day("2024-09-04")),
            new ClockOvertaken(Id, Clock.Stage1Response, Day("2024-09-04")));

    [Fact]
    public void recorded_late_it_takes_back_the_breach_that_there_was_not()
    {
        var breached = Given().WhenStarting(set => LookAtClocksHandler.Decide(set, Counting, Day("2024-09-10")))
            .Decision.Events;
        Given(breached).WhenStarting(set => Withdraw(set, "2024-09-06", "2024-09-12")).Decision.Events
            .OfType<BreachWithdrawn>().ShouldHaveSingleItem().Clock.ShouldBe(Clock.Acknowledgement);
    }

    [Fact]
    public void what_was_missed_before_stays_missed()
    {
        var set = Given(Withdrawn("2024-09-11")).State!;
        set.Recorded(Clock.Acknowledgement)!.BreachCause.ShouldBe(Clock.LimitPassed);
        var shown = ShowClocks.From(set, 1, Counting, Day("2024-12-02")).Clocks[0];
        (shown.State, shown.DaysOver).ShouldBe((ClockState.Breached, 2));
        shown.Says.ShouldEndWith("Withdrawn on Wed 11 September 2024, after the limit.");
    }

    [Fact]
    public void while_it_is_withdrawn_nothing_is_warned_of_breached_or_looked_at()
    {
        foreach (var day in new[] { "2024-09-05", "2024-09-10", "2024-10-10" })
            Given(Withdrawn("2024-09-04")).WhenStarting(set => LookAtClocksHandler.Decide(set, Counting, Day(day)))
                .ThenNothing();
        ClockKeeping.Looks(
            Given(Withdrawn("2024-09-04")).State!, Counting, new(2024, 9, 4, 12, 0, 0, TimeSpan.Zero)).ShouldBeEmpty();
    }

    [Fact]
    public void told_twice_it_is_noted_once()
    {
        Given(Withdrawn("2024-09-04")).WhenStarting(set => Withdraw(set, "2024-09-04", "2024-09-05")).ThenNothing();
        Given().WhenStarting(set => Reopen(set, "2024-09-05")).ThenNothing();
    }

    [Fact]
    public void reopened_in_time_the_clocks_go_on_and_are_looked_at()
    {
        var events = Given(Withdrawn("2024-09-04")).WhenStarting(set => Reopen(set, "2024-09-05")).Decision.Events;
        events.OfType<ClockResumed>().Select(resumed => (resumed.Clock, resumed.Limit.DueOn)).ShouldBe(
            [(Clock.Acknowledgement, Day("2024-09-09")), (Clock.Stage1Response, Day("2024-09-23"))]);
        ClockKeeping.Looks(Given([.. Withdrawn("2024-09-04"), .. events]).State!, Counting,
            new(2024, 9, 5, 12, 0, 0, TimeSpan.Zero)).ShouldNotBeEmpty();
    }

    [Fact]
    public void reopened_late_what_was_missed_is_recorded_then() =>
        Given(Withdrawn("2024-09-04")).WhenStarting(set => Reopen(set, "2024-09-12")).Decision.Events
            .OfType<LimitBreached>().ShouldHaveSingleItem().Clock.ShouldBe(Clock.Acknowledgement);

    [Fact]
    public void heard_before_the_opening_it_counts_from_then()
    {
        var early = WithdrawalHandler.Decide(new ComplaintWithdrawn(Id, Day("2024-09-04")), null, Counting,
            Day("2024-09-04"));
        early.Events.ShouldBe([new WithdrawalNoted(Id, Day("2024-09-04"))]);
        var set = early.Events.Aggregate((ClockSet?)null, ClockSet.Evolve);
        ComplaintOpenedHandler.Decide(new ComplaintOpened(Id, "CMP-1", "phone", "repairs", Day("2024-09-02"), null),
            set, Counting, Day("2024-10-02")).Events.OfType<ClockOvertaken>().Count().ShouldBe(2);
    }
}
