using ComplaintsPlatform.ServiceDefaults;
using System.Text.Json;
using ComplaintsPlatform.Contracts.Cases;
using FsCheck;
using FsCheck.Fluent;

namespace ComplaintsPlatform.SlaClock.Tests;

public sealed class Properties
{
    private static readonly DateOnly First = new(2019, 1, 1);
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales);
    private static readonly Gen<DateOnly> AnyDay = Gen.Choose(0, 3000).Select(First.AddDays);
    private static readonly Gen<WorkingDays> AnyRule = Gen.Elements(CountFrom.DayAfter, CountFrom.SameDay)
        .Select(rule => new WorkingDays(Calendar.EnglandAndWales, rule));

    private static readonly Gen<(WorkingDays Days, DateOnly Trigger, int Limit)> AnyLimit =
        from days in AnyRule from trigger in AnyDay from limit in Gen.Choose(1, 300) select (days, trigger, limit);

    [Fact]
    public void counting_to_a_due_day_gives_the_limit() =>
        Holds(AnyLimit, x => x.Days.Count(x.Trigger, x.Days.DueOn(x.Trigger, x.Limit)) == x.Limit);

    [Fact]
    public void the_limit_of_a_count_ends_on_the_last_working_day_of_it() =>
        Holds(from x in AnyLimit
              from more in Gen.Choose(0, 400)
              select (
            x.Days, x.Trigger, To: x.Trigger.AddDays(more)), x =>
        {
            var counted = x.Days.Count(x.Trigger, x.To);
            return counted == 0
                || (x.Days.DueOn(x.Trigger, counted) is var due && due <= x.To
                    && x.Days.Count(due, x.To) == (x.Days.CountFrom == CountFrom.SameDay ? 1 : 0));
        });

    [Fact]
    public void a_due_day_is_a_working_day() =>
        Holds(AnyLimit, x => x.Days.Calendar.IsWorkingDay(x.Days.DueOn(x.Trigger, x.Limit)));

    [Fact]
    public void the_explanation_ends_with_the_limit() =>
        Holds(AnyLimit, x => x.Days.Explain(x.Trigger, x.Days.DueOn(x.Trigger, x.Limit))[^1].Day == x.Limit);

    [Fact]
    public void a_later_trigger_or_a_longer_limit_never_ends_earlier() =>
        Holds(AnyLimit, x => x.Days.DueOn(x.Trigger.AddDays(1), x.Limit) >= x.Days.DueOn(x.Trigger, x.Limit)
            && x.Days.DueOn(x.Trigger, x.Limit + 1) > x.Days.DueOn(x.Trigger, x.Limit));

    [Fact]
    public void a_warning_day_leaves_that_many_working_days() =>
        Holds(AnyLimit, x => x.Days.DueOn(x.Trigger, x.Limit) is var due
            && (x.Days with { CountFrom = CountFrom.DayAfter }).Count(x.Days.Before(due, 2), due) == 2);

    private sealed record History(
        DateOnly Received, int? AcknowledgedAfter, int? RespondedAfter, int? EscalatedAfter,
        int? Stage2AcknowledgedAfter, int? FinallyRespondedAfter, ExtensionRecorded[] Extensions, int?[] ContactedAfter,
        bool[] ByMistake, int LookedAfter, int[] Order, int[] Pauses);

    // Three extensions from the 7th on, two contacts, and the withdrawal of each.
    private const int FactsRecorded = 13;

    private static readonly Guid[] ContactIds =
        [new("01920000-0000-7000-8000-0000000000c1"), new("01920000-0000-7000-8000-0000000000c2")];

    private static readonly int[] AsItHappened = [.. Enumerable.Range(0, FactsRecorded)];

    private static readonly Gen<ExtensionRecorded[]> AnyExtensions =
        (from told in Gen.Choose(0, 60)
         from days in Gen.Choose(1, 60)
         from stage in Gen.Elements("stage-1", "stage-2")
         from goodReason in Gen.Elements(true, false)
         select new ExtensionRecorded(
             Guid.Empty, stage, First.AddDays(told), First.AddDays(told + days), goodReason)).ArrayOf(3);

    private static readonly Gen<int?> Perhaps =
        Gen.OneOf(Gen.Constant((int?)null), Gen.Choose(0, 60).Select(after => (int?)after));

    private static readonly Gen<History> AnyHistory =
        from received in AnyDay
        from acknowledged in Perhaps
        from responded in Perhaps
        from escalated in Perhaps
        from acknowledgedAgain in Perhaps
        from finallyResponded in Perhaps
        from extensions in AnyExtensions
        from contacts in Perhaps.ArrayOf(2)
        from mistakes in Gen.Elements(true, false).ArrayOf(2)
        from looked in Gen.Choose(60, 200)
        from order in Gen.Shuffle(AsItHappened)
        from pauses in Gen.Choose(0, 40).ArrayOf(FactsRecorded)
        select new History(received, acknowledged, responded, escalated, acknowledgedAgain, finallyResponded,
            [.. extensions.Select(told => told with
            {
                ToldOn = received.AddDays(told.ToldOn.DayNumber - First.DayNumber),
                NewDate = received.AddDays(told.NewDate.DayNumber - First.DayNumber),
            })],
            contacts, mistakes, looked, order, pauses);

    [Fact]
    public void the_order_of_recording_does_not_matter() => Holds(AnyHistory, history =>
    {
        var end = history.Received.AddDays(history.LookedAfter);
        var asItHappened = Record(history with { Order = AsItHappened, Pauses = new int[FactsRecorded] }, end);
        var anyhow = Record(history, end);
        return Judgement(anyhow, end) == Judgement(asItHappened, end);
    });

    [Fact]
    public void what_is_recorded_once_is_never_recorded_again() => Holds(AnyHistory, history =>
    {
        var end = history.Received.AddDays(history.LookedAfter);
        var set = Record(history, end);
        return !ClockKeeping.Missing(set, ClockKeeping.CalendarChanged, Counting, end).Any()
            && !ClockKeeping.Missing(set, ClockKeeping.AcknowledgementRecorded, Counting, end).Any();
    });

    /// <summary>Records the facts in the order given, with looks at due work on the days between.</summary>
    private static ClockSet Record(History history, DateOnly end)
    {
        var (set, today, id) = ((ClockSet?)null, history.Received, Guid.Empty);
        for (var step = 0; step < FactsRecorded; step++)
        {
            today = today.AddDays(history.Pauses[step]);
            if (today > end) today = end;
            Append(LookAtClocksHandler.Decide(set, Counting, today));
            var decision = history.Order[step] switch
            {
                0 => ComplaintOpenedHandler.Decide(
                    new ComplaintOpened(id, "", "", "", history.Received, null), set, Counting, today),
                1 when history.AcknowledgedAfter is { } days =>
                    ComplaintAcknowledgedHandler.Decide(
                        new ComplaintAcknowledged(id, history.Received.AddDays(days)), set, Counting, today),
                2 when history.RespondedAfter is { } days =>
                    Stage1ResponseRecordedHandler.Decide(
                        new Stage1ResponseRecorded(id, history.Received.AddDays(days), ""), set, Counting, today),
                3 when history.EscalatedAfter is { } days => Stage2Handler.Decide(
                    new ComplaintEscalated(id, history.Received.AddDays(days)), set, Counting, today),
                4 when history.Stage2AcknowledgedAfter is { } days => Stage2Handler.Decide(
                    new Stage2Acknowledged(id, history.Received.AddDays(days)), set, Counting, today),
                5 when history.FinallyRespondedAfter is { } days => Stage2Handler.Decide(
                    new Stage2ResponseRecorded(id, history.Received.AddDays(days), ""), set, Counting, today),
                >= 11 and var number when history.ByMistake[number - 11] => ResidentContactedHandler.Decide(
                    new ContactWithdrawn(id, ContactIds[number - 11]), set, Counting, today),
                >= 9 and < 11 and var number when history.ContactedAfter[number - 9] is { } days =>
                    ResidentContactedHandler.Decide(
                        new ResidentContacted(id, ContactIds[number - 9], history.Received.AddDays(days)), set,
                        Counting, today),
                >= 6 and < 9 and var number => ExtensionRecordedHandler.Decide(
                    history.Extensions[number - 6], set, Counting, today),
                _ => Decision<IClockSetEvent>.Nothing(),
            };
            Append(decision);
        }

        Append(LookAtClocksHandler.Decide(set, Counting, end));
        return set!;

        void Append(Decision<IClockSetEvent> decision) => set = decision.Events.Aggregate(set, ClockSet.Evolve);
    }

    /// <summary>What is shown, and what stands recorded. A warning that was due while a fact was not yet recorded is
    /// history, not judgement.</summary>
    private static string Judgement(ClockSet set, DateOnly today) => JsonSerializer.Serialize(new
    {
        Shown = ShowClocks.From(set, 1, Counting, today),
        Recorded = Clock.All.Select(set.Recorded)
            .Select(clock => (clock?.Limit, Breached: clock?.BreachCause is not null, clock?.Stop).ToString()),
    });

    private static void Holds<T>(Gen<T> values, Func<T, bool> property) =>
        Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
