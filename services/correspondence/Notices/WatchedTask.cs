using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>What notices and digests know of a task: its kind and day, who has it, who set it. Not what is
/// asked.</summary>
public sealed record WatchedTask(Guid Id, Guid ComplaintId, Guid TaskId)
{
    public string Kind { get; init; } = "Task";

    /// <summary>Task, action or update, as cases says; null is a task.</summary>
    public string? Sort { get; init; }

    /// <summary>Where in the portal it is.</summary>
    public string Path => PathOf(ComplaintId, TaskId, Sort);

    /// <summary>How often it is to be done by now; 0 until that is known.</summary>
    public int Round { get; init; }

    public DateOnly DueOn { get; init; }

    public Holding Held { get; init; } = new(null, null, true, null, 0, default);

    public Guid? SetBy { get; init; }

    /// <summary>How often it was finished, by whom last, and when that was said.</summary>
    public int FinishedRound { get; init; }

    public Guid? FinishedBy { get; init; }

    public DateTimeOffset FinishedAt { get; init; }

    public bool IsWithdrawn { get; init; }

    /// <summary>The day that was warned of, and the day that passed.</summary>
    public TaskWarned? Near { get; init; }

    public TaskWarned? Overdue { get; init; }

    public bool IsOpen => !IsWithdrawn && FinishedRound < Round;

    /// <summary>Whoever sets one chooses its id, and only in its complaint it is unique.</summary>
    public static Guid IdOf(Guid complaintId, Guid taskId) => DeterministicId.Of($"task {complaintId} {taskId}");

    public static string PathOf(Guid complaintId, Guid taskId, string? sort) => sort switch
    {
        "action" => $"/complaints/{complaintId}/actions/{taskId}",
        "update" => $"/complaints/{complaintId}/contacts",
        _ => $"/complaints/{complaintId}/tasks/{taskId}",
    };

    public WatchedTask Hear(object said, Telling telling) => said switch
    {
        TaskDue m => (m.Round < Round ? this : this with { Round = m.Round, DueOn = m.DueOn }) with
        {
            Kind = m.Kind ?? Kind,
            Sort = m.Sort ?? Sort,
            SetBy = m.SetBy ?? SetBy,
            // Sent back, it is theirs again who did it.
            Held = telling.Version < Held.Version ? Held : new Holding(
                m.AssigneeId ?? (m.Round > 1 ? Held.OwnerId : null), m.Team ?? Held.Team, false, telling.Actor,
                telling.Version, telling.At),
        },
        TaskGiven m => telling.Version < Held.Version ? this : this with
        {
            Held = new Holding(
                m.AssigneeId, m.Team ?? Held.Team, m.Claimed, telling.Actor, telling.Version, telling.At),
        },
        TaskEnded { Round: null } => this with { IsWithdrawn = true },
        TaskEnded m => m.Round < FinishedRound ? this : this with
        {
            FinishedRound = m.Round.Value,
            FinishedBy = m.FinishedBy ?? telling.Actor,
            FinishedAt = telling.At,
            Held = telling.Version < Held.Version ? Held : Held with
            { OwnerId = m.FinishedBy ?? Held.OwnerId, Claimed = true, Version = telling.Version },
        },
        TaskNear m => this with { Near = new TaskWarned(m.DueOn, telling.At) },
        TaskOverdue m => this with { Overdue = new TaskWarned(m.DueOn, telling.At) },
        _ => this,
    };
}

/// <summary>The day that something was said of, and when.</summary>
public sealed record TaskWarned(DateOnly DueOn, DateTimeOffset At);
