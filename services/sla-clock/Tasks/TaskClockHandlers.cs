using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;
using Wolverine.Attributes;

namespace ComplaintsPlatform.SlaClock.Tasks;

/// <summary>A message to oneself: look at the clock of a task. The state decides when it arrives.</summary>
// Its name is stored for weeks: the type may be renamed, the name may not.
[MessageIdentity("sla-clock.look-at-task")]
public sealed record LookAtTask(Guid TaskClockId, int Round, DateTimeOffset At);

// A task is to be done by a day that somebody chose: near and overdue are recorded once in each round, whatever is
// delivered twice, late or out of order, and whichever replica looks. No holiday moves such a day, so nothing is looked
// at again when the calendar changes.
public static class TaskClockHandler
{
    public static Decision<ITaskClockEvent> Decide(TaskDue message, TaskClock? clock, Counting counting, DateOnly today)
    {
        // An earlier round that comes late is over.
        if (clock is not null && clock.Round >= message.Round) return Decision<ITaskClockEvent>.Nothing();
        var noted = new TaskDueNoted(TaskClock.IdOf(message.ComplaintId, message.TaskId), message.ComplaintId,
            message.TaskId, message.Round, message.DueOn);
        // Not warned of when it is set: whoever gets it sees its day. One that is late already is found so.
        var after = TaskClock.Evolve(clock, noted);
        return Decision<ITaskClockEvent>.Accept(
            [noted, .. after.Missing(counting, today).Where(fact => fact is TaskFoundOverdue)]);
    }

    public static Decision<ITaskClockEvent> Decide(TaskEnded message, TaskClock? clock, Counting counting)
    {
        var id = TaskClock.IdOf(message.ComplaintId, message.TaskId);
        if (message is not { Round: { } round, FinishedOn: { } finishedOn })
            return clock is { IsWithdrawn: true }
                ? Decision<ITaskClockEvent>.Nothing()
                : Decision<ITaskClockEvent>.Accept(new TaskWithdrawalNoted(id));
        if (clock is not null && clock.FinishedRound >= round) return Decision<ITaskClockEvent>.Nothing();
        var noted = new TaskFinishNoted(id, round, finishedOn);
        return Decision<ITaskClockEvent>.Accept(
            [noted, .. TaskClock.Evolve(clock, noted).Missing(counting, finishedOn)]);
    }

    public static Decision<ITaskClockEvent> Decide(
        LookAtTask look, TaskClock? clock, Counting counting, DateOnly today) =>
        clock is null || clock.IsDone || clock.Round != look.Round
            ? Decision<ITaskClockEvent>.Nothing()
            : Decision<ITaskClockEvent>.Accept([.. clock.Missing(counting, today)]);

    public static Task<OutgoingMessages> Handle(
        TaskDue message, IDocumentSession session, Counting counting, TimeProvider time, CancellationToken ct) =>
        KeepAsync(TaskClock.IdOf(message.ComplaintId, message.TaskId), session, counting, time,
            (clock, today) => Decide(message, clock, counting, today), ct);

    public static Task<OutgoingMessages> Handle(
        TaskEnded message, IDocumentSession session, Counting counting, TimeProvider time, CancellationToken ct) =>
        KeepAsync(TaskClock.IdOf(message.ComplaintId, message.TaskId), session, counting, time,
            (clock, _) => Decide(message, clock, counting), ct);

    // An action has a day as a task has one.
    public static Task<OutgoingMessages> Handle(
        ActionDone message, IDocumentSession session, Counting counting, TimeProvider time, CancellationToken ct) =>
        Handle(new TaskEnded(message.ComplaintId, message.ActionId, message.Round, message.DoneOn), session, counting,
            time, ct);

    public static Task<OutgoingMessages> Handle(
        LookAtTask look, IDocumentSession session, Counting counting, TimeProvider time, CancellationToken ct) =>
        // The clock of the machine was put back: there would be no other look at that moment.
        time.GetUtcNow() < look.At
            ? Task.FromResult<OutgoingMessages>([look.ScheduledAt(look.At)])
            : KeepAsync(look.TaskClockId, session, counting, time,
                (clock, today) => Decide(look, clock, counting, today), ct);

    // The events and the looks that they make necessary are one transaction.
    private static async Task<OutgoingMessages> KeepAsync(
        Guid id, IDocumentSession session, Counting counting, TimeProvider time,
        Func<TaskClock?, DateOnly, Decision<ITaskClockEvent>> decide, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var stream = await session.Events.FetchForWriting<TaskClock>(id, ct);
        var decision = decide(stream.Aggregate, London.DayOf(now));
        stream.AppendMany(decision.Events.Cast<object>());
        var looks = new OutgoingMessages();
        if (decision.Events.OfType<TaskDueNoted>().Any()
            && decision.Events.Aggregate(stream.Aggregate, TaskClock.Evolve) is { } after)
            foreach (var moment in after.Looks(counting, now))
                looks.Schedule(new LookAtTask(id, after.Round, moment), moment);
        return looks;
    }
}
