using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases.Tasks;

/// <summary>What a task has to be, and whose, for something to be done with it.</summary>
internal static class MayTouch
{
    /// <summary>The refusal of what is done with an open task; null when it is one.</summary>
    public static Decision<IComplaintEvent>? Ended(CaseTask task) => task.IsOpen
        ? null
        : Refuse("task-ended", task.State == TaskState.Withdrawn
            ? "The task was withdrawn: it need not be done."
            : $"{task.Finish!.FinishedByName} finished this task on {Reading.Change.Day(task.Finish.FinishedOn)}.");

    /// <summary>The refusal to whoever does not have it, and is not in the team for which it waits; null when they are
    /// the one.</summary>
    public static Decision<IComplaintEvent>? Another(CaseTask task, Actor actor) => task.For switch
    {
        { AssigneeId: { } holder } when holder != actor.Id => Refuse("task-of-another",
            $"{task.For.AssigneeName} has this task. Ask them, or whoever handles the complaint, to pass it on."),
        { AssigneeId: null } when !task.IsForTeamOf(actor) => Refuse("task-for-another-team",
            $"It is for {task.For.Team ?? "whoever handles the complaint"}. Ask whoever handles it to give it to you."),
        _ => null,
    };

    private static Decision<IComplaintEvent> Refuse(string code, string sentence) =>
        Decision<IComplaintEvent>.Refuse(code, sentence);
}
