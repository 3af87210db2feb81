using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Cases.Tasks;

// The tasks of a complaint, for whoever reads it; and one task, for whoever has it: with what of the complaint the task
// shows, and nothing else. Whoever has no part in a task, and may not read complaints, is told that there is none.
internal static class ComplaintTasks
{
    public static void Map(IEndpointRouteBuilder complaints)
    {
        complaints.MapGet("/{complaintId:guid}/tasks", List)
            .Shows("tasks")
            .RequireRoles(Roles.Reading)
            .WithName("ComplaintTasks").WithTags("Tasks")
            .WithSummary("The tasks of a complaint, those included that were withdrawn")
            .Produces<TaskList>();
        complaints.MapGet("/{complaintId:guid}/tasks/{taskId:guid}", One)
            .Shows("task")
            .RequireRoles(Roles.AtWork)
            .WithName("OneTask").WithTags("Tasks")
            .WithSummary("One task, with what of the complaint it shows whoever has it")
            .Produces<TaskShown>();
    }

    /// <summary>Whether a task of theirs shows them the documents.</summary>
    public static bool ShowsDocuments(IReadOnlyList<IEvent> events, Actor actor) => StateOf(events).Tasks.Values
        .Any(task => task.Includes.Documents && task.State != TaskState.Withdrawn && task.IsSeenBy(actor));

    private static async Task<IResult> List(Guid complaintId, IQuerySession session, CancellationToken ct)
    {
        var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
        return Api.Answer(ComplaintDetails.Of(events) is null
            ? null
            : new TaskList(complaintId, TaskDetails.Of(events)), events.Count);
    }

    private static async Task<IResult> One(
        Guid complaintId, Guid taskId, IQuerySession session, Actor actor, CancellationToken ct)
    {
        var events = await session.Events.FetchStreamAsync(complaintId, token: ct);
        return Api.Answer(
            ComplaintDetails.Of(events) is { } details && StateOf(events).TaskSeenBy(actor, taskId) is { } task
                ? Shown(details, events, task, actor)
                : null, events.Count);
    }

    private static Complaint StateOf(IReadOnlyList<IEvent> events) => events
        .Select(e => (IComplaintEvent)e.Data).Aggregate((Complaint?)null, Complaint.Evolve)!;

    private static TaskShown Shown(
        ComplaintDetails complaint, IReadOnlyList<IEvent> events, CaseTask task, Actor actor)
    {
        // What was withdrawn shows nothing any more; what was finished is looked up again by whoever did it.
        var includes = task.State == TaskState.Withdrawn ? new Included(false, false, false) : task.Includes;
        var isHeld = task.IsHeldBy(actor.Id);
        return new TaskShown(
            complaint.ComplaintId, complaint.Reference,
            TaskDetails.Of(events).First(one => one.TaskId == task.TaskId),
            isHeld, task.Waits && task.IsForTeamOf(actor),
            includes.Contact
                ? new ContactShown(complaint.Resident?.Name, complaint.Resident?.Phone, complaint.Resident?.Email,
                    complaint.Resident?.PostalAddress, complaint.PreferredContact, complaint.Wishes)
                : null,
            includes.Details
                ? new DetailsShown(complaint.Category, complaint.ReceivedOn,
                    [.. complaint.Points.Select(point => new PointOfComplaint(point.Number, point.Text))],
                    complaint.DesiredOutcome,
                    (complaint.Stage2Acknowledgement ?? complaint.Acknowledgement)?.Definition)
                : null,
            includes.Documents
                ? [.. DocumentDetails.Of(events).Where(document => document.CanBeOpened)]
                : null);
    }
}

internal sealed record TaskList(Guid ComplaintId, IReadOnlyList<TaskDetails> Tasks);

/// <summary>A task for whoever has it. What it does not show of the complaint is null. <c>CanClaim</c>: it waits for
/// their team.</summary>
internal sealed record TaskShown(
    Guid ComplaintId, string Reference, TaskDetails Task, bool IsMine, bool CanClaim, ContactShown? Contact,
    DetailsShown? Details, IReadOnlyList<DocumentDetails>? Documents);

/// <summary>How to reach the resident.</summary>
internal sealed record ContactShown(
    string? Name, string? Phone, string? Email, string? PostalAddress, string PreferredContact, ContactWishes? Wishes);

/// <summary>What it is about.</summary>
internal sealed record DetailsShown(
    string Category, DateOnly ReceivedOn, IReadOnlyList<PointOfComplaint> Points, string? DesiredOutcome,
    string? Definition);
