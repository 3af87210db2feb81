using System.Diagnostics;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases.Tasks;

/// <summary>Where a task is in its life; one that is returned is open again.</summary>
public enum TaskState
{
    Open,
    Finished,
    Withdrawn,
}

/// <summary>A task of the complaint, as far as rules have to know it.</summary>
public sealed record CaseTask(
    Guid TaskId, TaskKind Kind, string Stage, DateOnly DueOn, bool IsMandatory, Included Includes, GivenTo For)
{
    public TaskState State { get; init; }

    /// <summary>How often it was finished.</summary>
    public int Round { get; init; }

    /// <summary>What was said last, so that the same said again is recognised.</summary>
    public TaskSet? Set { get; init; }

    public TaskFinished? Finish { get; init; }

    public TaskReturned? Return { get; init; }

    public TaskChased? Chase { get; init; }

    public bool IsOpen => State == TaskState.Open;

    /// <summary>It waits to be claimed.</summary>
    public bool Waits => IsOpen && For.AssigneeId is null;

    public bool IsHeldBy(Guid userId) => For.AssigneeId == userId;

    /// <summary>Somebody who works in its team; one without a team waits for whoever handles complaints.</summary>
    public bool IsForTeamOf(Actor actor) => For.Team is { } team
        ? actor.Teams.Contains(team)
        : actor.Handles();

    /// <summary>Whoever may not read complaints sees of their tasks, and of none else, that there are any.</summary>
    public bool IsSeenBy(Actor actor) => actor.Reads()
        || IsHeldBy(actor.Id) || Finish?.FinishedBy == actor.Id || IsForTeamOf(actor);

    internal static Complaint Evolve(Complaint complaint, ITaskEvent happened)
    {
        var task = complaint.Tasks.GetValueOrDefault(happened.TaskId);
        var after = happened switch
        {
            TaskSet e => new CaseTask(e.TaskId, e.Kind, e.Stage, e.DueOn, e.IsMandatory, e.Includes, e.For)
            { Set = e },
            TaskClaimed e => task! with
            { For = task.For with { AssigneeId = e.AssigneeId, AssigneeName = e.AssigneeName } },
            TaskReleased => task! with { For = task.For with { AssigneeId = null, AssigneeName = null } },
            TaskGiven e => task! with { For = e.For },
            TaskFinished e => task! with
            {
                State = TaskState.Finished,
                Round = e.Round,
                Finish = e,
                For = task.For with { AssigneeId = e.FinishedBy, AssigneeName = e.FinishedByName },
            },
            TaskReturned e => task! with { State = TaskState.Open, DueOn = e.DueOn, Return = e },
            TaskWithdrawn => task! with { State = TaskState.Withdrawn },
            TaskChased e => task! with { Chase = e },
            _ => throw new UnreachableException($"{happened.GetType().Name} is not folded into a task."),
        };
        var with = complaint with { Tasks = complaint.Tasks.SetItem(after.TaskId, after) };
        // Whoever has had it has had a part in the decision, as an owner has.
        return after is { Kind.Decides: true, For.AssigneeId: { } holder } ? with.ActedOn(after.Stage, holder) : with;
    }
}

internal static class CaseTasks
{
    /// <summary>Those that are still to be done.</summary>
    public static IEnumerable<CaseTask> OpenTasks(this Complaint complaint) =>
        complaint.Tasks.Values.Where(task => task.IsOpen);

    /// <summary>Those without which the complaint is not closed.</summary>
    public static IEnumerable<CaseTask> OpenMandatoryTasks(this Complaint complaint) =>
        complaint.OpenTasks().Where(task => task.IsMandatory);

    /// <summary>The task with this id; null when there is none for them.</summary>
    public static CaseTask? TaskSeenBy(this Complaint complaint, Actor actor, Guid taskId) =>
        complaint.Tasks.GetValueOrDefault(taskId) is { } task && task.IsSeenBy(actor) ? task : null;

    public static bool Reads(this Actor actor) => actor.Roles.Intersect(Roles.Reading.Split(',')).Any();

    public static bool Handles(this Actor actor) => actor.Roles.Intersect(Roles.Handling.Split(',')).Any();
}
