using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using FsCheck;
using FsCheck.Fluent;
using static ComplaintsPlatform.SlaClock.Tests.WorkingDaysSpecs;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>A day that was recorded wrongly is put right: the clocks are as if the right one had been known from the
/// start. Received on Monday 2 September 2024, to be acknowledged by the 9th.</summary>
public sealed class CorrectionSpecs
{
    private static readonly Guid Id = Guid.Parse("01920000-0000-7000-8000-000000000001");
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales, FirstContactSpecs.CodeAlone);
    private static readonly DateOnly Start = Day("2024-09-02");

    private static readonly string[] Facts =
    [
        "received-on", "acknowledged-on", "responded-on", "escalated-on", "stage-2-acknowledged-on",
        "stage-2-responded-on",
    ];

    private static readonly Gen<int?> Perhaps =
        Gen.OneOf(Gen.Constant((int?)null), Gen.Choose(0, 50).Select(after => (int?)after));

    private sealed record History(int?[] Right, int?[] Wrong, int[] Order, int[] Pauses, int LookedAfter);

    // Each fact is recorded rightly, or wrongly and then put right; in any order, with looks in between.
    private static readonly Gen<History> AnyHistory =
        from right in Perhaps.ArrayOf(6)
        from wrong in Perhaps.ArrayOf(6)
        from order in Gen.Shuffle(Enumerable.Range(0, 18).ToArray())
        from pauses in Gen.Choose(0, 30).ArrayOf(18)
        from looked in Gen.Choose(60, 200)
        select new History(right, wrong, order, pauses, looked);

    [Fact]
    public void corrected_clocks_are_those_of_the_right_days_recorded_first_in_whatever_order_messages_come() =>
        Prop.ForAll(AnyHistory.ToArbitrary(), history =>
        {
            var end = Start.AddDays(history.LookedAfter);
            var first = Record(history with { Wrong = new int?[6], Order = [.. Enumerable.Range(0, 18)] }, end);
            var corrected = Record(history, end);
            Judged(corrected, end).ShouldBe(Judged(first, end));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void an_earlier_receipt_finds_the_breach_that_there_was()
    {
        var opened = Opened(Start);
        Given([.. opened, .. Acknowledged(opened, "2024-09-06")])
            .WhenStarting(set => Correct(set, "received-on", "2024-08-28", 9, "2024-09-10")).Decision.Events
            .OfType<LimitBreached>().ShouldHaveSingleItem()
            .ShouldBe(new LimitBreached(Id, Clock.Acknowledgement, Day("2024-09-04"), Clock.LimitPassed));
    }

    [Fact]
    public void a_later_receipt_takes_back_the_breach_that_there_was_not()
    {
        var opened = Opened(Start);
        Given([.. opened, .. Acknowledged(opened, "2024-09-11")])
            .WhenStarting(set => Correct(set, "received-on", "2024-09-05", 9, "2024-09-12")).Decision.Events
            .OfType<BreachWithdrawn>().ShouldContain(
                new BreachWithdrawn(Id, Clock.Acknowledgement, Day("2024-09-12"), ClockKeeping.FactCorrected));
    }

    [Fact]
    public void a_breach_for_another_reason_is_said_anew()
    {
        var opened = Opened(Start);
        var responded = Given(opened).WhenStarting(set => Stage1ResponseRecordedHandler.Decide(
            new Stage1ResponseRecorded(Id, Day("2024-09-20"), ""), set, Counting, Day("2024-09-20"))).Decision.Events;
        var acknowledged = Given([.. opened, .. responded]).WhenStarting(set => ComplaintAcknowledgedHandler.Decide(
            new ComplaintAcknowledged(Id, Day("2024-09-25")), set, Counting, Day("2024-09-25"))).Decision.Events;
        var before = Given([.. opened, .. responded, .. acknowledged]);
        before.State!.Recorded(Clock.Acknowledgement)!.BreachCause.ShouldBe(Clock.WithoutAcknowledgement);
        var said = before.WhenStarting(set => Correct(set, "acknowledged-on", "2024-09-16", 9, "2024-09-26"))
            .Decision.Events;
        said.OfType<BreachWithdrawn>().Count(one => one.Clock == Clock.Acknowledgement).ShouldBe(1);
        said.OfType<LimitBreached>().Single(one => one.Clock == Clock.Acknowledgement).Cause
            .ShouldBe(Clock.LimitPassed);
    }

    [Fact]
    public void the_later_correction_holds_and_the_same_one_is_heard_once()
    {
        var opened = Opened(Start);
        var second = Given(opened).WhenStarting(set => Correct(set, "received-on", "2024-09-04", 7, "2024-09-05"))
            .Decision.Events;
        Given([.. opened, .. second]).WhenStarting(set => Correct(set, "received-on", "2024-09-03", 5, "2024-09-05"))
            .ThenNothing();
        Given([.. opened, .. second]).WhenStarting(set => Correct(set, "received-on", "2024-09-04", 7, "2024-09-05"))
            .ThenNothing();
        Given(opened).WhenStarting(set => FactCorrectedHandler.Decide(
            new FactCorrected(Id, Id, "stage-1-outcome", null, null, "upheld", "not-upheld"), 5, set, Counting, Start))
            .ThenNothing();
    }

    [Fact]
    public void what_is_over_is_judged_anew_too()
    {
        var opened = Opened(Start);
        var responded = Given(opened).WhenStarting(set => Stage1ResponseRecordedHandler.Decide(
            new Stage1ResponseRecorded(Id, Day("2024-09-20"), ""), set, Counting, Day("2024-09-20"))).Decision.Events;
        Given([.. opened, .. responded])
            .WhenStarting(set => Correct(set, "responded-on", "2024-10-20", 9, "2024-10-21")).Decision.Events
            .OfType<StopRestated>().ShouldHaveSingleItem().After.InTime.ShouldBeFalse();
    }

    private static Given<ClockSet, IClockSetEvent> Given(IReadOnlyList<IClockSetEvent> events) =>
        Spec.Given<ClockSet, IClockSetEvent>(ClockSet.Evolve, [.. events]);

    private static Decision<IClockSetEvent> Correct(
        ClockSet? set, string fact, string day, long version, string today) => FactCorrectedHandler.Decide(
        new FactCorrected(Id, Id, fact, null, Day(day)), version, set, Counting, Day(today));

    private static IReadOnlyList<IClockSetEvent> Opened(DateOnly on) => ComplaintOpenedHandler.Decide(
        new ComplaintOpened(Id, "", "", "", on, null), null, Counting, on).Events;

    private static IReadOnlyList<IClockSetEvent> Acknowledged(IReadOnlyList<IClockSetEvent> opened, string on) =>
        Given(opened).WhenStarting(set => ComplaintAcknowledgedHandler.Decide(
            new ComplaintAcknowledged(Id, Day(on)), set, Counting, Day(on))).Decision.Events;

    // Steps 0 to 5 record a fact, 6 to 11 put it right, 12 to 17 are looks.
    private static ClockSet? Record(History history, DateOnly end)
    {
        var (set, today) = ((ClockSet?)null, Start);
        for (var step = 0; step < 18; step++)
        {
            today = today.AddDays(history.Pauses[step]);
            if (today > end) today = end;
            var (number, kind) = (history.Order[step] % 6, history.Order[step] / 6);
            var day = history.Right[number] is { } right ? Start.AddDays(right) : (DateOnly?)null;
            var said = history.Wrong[number] is { } wrong ? Start.AddDays(wrong) : day;
            Append((kind, day, said) switch
            {
                (0, { }, { } on) => Say(number, on, set, today),
                (1, { } on, { } before) when on != before => FactCorrectedHandler.Decide(
                    new FactCorrected(Id, Id, Facts[number], before, on), 9, set, Counting, today),
                (2, _, _) => LookAtClocksHandler.Decide(set, Counting, today),
                _ => Decision<IClockSetEvent>.Nothing(),
            });
        }

        Append(LookAtClocksHandler.Decide(set, Counting, end));
        return set;

        void Append(Decision<IClockSetEvent> decision) => set = decision.Events.Aggregate(set, ClockSet.Evolve);
    }

    private static Decision<IClockSetEvent> Say(int number, DateOnly on, ClockSet? set, DateOnly today) => number switch
    {
        0 => ComplaintOpenedHandler.Decide(new ComplaintOpened(Id, "", "", "", on, null), set, Counting, today),
        1 => ComplaintAcknowledgedHandler.Decide(new ComplaintAcknowledged(Id, on), set, Counting, today),
        2 => Stage1ResponseRecordedHandler.Decide(new Stage1ResponseRecorded(Id, on, ""), set, Counting, today),
        3 => Stage2Handler.Decide(new ComplaintEscalated(Id, on), set, Counting, today),
        4 => Stage2Handler.Decide(new Stage2Acknowledged(Id, on), set, Counting, today),
        _ => Stage2Handler.Decide(new Stage2ResponseRecorded(Id, on, ""), set, Counting, today),
    };

    // What is shown, and what stands recorded of each clock, the cause of a breach included.
    private static string Judged(ClockSet? set, DateOnly today) => set is null ? "" : string.Join('\n',
        Clocks.Of(set, Counting, today).Select(clock => $"{clock with { WarnedAt = null, Extensions = [] }}")
            .Concat(Clock.All.Select(set.Recorded).Select(clock =>
                $"{clock?.Limit} {clock?.BreachCause} {clock?.Stop} "
                    + $"{(clock?.Stop is null ? clock?.OvertakenOn : null)}")));
}
