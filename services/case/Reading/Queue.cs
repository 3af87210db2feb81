using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Cases.Reading;

// Complaints that nobody owns, the longest waiting first. A page is asked for by where the last one ended (next), so it stays quick on the
// thousandth page and skips nothing while others claim.
internal static class QueueEndpoint
{
    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/queue", Read)
        .RequireRoles(Roles.Reading)
        .WithName("Queue")
        .WithSummary("Unassigned complaints, oldest first")
        .StatesPosition()
        .Produces<QueuePage>();

    private static async Task<IResult> Read(int? limit, string? cursor, NpgsqlDataSource database, CancellationToken ct)
    {
        if (limit is < 1 or > 100)
            return Api.Problem(StatusCodes.Status400BadRequest, "limit-out-of-range", "A page has 1 to 100 rows.");
        if (!QueueCursor.TryParse(cursor, out var after))
            return Api.Problem(StatusCodes.Status400BadRequest, "cursor-malformed", "Send the cursor exactly as the last page gave it under next, or none for the first page.");

        var size = limit ?? 50;
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = (await connection.QueryAsync<QueueRow>(new CommandDefinition(
            """
            select complaint_id as ComplaintId, reference as Reference, channel as Channel, category as Category, received_on as ReceivedOn
            from read.unassigned_complaints
            where (received_on, complaint_id) > (@ReceivedOn, @ComplaintId)
            order by received_on, complaint_id
            limit @Limit
            """,
            new { after.ReceivedOn, after.ComplaintId, Limit = size + 1 },
            cancellationToken: ct))).AsList();
        var page = rows.Take(size).ToList();
        return TypedResults.Ok(new QueuePage(page, rows.Count > size ? new QueueCursor(page[^1].ReceivedOn, page[^1].ComplaintId).ToString() : null));
    }
}

internal sealed record QueuePage(IReadOnlyList<QueueRow> Items, string? Next);

internal sealed record QueueRow(Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn);

/// <summary>Keeps the queue in the transaction of the event, so that a claimed complaint is gone from it with the click.</summary>
internal static class QueueProjection
{
    public static void Apply(IEvent @event, IDocumentOperations operations)
    {
        if (@event.Data is ComplaintOpened opened)
            operations.QueueSqlCommand(
                "insert into unassigned_complaints (complaint_id, reference, channel, category, received_on) values ($1, $2, $3, $4, $5)",
                opened.ComplaintId, opened.Reference, opened.Channel, opened.Category, opened.ReceivedOn);
        else if (@event.Data is ComplaintAssigned or ComplaintClaimed or Stage1ResponseRecorded)
            operations.QueueSqlCommand("delete from unassigned_complaints where complaint_id = $1", @event.StreamId);
    }
}
