using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>A complaint that nobody owns. Comes and goes with the events, so the table stays as small as the
/// queue.</summary>
public sealed record UnassignedComplaint(
    Guid Id, string Reference, string Channel, string Category, DateOnly ReceivedOn);

// Complaints that nobody owns, the longest waiting first. A page is asked for by where the last one ended (next), so it
// stays quick on the thousandth page and skips nothing while others claim.
internal static class UnassignedComplaints
{
    // Inline, so that a claimed complaint is gone from the queue with the click.
    public static void Add(StoreOptions store)
    {
        store.Schema.For<UnassignedComplaint>()
            .Duplicate(row => row.ReceivedOn, pgType: "date", notNull: true)
            .Index(row => new { row.ReceivedOn, row.Id }, index => index.Name = "unassigned_complaints_oldest_first");
        store.Projections.Add(new UnassignedComplaintProjection(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/queue", Read)
        .RequireRoles(Roles.Reading)
        .WithName("Queue")
        .WithSummary("Unassigned complaints, oldest first")
        .StatesPosition()
        .Produces<QueuePage>();

    private static async Task<IResult> Read(int? limit, string? cursor, IQuerySession session, CancellationToken ct)
    {
        if (limit is < 1 or > 100)
            return Api.Problem(StatusCodes.Status400BadRequest, "limit-out-of-range", "A page has 1 to 100 rows.");
        if (!QueueCursor.TryParse(cursor, out var after))
            return Api.Problem(StatusCodes.Status400BadRequest, "cursor-malformed",
                "Send the cursor exactly as the last page gave it under next, or none for the first page.");

        var size = limit ?? 50;
        var rows = await session.Query<UnassignedComplaint>()
            .Where(row => row.MatchesSql("(d.received_on, d.id) > (?, ?)", after.ReceivedOn, after.ComplaintId))
            .OrderBy(row => row.ReceivedOn).ThenBy(row => row.Id)
            .Take(size + 1)
            .ToListAsync(ct);
        var page = rows.Take(size)
            .Select(row => new QueueRow(row.Id, row.Reference, row.Channel, row.Category, row.ReceivedOn)).ToList();
        return TypedResults.Ok(
            new QueuePage(page, rows.Count > size
                ? new QueueCursor(page[^1].ReceivedOn, page[^1].ComplaintId).ToString()
                : null));
    }
}

internal sealed record QueuePage(IReadOnlyList<QueueRow> Items, string? Next);

internal sealed record QueueRow(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn);

/// <summary>Keeps the queue.</summary>
public sealed partial class UnassignedComplaintProjection : EventProjection
{
    public UnassignedComplaintProjection() => Name = "queue";

    public void Project(ComplaintOpened e, IDocumentOperations operations) =>
        operations.Store(new UnassignedComplaint(e.ComplaintId, e.Reference, e.Channel, e.Category, e.ReceivedOn));

    public void Project(ComplaintAssigned e, IDocumentOperations operations) =>
        operations.Delete<UnassignedComplaint>(e.ComplaintId);

    public void Project(ComplaintClaimed e, IDocumentOperations operations) =>
        operations.Delete<UnassignedComplaint>(e.ComplaintId);

    public void Project(Stage1ResponseRecorded e, IDocumentOperations operations) =>
        operations.Delete<UnassignedComplaint>(e.ComplaintId);
}
