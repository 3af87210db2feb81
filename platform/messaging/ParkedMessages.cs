using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace ComplaintsPlatform.Messaging;

/// <summary>A message that could not be handled, without its data.</summary>
/// <param name="Id">The message.</param>
/// <param name="Subject">Its subject; later messages of it wait behind.</param>
/// <param name="MessageType">CloudEvents type; empty when the message could not be read.</param>
/// <param name="Exchange">Where it came from.</param>
/// <param name="Queue">The queue that it came by.</param>
/// <param name="Why">The failure.</param>
/// <param name="Since">When it was parked.</param>
/// <param name="SentAt">When its event was recorded at the sender.</param>
public sealed record ParkedMessage(Guid Id, string Subject, string MessageType, string Exchange, string Queue, string Why, DateTimeOffset Since, DateTimeOffset SentAt);

/// <summary>A page of parked messages, oldest first.</summary>
/// <param name="Items">The messages.</param>
/// <param name="Next">Cursor of the next page, or null.</param>
public sealed record ParkedMessagesPage(IReadOnlyList<ParkedMessage> Items, string? Next);

/// <summary>What to replay.</summary>
/// <param name="Subject">One subject, or null for all.</param>
public sealed record ReplayParkedMessages(string? Subject = null);

internal static class ParkedMessages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/parked-messages").WithTags("Operations");
        group.MapGet("", ListAsync).WithSummary("Messages that could not be handled, oldest first, without their data");
        group.MapPost("/replay", (ReplayParkedMessages body, Parking parking, CancellationToken ct) => parking.ReplayAsync(body.Subject, ct))
            .WithSummary("Handles parked messages again, each subject's in order, up to its first that fails again");
    }

    private static async Task<Results<Ok<ParkedMessagesPage>, ValidationProblem>> ListAsync(
        NpgsqlDataSource database, HttpContext context, string? subject, string? cursor, int limit = 50, CancellationToken ct = default)
    {
        var errors = new Dictionary<string, string[]>();
        if (!TryRead(cursor, out var after)) errors["cursor"] = ["Send next of the page before, as it was given."];
        if (limit is < 1 or > 100) errors["limit"] = ["From 1 to 100."];
        if (errors.Count > 0) return Problems.NotValid(context, errors);
        await using var command = database.CreateCommand(
            """
            select id, subject, message_type, exchange, queue, concat_ws(': ', nullif(exception_type, ''), exception_message), parked_at, sent_at, position
            from wolverine_dead_letters where position > $1 and ($2::text is null or subject = $2) order by position limit $3
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)subject ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = limit + 1 });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var items = new List<ParkedMessage>();
        for (var more = false; await reader.ReadAsync(ct); after = reader.GetInt64(8), more = items.Count == limit)
        {
            if (more) return TypedResults.Ok(new ParkedMessagesPage(items, Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{after}"))));
            items.Add(new ParkedMessage(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<DateTimeOffset>(7)));
        }

        return TypedResults.Ok(new ParkedMessagesPage(items, null));
    }

    private static bool TryRead(string? cursor, out long after)
    {
        after = 0;
        return string.IsNullOrEmpty(cursor) || (Base64Url.IsValid(cursor) && long.TryParse(Base64Url.DecodeFromChars(cursor), out after));
    }
}
