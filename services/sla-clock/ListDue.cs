using System.Buffers.Text;
using System.Text;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Npgsql;

namespace ComplaintsPlatform.SlaClock;

/// <summary>A clock that runs and falls due on the day asked for.</summary>
public sealed record DueClock(Guid ComplaintId, string Clock, DateOnly TriggerOn, DateOnly DueOn, bool Provisional);

/// <summary>A page; <paramref name="Next"/> is the cursor of the next one, null on the last.</summary>
public sealed record DueClocks(DateOnly On, IReadOnlyList<DueClock> Clocks, string? Next);

/// <summary>What falls due on a day (today without one). Stopped clocks and those of answered complaints are not listed.</summary>
internal static class ListDue
{
    private const string Page = """
        select complaint_id, clock, trigger_on, due_on, provisional from read.clocks
        where not closed and due_on = $1 and (complaint_id, clock) > ($2, $3)
        order by complaint_id, clock limit $4
        """;

    public static async Task<DueClocks> Read(NpgsqlDataSource database, DateOnly on, (Guid Id, string Clock) after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Page);
        foreach (var value in new object[] { on, after.Id, after.Clock, limit + 1 }) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<DueClock>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new DueClock(reader.GetGuid(0), reader.GetString(1), await Day(2), await Day(3), reader.GetBoolean(4)));
        if (rows.Count <= limit) return new DueClocks(on, rows, null);
        rows.RemoveAt(limit);
        return new DueClocks(on, rows, Cursor(rows[^1]));

        Task<DateOnly> Day(int column) => reader.GetFieldValueAsync<DateOnly>(column, cancellationToken);
    }

    internal static string Cursor(DueClock last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{last.ComplaintId:N}{last.Clock}"));

    internal static bool TryReadCursor(string? cursor, out (Guid Id, string Clock) after)
    {
        after = (Guid.Empty, "");
        if (cursor is null) return true;
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor)) return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (text.Length < 32 || !Guid.TryParseExact(text.AsSpan(0, 32), "N", out var id)) return false;
        after = (id, text[32..]);
        return after.Clock is Clock.Acknowledgement or Clock.Stage1Response;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/clocks/due", async (DateOnly? on, int? limit, string? cursor, NpgsqlDataSource database, TimeProvider time, CancellationToken cancellationToken) =>
        {
            if (limit is < 1 or > 100) return Api.Problem(400, "limit-out-of-range", "A page holds 1 to 100 clocks.");
            if (!TryReadCursor(cursor, out var after)) return Api.Problem(400, "cursor-malformed", "Use the cursor of the page before, as it was given.");
            return TypedResults.Ok(await Read(database, on ?? London.DayOf(time.GetUtcNow()), after, limit ?? 50, cancellationToken));
        })
        .WithName("ListDue").WithSummary("Clocks that fall due on a day")
        .StatesPosition().Produces<DueClocks>().ProducesProblem(400).RequireRoles(Roles.Reading);
}
