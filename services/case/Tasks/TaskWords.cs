using System.Diagnostics;
using System.Globalization;
using ComplaintsPlatform.Cases.Tasks;
using static ComplaintsPlatform.Cases.Reading.Change;

namespace ComplaintsPlatform.Cases;

/// <summary>What happened to a task, in the words of the complaint's history.</summary>
internal static class TaskWords
{
    public static string Of(IComplaintEvent happened) => happened switch
    {
        TaskSet e => $"Task “{e.Title}” set for {Whom(e.For)}, due on {Day(e.DueOn)}.",
        TaskClaimed e => $"{e.AssigneeName} took a task.",
        TaskReleased { Because: Because.Released } e => $"{e.AssigneeName} has a task no more: it waits again.",
        TaskReleased e => $"A task that {e.AssigneeName} had waits again ({e.Because.Replace('-', ' ')}).",
        TaskGiven e => $"A task was given to {Whom(e.For)}.",
        TaskFinished { Round: 1 } e => $"{e.FinishedByName} finished a task{Documents(e)}.",
        TaskFinished e => $"{e.FinishedByName} finished a task again{Documents(e)}.",
        TaskReturned e => $"A finished task was sent back, to be done by {Day(e.DueOn)}.",
        TaskWithdrawn => "A task was withdrawn: it need not be done.",
        TaskChased e => $"A task was chased on {Day(e.ChasedOn)}.",
        TaskWarned e => $"A task is due on {Day(e.DueOn)}, and is not done yet.",
        TaskFoundOverdue e => $"A task was due on {Day(e.DueOn)}, and was not done by then.",
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };

    /// <summary>Whom a task is for.</summary>
    public static string Whom(GivenTo to) => to switch
    {
        { AssigneeName: { } name, Team: { } team } => $"{name} ({team})",
        { AssigneeName: { } name } => name,
        { Team: { } team } => team,
        _ => "whoever handles the complaint",
    };

    private static string Documents(TaskFinished e) => e.Documents.Count switch
    {
        0 => "",
        1 => ", with a document",
        var count => string.Create(CultureInfo.InvariantCulture, $", with {count} documents"),
    };
}
