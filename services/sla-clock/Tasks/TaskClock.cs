using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.SlaClock.Tasks;

/// <summary>Events of the stream "clock of a task", in the order in which a task lives through them. A round is once
/// that it is to be done: a task that is sent back begins another one.</summary>
public interface ITaskClockEvent
{
    /// <summary>The stream.</summary>
    Guid TaskClockId { get; }
}

/// <summary>The task is to be done by this day.</summary>
public sealed record TaskDueNoted(Guid TaskClockId, Guid ComplaintId, Guid TaskId, int Round, DateOnly DueOn)
    : ITaskClockEvent;

/// <summary>It was finished on this day, that once.</summary>
public sealed record TaskFinishNoted(Guid TaskClockId, int Round, DateOnly FinishedOn) : ITaskClockEvent;

/// <summary>It need not be done.</summary>
public sealed record TaskWithdrawalNoted(Guid TaskClockId) : ITaskClockEvent;

/// <summary>Its day is near.</summary>
public sealed record TaskWarned(
    Guid TaskClockId, Guid ComplaintId, Guid TaskId, int Round, DateOnly DueOn, int WorkingDaysLeft)
    : ITaskClockEvent;

/// <summary>Its day has passed, and it was not done by then.</summary>
public sealed record TaskFoundOverdue(Guid TaskClockId, Guid ComplaintId, Guid TaskId, int Round, DateOnly DueOn)
    : ITaskClockEvent;

/// <summary>The clock of a task: the day of its last round, and what was recorded of it.</summary>
public sealed record TaskClock(Guid TaskClockId)
{
    /// <summary>Working days before its day at which it is warned of, once.</summary>
    public const int WarnAt = 1;

    public Guid ComplaintId { get; init; }

    public Guid TaskId { get; init; }

    /// <summary>The last round that is known; 0 while all that was heard is an end.</summary>
    public int Round { get; init; }

    public DateOnly DueOn { get; init; }

    /// <summary>The last round that was finished, and when.</summary>
    public int FinishedRound { get; init; }

    public DateOnly FinishedOn { get; init; }

    public bool IsWithdrawn { get; init; }

    /// <summary>The last round of which it was recorded.</summary>
    public int WarnedRound { get; init; }

    public int OverdueRound { get; init; }

    public bool IsDone => IsWithdrawn || FinishedRound >= Round;

    /// <summary>The stream of a task: whoever sets one chooses its id, and only in its complaint it is
    /// unique.</summary>
    public static Guid IdOf(Guid complaintId, Guid taskId) =>
        DeterministicId.Of($"task clock {complaintId} {taskId}");

    public static TaskClock Evolve(TaskClock? state, ITaskClockEvent @event)
    {
        var clock = state ?? new TaskClock(@event.TaskClockId);
        return @event switch
        {
            TaskDueNoted e => clock with
            { ComplaintId = e.ComplaintId, TaskId = e.TaskId, Round = e.Round, DueOn = e.DueOn },
            TaskFinishNoted e => clock with { FinishedRound = e.Round, FinishedOn = e.FinishedOn },
            TaskWithdrawalNoted => clock with { IsWithdrawn = true },
            TaskWarned e => clock with { WarnedRound = e.Round },
            TaskFoundOverdue e => clock with { OverdueRound = e.Round },
            _ => throw new UnreachableException($"{@event.GetType().Name} is no event of a task's clock."),
        };
    }

    /// <summary>What is so on a day and is not recorded: it is near, or it is overdue; each once in a round.</summary>
    public IEnumerable<ITaskClockEvent> Missing(Counting counting, DateOnly today)
    {
        if (Round == 0 || IsWithdrawn) yield break;
        var isLate = FinishedRound == Round ? FinishedOn > DueOn : FinishedRound < Round && today > DueOn;
        if (isLate && OverdueRound < Round)
            yield return new TaskFoundOverdue(TaskClockId, ComplaintId, TaskId, Round, DueOn);
        else if (!IsDone && today <= DueOn && WarnedRound < Round && WarnsOn(counting) is { } day && today >= day)
            yield return new TaskWarned(
                TaskClockId, ComplaintId, TaskId, Round, DueOn, today == DueOn ? 0 : counting.Days.Count(today, DueOn));
    }

    /// <summary>The moments at which there may be something to record.</summary>
    public IEnumerable<DateTimeOffset> Looks(Counting counting, DateTimeOffset now)
    {
        if (IsDone) yield break;
        if (WarnsOn(counting) is { } day && London.StartOf(day) > now) yield return London.StartOf(day);
        if (London.EndOf(DueOn) > now) yield return London.EndOf(DueOn);
    }

    /// <summary>Null outside the calendar: nobody knows there which days are worked.</summary>
    private DateOnly? WarnsOn(Counting counting) =>
        counting.Calendar.Covers(DueOn) && counting.Calendar.Covers(DueOn.AddDays(-14))
            ? counting.Days.Before(DueOn, WarnAt)
            : null;
}
