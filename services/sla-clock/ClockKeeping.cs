using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// Keeps the record equal to what the facts say. Each handler and each timer asks the same question: what do the facts say now, what of it is not
/// recorded yet? So everything is recorded once, whatever is delivered twice, late, out of order or by two replicas.
/// </summary>
internal static class ClockKeeping
{
    public const string ReceiptRecorded = "receipt-recorded";
    public const string AcknowledgementRecorded = "acknowledgement-recorded";
    public const string ResponseRecorded = "response-recorded";
    public const string CalendarChanged = "calendar-changed";

    /// <summary>A new fact and everything that follows from it.</summary>
    public static Decision<IClockSetEvent> Note(ClockSet? set, IClockSetEvent fact, string cause, Counting counting, DateOnly today) =>
        Decision<IClockSetEvent>.Accept([fact, .. Missing(ClockSet.Evolve(set, fact), cause, counting, today)]);

    /// <summary>What follows from the facts today and is not recorded.</summary>
    public static IEnumerable<IClockSetEvent> Missing(ClockSet set, string cause, Counting counting, DateOnly today) =>
        Clocks.Of(set.Facts, counting, today).SelectMany(clock => Missing(set.ComplaintId, clock, set.Recorded(clock.Name), cause, counting));

    private static IEnumerable<IClockSetEvent> Missing(Guid id, Clock clock, RecordedClock? recorded, string cause, Counting counting)
    {
        var limit = new Limit(clock.TriggerOn, clock.DueOn, clock.Provisional, counting.Calendar.Version);
        // A new calendar moves what is open. What stopped was judged by the calendar of its time.
        if (recorded?.Stop is { } closed && cause == CalendarChanged && closed.StoppedOn == clock.StoppedOn) yield break;

        if (recorded is null)
            yield return new ClockStarted(id, clock.Name, limit);
        else if (recorded.Limit with { CalendarVersion = limit.CalendarVersion } != limit)
            yield return new LimitRestated(id, clock.Name, recorded.Limit, limit, cause);

        if (recorded?.BreachCause is not null && !clock.IsBreached) yield return new BreachWithdrawn(id, clock.Name, clock.DueOn, cause);

        var warnedAt = recorded?.Limit.DueOn == clock.DueOn ? recorded.WarnedAt : null;
        if (clock.WarnedAt is { } point && !(warnedAt <= point)) yield return new LimitNear(id, clock.Name, clock.DueOn, point);

        if (clock.StoppedOn is { } stopped)
        {
            var stop = new StoppedClock(stopped, clock.DueOn, !clock.IsBreached, counting.Days.Count(clock.TriggerOn, stopped));
            if (recorded?.Stop is null) yield return new ClockStopped(id, clock.Name, stop);
            else if (recorded.Stop != stop) yield return new StopRestated(id, clock.Name, recorded.Stop, stop, cause);
        }

        if (clock.BreachCause is { } why && recorded?.BreachCause is null) yield return new LimitBreached(id, clock.Name, clock.DueOn, why);
    }

    /// <summary>The moments at which to look again: each warning point, and the end of each limit's day. None once answered.</summary>
    public static IEnumerable<DateTimeOffset> Timers(ClockSet set, Counting counting, DateTimeOffset now) => set.IsFinished ? [] :
        Clocks.Of(set.Facts, counting, London.DayOf(now))
            .Where(clock => clock.StoppedOn is null)
            .SelectMany(clock => counting.Rules.WarnAt.Select(point => London.StartOf(counting.Days.Before(clock.DueOn, point))).Append(London.EndOf(clock.DueOn)))
            .Where(moment => moment > now)
            .Distinct();

    /// <summary>Loads, decides and queues events and timers for the session's one transaction. The caller saves.</summary>
    public static async Task Keep(
        IDocumentSession session, Guid complaintId, Counting counting, DateTimeOffset now, Func<ClockSet?, DateOnly, Decision<IClockSetEvent>> decide, CancellationToken cancellationToken)
    {
        var stream = await session.Events.FetchForWriting<ClockSet>(complaintId, cancellationToken);
        var decision = decide(stream.Aggregate, London.DayOf(now));
        if (decision.Events.Count == 0) return;

        stream.AppendMany(decision.Events);
        var after = decision.Events.Aggregate(stream.Aggregate, ClockSet.Evolve)!;
        foreach (var moment in Timers(after, counting, now))
            session.QueueSqlCommand(
                "insert into read.timers (complaint_id, due_at, look_at, correlation_id) values ($1, $2, $2, $3) on conflict do nothing",
                complaintId, moment.UtcDateTime, session.CorrelationId);
    }

    /// <summary>As the other, for a message. A date that the calendar does not know parks the message: it is replayed when the calendar is longer.</summary>
    public static async Task Keep(
        this MessageContext context, Guid complaintId, Func<ClockSet?, Counting, DateOnly, Decision<IClockSetEvent>> decide, CancellationToken cancellationToken)
    {
        var counting = context.Services.GetRequiredService<Counting>();
        try
        {
            await Keep(context.Session, complaintId, counting, context.Now, (set, today) => decide(set, counting, today), cancellationToken);
        }
        catch (DateOutsideCalendarException outside)
        {
            throw new UnprocessableMessageException(outside.Message);
        }
    }
}
