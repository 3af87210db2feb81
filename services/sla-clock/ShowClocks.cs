using System.Globalization;
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
}

/// <summary>
/// One clock. Days are working days; <see cref="DaysFromReceipt"/> counts from receipt, at stage 2 from its request,
/// whatever the clock itself runs from.
/// </summary>
public sealed record ClockShown(
    string Clock, DateOnly TriggerOn, DateOnly DueOn, int Limit, ClockState State, bool Provisional,
    DateOnly? StoppedOn, string? BreachCause,
    int DaysCounted, int DaysFromReceipt, int DaysLeft, int DaysOver, string Says,
    IReadOnlyList<CountedDay> Explanation);

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
    };

    private static ClockShown Show(Clock clock, ClockSet set, WorkingDays days, DateOnly today)
    {
        var facts = clock.IsOfStage2 ? set.Stage2! : set.Facts;
        var until = clock.StoppedOn ?? facts.RespondedOn ?? set.Stage2?.RespondedOn ?? today;
        var received = facts.ReceivedOn!.Value;
        return new ClockShown(
            clock.Name, clock.TriggerOn, clock.DueOn, clock.Limit, clock.State, clock.Provisional, clock.StoppedOn,
            clock.BreachCause,
            days.Count(clock.TriggerOn, until), days.Count(received, until),
            Remaining(until, clock.DueOn), Remaining(clock.DueOn, until), Says(clock, facts),
            days.Explain(clock.TriggerOn, until > clock.DueOn ? until : clock.DueOn));

        int Remaining(DateOnly from, DateOnly to) => to <= from
            ? 0
            : (days with { CountFrom = CountFrom.DayAfter }).Count(from, to);
    }

    private static string Says(Clock clock, Facts facts)
    {
        var from = clock.IsOfStage2
            ? clock.IsAcknowledgement ? "the request for stage 2" : "the stage 2 acknowledgement"
            : clock.IsAcknowledgement ? "receipt" : "the acknowledgement";
        var limit = clock.Provisional
            ? $"{(facts.RespondedOn is null ? "Not acknowledged yet" : "Never acknowledged before the response")}: "
                + $"shown as if the acknowledgement had been made on its last day, {Day(clock.TriggerOn)}. The "
                + $"limit of {clock.Limit} working days would end on {Day(clock.DueOn)}."
            : $"{clock.Limit} working days from {from} on {Day(clock.TriggerOn)} end on {Day(clock.DueOn)}.";
        return (clock.BreachCause, clock.StoppedOn) switch
        {
            (Clock.WithoutAcknowledgement, null) =>
                $"{limit} Never acknowledged: the complaint was answered on {Day(facts.RespondedOn!.Value)} "
                + $"without an acknowledgement.",
            (Clock.WithoutAcknowledgement, { } stopped) =>
                $"{limit} Answered on {Day(facts.RespondedOn!.Value)} without an acknowledgement; that of "
                + $"{Day(stopped)} came after it.",
            (not null, { } stopped) => $"{limit} Done on {Day(stopped)}, after the limit.",
            (not null, null) => $"{limit} The limit has passed and it is not done.",
            (null, { } stopped) => $"{limit} Done on {Day(stopped)}, in time.",
            _ when clock.State == ClockState.Overtaken => $"{limit} The final response went out before that.",
            _ => limit,
        };
    }

    private static string Day(DateOnly day) => day.ToString("ddd d MMMM yyyy", CultureInfo.InvariantCulture);

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
