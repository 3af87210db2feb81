using ComplaintsPlatform.ServiceDefaults;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// Keeps the record equal to what the facts say. Each handler and each look asks the same question: what do the facts
/// say now, what of it is not recorded yet? So everything is recorded once, whatever is delivered twice, late, out of
/// order or by two replicas.
/// </summary>
public static class ClockKeeping
{
    public const string ReceiptRecorded = "receipt-recorded";
    public const string AcknowledgementRecorded = "acknowledgement-recorded";
    public const string ResponseRecorded = "response-recorded";
    public const string EscalationRecorded = "escalation-recorded";
    public const string ExtensionRecorded = "extension-recorded";
    public const string MergeUndone = "merge-undone";
    public const string ContactRecorded = "contact-recorded";
    public const string ContactWithdrawn = "contact-withdrawn";
    public const string WithdrawalRecorded = "withdrawal-recorded";
    public const string Reopened = "reopened";
    public const string FactCorrected = "fact-corrected";
    public const string CalendarChanged = "calendar-changed";

    /// <summary>A new fact and everything that follows from it.</summary>
    public static Decision<IClockSetEvent> Note(
        ClockSet? set, IClockSetEvent fact, string cause, Counting counting, DateOnly today) =>
        Decision<IClockSetEvent>.Accept([fact, .. Missing(ClockSet.Evolve(set, fact), cause, counting, today)]);

    /// <summary>What follows from the facts today and is not recorded.</summary>
    public static IEnumerable<IClockSetEvent> Missing(ClockSet set, string cause, Counting counting, DateOnly today) =>
        Clocks.Of(set, counting, today)
            .SelectMany(clock => Missing(set.ComplaintId, clock, set.Recorded(clock.Name), cause, counting));

    private static IEnumerable<IClockSetEvent> Missing(
        Guid id, Clock clock, RecordedClock? recorded, string cause, Counting counting)
    {
        var limit = new Limit(clock.TriggerOn, clock.DueOn, clock.Provisional, counting.Calendar.Version);
        // A new calendar moves what is open. What stopped was judged by the calendar of its time.
        if (recorded?.Stop is { } closed && cause == CalendarChanged && closed.StoppedOn == clock.StoppedOn)
            yield break;

        if (recorded is null)
            yield return new ClockStarted(id, clock.Name, limit);
        else if (recorded.Limit with { CalendarVersion = limit.CalendarVersion } != limit)
            yield return new LimitRestated(id, clock.Name, recorded.Limit, limit, cause);

        // Missed for another reason than was said, or another limit by a day that was put right: it is said anew.
        var isOther = recorded?.BreachCause is { } said && clock.IsBreached
            && (said != clock.BreachCause || (cause == FactCorrected && recorded.Limit.DueOn != clock.DueOn));
        if (recorded?.BreachCause is not null && (!clock.IsBreached || isOther))
            yield return new BreachWithdrawn(id, clock.Name, clock.DueOn, cause);

        var warnedAt = recorded?.Limit.DueOn == clock.DueOn ? recorded.WarnedAt : null;
        if (clock.WarnedAt is { } point && !(warnedAt <= point))
            yield return new LimitNear(id, clock.Name, clock.DueOn, point);

        if (clock.StoppedOn is { } stopped)
        {
            var stop = new StoppedClock(
                stopped, clock.DueOn, !clock.IsBreached, counting.Days.Count(clock.TriggerOn, stopped));
            if (recorded?.Stop is null) yield return new ClockStopped(id, clock.Name, stop);
            else if (recorded.Stop != stop) yield return new StopRestated(id, clock.Name, recorded.Stop, stop, cause);
        }

        if (clock.BreachCause is { } why && (recorded?.BreachCause is null || isOther))
            yield return new LimitBreached(id, clock.Name, clock.DueOn, why);

        var wasStopped = recorded?.Stop is not null;
        if (clock.OvertakenOn is { } overtaken && (recorded?.OvertakenOn != overtaken || wasStopped))
            yield return new ClockOvertaken(id, clock.Name, overtaken);
        if (clock is { OvertakenOn: null, StoppedOn: null } && (recorded?.OvertakenOn is not null || wasStopped))
            yield return new ClockResumed(id, clock.Name, limit);
    }

    /// <summary>
    /// The looks that the limits of open clocks make necessary from now on: at each warning point, and at the end of
    /// each limit's day. None once answered, or while the complaint is merged into another one.
    /// </summary>
    public static IEnumerable<LookAtClocks> Looks(ClockSet set, Counting counting, DateTimeOffset now) =>
        set.IsFinished || set.IsMerged ? [] :
        from clock in Clocks.Of(set, counting, London.DayOf(now))
        let recorded = set.Recorded(clock.Name)
        where recorded is not null && clock.State is ClockState.Running or ClockState.DueSoon
        from moment in counting.Rules.WarnAt
            .Select(point => London.StartOf(counting.Days.Before(clock.DueOn, point)))
            .Append(London.EndOf(clock.DueOn))
            .Distinct()
        where moment > now
        select new LookAtClocks(set.ComplaintId, recorded.LimitSetBy, moment);

    /// <summary>
    /// A decision's events, and the looks that its new limits make necessary, for a handler to return: both are written
    /// in one transaction, so no clock is without its look. A moment that has passed needs none, since the decision was
    /// made after it.
    /// </summary>
    public static (Events, OutgoingMessages) Keep(
        ClockSet? set, Counting counting, TimeProvider time, Func<DateOnly, Decision<IClockSetEvent>> decide)
    {
        var now = time.GetUtcNow();
        var decision = decide(London.DayOf(now));
        var looks = new OutgoingMessages();
        if (decision.Events.Aggregate(set, ClockSet.Evolve) is { } after)
            foreach (var look in Looks(after, counting, now).Where(look => look.SetBy > (set?.EventsFolded ?? 0)))
                looks.Schedule(look, look.At);
        return (decision.ToEvents(), looks);
    }
}
