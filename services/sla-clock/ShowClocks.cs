using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>The clocks of a complaint as they stand today, each with its count day by day.</summary>
public sealed record ClocksShown(
    Guid ComplaintId, long Version, DateOnly AsAt, int CalendarVersion, DateOnly? ReceivedOn, DateOnly? AcknowledgedOn,
    DateOnly? RespondedOn, IReadOnlyList<ClockShown> Clocks)
{
    /// <summary>The complaint was merged into another one, whose clocks count; these rest.</summary>
    public bool Resting { get; init; }

    /// <summary>When stage 2 was asked for, acknowledged and answered; null while it was not.</summary>
    public DateOnly? EscalatedOn { get; init; }

    public DateOnly? Stage2AcknowledgedOn { get; init; }

    public DateOnly? Stage2RespondedOn { get; init; }

    /// <summary>When the resident took it back; null unless they did.</summary>
    public DateOnly? WithdrawnOn { get; init; }
}

/// <summary>
/// One clock. Days are working days; <see cref="DaysFromReceipt"/> counts from receipt, at stage 2 from its request,
/// whatever the clock itself runs from.
/// </summary>
public sealed record ClockShown(
    string Clock, DateOnly TriggerOn, DateOnly DueOn, int Limit, ClockState State, bool Provisional,
    DateOnly? StoppedOn, string? BreachCause,
    int DaysCounted, int DaysFromReceipt, int DaysLeft, int DaysOver, string Says,
    IReadOnlyList<CountedDay> Explanation)
{
    /// <summary>The end of the Code's own limit, where it was extended beyond that.</summary>
    public DateOnly? ExtendedFrom { get; init; }

    /// <summary>The last day to which it can be extended without a good reason; null where it cannot be.</summary>
    public DateOnly? ExtendableUntil { get; init; }

    public IReadOnlyList<ExtensionShown> Extensions { get; init; } = [];
}

/// <summary>What the resident was told, and whether it moves the limit.</summary>
public sealed record ExtensionShown(
    DateOnly ToldOn, DateOnly NewDate, bool ForGoodReason, ExtensionState State, string Says);

/// <summary>
/// Anyone who may read the complaint sees how each figure came about. With <c>Prefer: wait=N</c> the answer waits until
/// there are clocks; with <c>If-None-Match</c> as well, until they differ from those that the caller has.
/// </summary>
internal static class ShowClocks
{
    public static ClocksShown From(ClockSet set, long version, Counting counting, DateOnly today) => new(
        set.ComplaintId, version, today, counting.Calendar.Version, set.Facts.ReceivedOn, set.Facts.AcknowledgedOn,
        set.Facts.RespondedOn,
        [.. Clocks.Of(set, counting, today).Select(clock => Show(clock, set, counting.Days, today))])
    {
        Resting = set.IsMerged,
        EscalatedOn = set.Stage2?.ReceivedOn,
        Stage2AcknowledgedOn = set.Stage2?.AcknowledgedOn,
        Stage2RespondedOn = set.Stage2?.RespondedOn,
        WithdrawnOn = set.WithdrawnOn,
    };

    private static ClockShown Show(Clock clock, ClockSet set, WorkingDays days, DateOnly today)
    {
        var facts = clock.IsOfStage2 ? set.Stage2! : set.Facts;
        var until = clock.StoppedOn ?? facts.RespondedOn ?? set.Stage2?.RespondedOn ?? set.WithdrawnOn
            ?? today;
        var received = facts.ReceivedOn!.Value;
        return new ClockShown(
            clock.Name, clock.TriggerOn, clock.DueOn, clock.Limit, clock.State, clock.Provisional, clock.StoppedOn,
            clock.BreachCause,
            days.Count(clock.TriggerOn, until), days.Count(received, until),
            Remaining(until, clock.DueOn), Remaining(clock.DueOn, until), ClockWords.Of(clock, facts),
            days.Explain(clock.TriggerOn, until > clock.DueOn ? until : clock.DueOn))
        {
            ExtendedFrom = clock.IsExtended ? clock.CodeDueOn : null,
            ExtendableUntil = clock.ExtendableUntil,
            Extensions = [.. clock.Extensions.Select(judged => new ExtensionShown(
                judged.Extension.ToldOn, judged.Extension.NewDate, judged.Extension.ForGoodReason, judged.State,
                ClockWords.Of(judged, clock)))],
        };

        int Remaining(DateOnly from, DateOnly to) => to <= from
            ? 0
            : (days with { CountFrom = CountFrom.DayAfter }).Count(from, to);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/complaints/{complaintId:guid}/clocks", async (
            Guid complaintId, WaitPreference wait, IQuerySession session, Counting counting, TimeProvider time,
            HttpContext http, CancellationToken cancellationToken) =>
        {
            var (seen, shown) = (http.Request.Headers.IfNoneMatch.ToString(), (ClocksShown?)null);
            await wait.UntilAsync(async token =>
            {
                var stream = await session.Events.FetchStreamAsync(complaintId, token: token);
                if (stream.Count == 0) return false;
                var set = stream.Select(stored => (IClockSetEvent)stored.Data)
                    .Aggregate((ClockSet?)null, ClockSet.Evolve)!;
                shown = From(set, stream[^1].Version, counting, London.DayOf(time.GetUtcNow()));
                return seen != $"\"{shown.Version}\"";
            }, time, cancellationToken);
            return Api.Answer(shown, shown?.Version ?? 0);
        })
        .Shows("clocks")
        .WithName("ShowClocks").WithSummary("Clocks of a complaint, each with its day-by-day explanation")
        .Produces<ClocksShown>().ProducesProblem(404).RequireRoles(Roles.Reading);
}
