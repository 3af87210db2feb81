using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Correspondence;

/// <summary>One letter that somebody has to send. Text and address are with the complaint's correspondence.</summary>
public sealed record LetterByHand(Guid LetterId, Guid ComplaintId, string Reference, string Kind, string Why, DateTime Since, long Version);

// The letters that wait to be sent by hand, the oldest first.
internal static class LettersToSendByHandEndpoint
{
    private const int Largest = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/correspondence/to-send-by-hand", async (string? cursor, int? limit, NpgsqlDataSource database, CancellationToken ct) =>
        {
            var size = limit ?? 25;
            if (size is < 1 or > Largest) return Api.Problem(400, "limit-out-of-range", $"limit is between 1 and {Largest}.");
            if (!TryRead(cursor, out var since, out var after)) return Api.Problem(400, "cursor-malformed", "cursor is not one that this list gave.");
            await using var connection = await database.OpenConnectionAsync(ct);
            var letters = (await connection.QueryAsync<LetterByHand>(new CommandDefinition(
                """
                SELECT letter_id AS LetterId, complaint_id AS ComplaintId, reference AS Reference, kind AS Kind, why AS Why, since AS Since, version AS Version
                FROM read.letter_to_send_by_hand WHERE (since, letter_id) > (@since, @after) ORDER BY since, letter_id LIMIT @size + 1
                """, new { since, after, size }, cancellationToken: ct))).AsList();
            return Results.Ok(new { letters = letters.Take(size), next = letters.Count > size ? Cursor(letters[size - 1]) : null });
        })
        .RequireRoles(Roles.Reading)
        .StatesPosition()
        .WithName("LettersToSendByHand").WithTags("Correspondence");

    private static string Cursor(LetterByHand last) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.Since.Ticks}.{last.LetterId:N}")));

    private static bool TryRead(string? cursor, out DateTime since, out Guid after)
    {
        (since, after) = (DateTime.UnixEpoch, Guid.Empty);
        if (cursor is null) return true;
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor)) return false;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTime.MaxValue.Ticks || !Guid.TryParseExact(parts[1], "N", out after))
            return false;
        since = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }
}
