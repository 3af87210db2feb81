using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases.Tasks;

/// <summary>What happens to a task: something that somebody else is asked to do for the complaint. What assignees do
/// makes no version stale, so nobody who writes a response is held up because a contribution came in.</summary>
public interface ITaskEvent : IComplaintEvent
{
    Guid TaskId { get; }
}

/// <summary>A task was set, with its own copy of what its type said then.</summary>
public sealed record TaskSet(
    Guid ComplaintId, Guid TaskId, TaskKind Kind, [property: PersonalData] string Title,
    [property: PersonalData] string Instructions, string Stage, DateOnly DueOn, bool IsMandatory, Included Includes,
    GivenTo For, Guid SetBy) : ITaskEvent;

/// <summary>Somebody of its team took it.</summary>
public sealed record TaskClaimed(Guid ComplaintId, Guid TaskId, Guid AssigneeId, string AssigneeName)
    : ITaskEvent, INeverMakesStale;

/// <summary>Nobody has it any more: it waits for its team, or to be given to somebody
/// (<see cref="Cases.Because"/>).</summary>
public sealed record TaskReleased(
    Guid ComplaintId, Guid TaskId, Guid AssigneeId, string AssigneeName, string Because,
    [property: PersonalData] string? Reason = null) : ITaskEvent, INeverMakesStale;

/// <summary>It was given to somebody else, or to another team.</summary>
public sealed record TaskGiven(
    Guid ComplaintId, Guid TaskId, GivenTo For, [property: PersonalData] string? Reason = null)
    : ITaskEvent, INeverMakesStale;

/// <summary>It was done: what was found out, and the documents of the complaint that show it. <c>Round</c> counts how
/// often it was finished, since it may be returned.</summary>
public sealed record TaskFinished(
    Guid ComplaintId, Guid TaskId, int Round, DateOnly FinishedOn, [property: PersonalData] string Findings,
    IReadOnlyList<Guid> Documents, Guid FinishedBy, string FinishedByName) : ITaskEvent, INeverMakesStale;

/// <summary>What was found out is not enough: it is to be done again, by this day.</summary>
public sealed record TaskReturned(
    Guid ComplaintId, Guid TaskId, int Round, DateOnly DueOn, [property: PersonalData] string Comments) : ITaskEvent;

/// <summary>It need not be done.</summary>
public sealed record TaskWithdrawn(Guid ComplaintId, Guid TaskId, [property: PersonalData] string Reason) : ITaskEvent;

/// <summary>Whoever has it was reminded on this day.</summary>
public sealed record TaskChased(
    Guid ComplaintId, Guid TaskId, DateOnly ChasedOn, [property: PersonalData] string? Words)
    : ITaskEvent, INeverMakesStale;

/// <summary>The day of a task is near.</summary>
public sealed record TaskWarned(Guid ComplaintId, Guid TaskId, DateOnly DueOn, int WorkingDaysLeft) : IReportedFact
{
    string IReportedFact.NaturalKey => $"task-warned {TaskId} {DueOn:O}";
}

/// <summary>A task was not done by its day.</summary>
public sealed record TaskFoundOverdue(Guid ComplaintId, Guid TaskId, DateOnly DueOn) : IReportedFact
{
    string IReportedFact.NaturalKey => $"task-overdue {TaskId} {DueOn:O}";
}

/// <summary>The type as it was: of that version of the types. Whoever has a task that <c>Decides</c> takes part in the
/// decision at its stage (Code 6.13).</summary>
public sealed record TaskKind(string Key, string Name, bool Decides, IReadOnlyList<string> Roles, long Version);

/// <summary>What of the complaint whoever has the task sees, if they may not read complaints: how to reach the
/// resident; points and definition; documents.</summary>
public sealed record Included(bool Contact, bool Details, bool Documents);

/// <summary>Whom it is for: a team, a person, or a person in the name of a team.</summary>
public sealed record GivenTo(Guid? AssigneeId, string? AssigneeName, string? Team);
