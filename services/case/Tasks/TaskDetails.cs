using ComplaintsPlatform.Cases.Reading;
using JasperFx.Events;

namespace ComplaintsPlatform.Cases.Tasks;

/// <summary>One task as a person reads it; <c>SetBy</c> is who set it, by name.</summary>
internal sealed record TaskDetails(
    Guid TaskId, string Type, string TypeName, string Title, string Instructions, string Stage, DateOnly DueOn,
    TaskState State, bool IsMandatory, Included Includes, Guid? AssigneeId, string? Assignee, string? Team,
    string? SetBy, DateTimeOffset SetAt)
{
    /// <summary>Those that were finished, each time it was.</summary>
    public IReadOnlyList<FindingsOfTask> Finished { get; init; } = [];

    /// <summary>What it was sent back with.</summary>
    public IReadOnlyList<ReturnOfTask> Returned { get; init; } = [];

    public IReadOnlyList<ChaseOfTask> Chased { get; init; } = [];

    /// <summary>It was not done by its day, once or again.</summary>
    public bool WasOverdue { get; init; }

    /// <summary>Who withdrew it, and why.</summary>
    public WithdrawalDetails? Withdrawn { get; init; }

    /// <summary>How often it was finished: a return names what it returns.</summary>
    public int Round => Finished.Count;

    /// <summary>It was finished, the last time, after its day.</summary>
    public bool IsLate => State == TaskState.Finished && Finished[^1].FinishedOn > DueOn;

    /// <summary>In the order in which they were set.</summary>
    public static IReadOnlyList<TaskDetails> Of(IReadOnlyList<IEvent> events)
    {
        var all = new Dictionary<Guid, TaskDetails>();
        var documents = DocumentDetails.Of(events).ToDictionary(document => document.DocumentId);
        foreach (var e in events)
            if (e.Data is TaskSet set)
                all[set.TaskId] = new TaskDetails(
                    set.TaskId, set.Kind.Key, set.Kind.Name, set.Title, set.Instructions, set.Stage, set.DueOn,
                    TaskState.Open, set.IsMandatory, set.Includes, set.For.AssigneeId, set.For.AssigneeName,
                    set.For.Team, e.ByWhom(), e.Timestamp);
            else if (e.Data is TaskFoundOverdue late && all.TryGetValue(late.TaskId, out var found))
                all[late.TaskId] = found with { WasOverdue = true };
            else if (e.Data is ITaskEvent happened)
                all[happened.TaskId] = all[happened.TaskId].With(happened, e, documents);
        return [.. all.Values];
    }

    private TaskDetails With(ITaskEvent happened, IEvent e, Dictionary<Guid, DocumentDetails> documents) =>
        happened switch
        {
            TaskClaimed claimed => this with { AssigneeId = claimed.AssigneeId, Assignee = claimed.AssigneeName },
            TaskReleased => this with { AssigneeId = null, Assignee = null },
            TaskGiven given => this with
            { AssigneeId = given.For.AssigneeId, Assignee = given.For.AssigneeName, Team = given.For.Team },
            TaskFinished finished => this with
            {
                State = TaskState.Finished,
                AssigneeId = finished.FinishedBy,
                Assignee = finished.FinishedByName,
                Finished = [.. Finished, new FindingsOfTask(
                    finished.Findings, finished.FinishedOn, finished.FinishedByName, e.Timestamp,
                    [.. finished.Documents.Select(documents.GetValueOrDefault).OfType<DocumentDetails>()])],
            },
            TaskReturned returned => this with
            {
                State = TaskState.Open,
                DueOn = returned.DueOn,
                Returned = [.. Returned, new ReturnOfTask(returned.Comments, e.ByWhom(), e.Timestamp, returned.Round)],
            },
            TaskWithdrawn withdrawn => this with
            {
                State = TaskState.Withdrawn,
                Withdrawn = new WithdrawalDetails(e.ByWhom(), e.Timestamp, withdrawn.Reason),
            },
            TaskChased chased =>
                this with { Chased = [.. Chased, new ChaseOfTask(chased.ChasedOn, chased.Words, e.ByWhom())] },
            _ => this,
        };
}

/// <summary>What was found out, with the documents that show it.</summary>
internal sealed record FindingsOfTask(
    string Findings, DateOnly FinishedOn, string By, DateTimeOffset At, IReadOnlyList<DocumentDetails> Documents);

/// <summary>Why what was found out was not enough.</summary>
internal sealed record ReturnOfTask(string Comments, string? By, DateTimeOffset At, int Round);

/// <summary>It was chased on that day.</summary>
internal sealed record ChaseOfTask(DateOnly On, string? Words, string? By);
