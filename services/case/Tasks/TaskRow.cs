using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace ComplaintsPlatform.Cases.Tasks;

/// <summary>A task in the lists of whoever has it, or could take it. One that was withdrawn is in none.</summary>
// Whoever sets a task chooses its id, and only in its complaint it is unique.
public sealed record TaskRow(
    Guid Id, Guid ComplaintId, Guid TaskId, string Type, DateOnly DueOn, bool IsMandatory)
{
    [PersonalData(Subject = nameof(ComplaintId))]
    public string Title { get; init; } = "";

    public Guid? AssigneeId { get; init; }

    public string? Assignee { get; init; }

    public string? Team { get; init; }

    public DateOnly? FinishedOn { get; init; }
}

/// <summary>Keeps a row for each task.</summary>
public sealed class TaskRowProjection : MultiStreamProjection<TaskRow, Guid>
{
    // Inline, so that a task that was taken is one's own with the click.
    internal static void Add(StoreOptions store)
    {
        store.Schema.For<TaskRow>()
            .Duplicate(row => row.ComplaintId, notNull: true)
            .Duplicate(row => row.DueOn, pgType: "date", notNull: true)
            .Duplicate(row => row.AssigneeId!).Duplicate(row => row.Team!)
            .Duplicate(row => row.FinishedOn!, pgType: "date")
            .Index(row => new { row.AssigneeId, row.DueOn, row.Id }, index =>
                (index.Name, index.Predicate) = ("open_tasks_of_somebody", "finished_on is null"))
            .Index(row => new { row.Team, row.DueOn, row.Id }, index =>
                (index.Name, index.Predicate) = ("open_tasks_of_a_team", "finished_on is null"))
            .Index(row => new { row.AssigneeId, row.FinishedOn, row.Id }, index =>
                (index.Name, index.Predicate) = ("tasks_that_somebody_did", "finished_on is not null"));
        store.Projections.Add(new TaskRowProjection(), ProjectionLifecycle.Inline);
    }

    public TaskRowProjection()
    {
        Name = "tasks";
        Identity<ITaskEvent>(e => DeterministicId.Of($"task {e.ComplaintId} {e.TaskId}"));
    }

    public override TaskRow? Evolve(TaskRow? snapshot, Guid id, IEvent e) => (snapshot, e.Data) switch
    {
        (_, TaskSet set) => new TaskRow(
            id, set.ComplaintId, set.TaskId, set.Kind.Name, set.DueOn, set.IsMandatory)
        { Title = set.Title, AssigneeId = set.For.AssigneeId, Assignee = set.For.AssigneeName, Team = set.For.Team },
        ({ } row, TaskClaimed claimed) =>
            row with { AssigneeId = claimed.AssigneeId, Assignee = claimed.AssigneeName },
        ({ } row, TaskReleased) => row with { AssigneeId = null, Assignee = null },
        ({ } row, TaskGiven given) => row with
        { AssigneeId = given.For.AssigneeId, Assignee = given.For.AssigneeName, Team = given.For.Team },
        ({ } row, TaskFinished done) => row with
        { FinishedOn = done.FinishedOn, AssigneeId = done.FinishedBy, Assignee = done.FinishedByName },
        ({ } row, TaskReturned returned) => row with { FinishedOn = null, DueOn = returned.DueOn },
        (_, TaskWithdrawn) => null,
        _ => snapshot,
    };
}
