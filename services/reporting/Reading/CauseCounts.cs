using System.Text;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>Complaints of one root cause, and how many of them are not answered at their stage.</summary>
internal sealed record CauseLine(string Key, long Count, long Open);

/// <summary>By root cause, the most frequent first. <c>Of</c> is how many complaints have one; the others have none
/// yet, or nothing went wrong.</summary>
internal sealed record CausesAnswer(MadeAt MadeAt, long Of, IReadOnlyList<CauseLine> ByCause);

/// <summary>
/// Counts by root cause (Code 9.1). A cause is known late and for few, so it is in no cell: an index of its own holds
/// those that have one, and answers alone.
/// </summary>
internal static class CauseCounts
{
    public static void Map(RouteGroupBuilder reports) => reports
        .MapGet("/causes", async (
            [AsParameters] ReportQuery query, NpgsqlDataSource database, IQuerySession session, Actor actor,
            TimeProvider time, CancellationToken ct) =>
        {
            var (filter, faults) = ReportFilter.Parse(query);
            filter = filter with { Hidden = await session.HiddenFromAsync(actor.Id, ct) };
            return faults.Any
                ? faults.Answer()
                : Results.Ok(await CountAsync(database, filter, London.DayOf(time.GetUtcNow()), ct));
        })
        .RequireRoles(Roles.Reading)
        .WithName("causes")
        .WithSummary("Counts by root cause, the most frequent first")
        .Produces<CausesAnswer>();

    public static async Task<CausesAnswer> CountAsync(
        NpgsqlDataSource database, ReportFilter filter, DateOnly today, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.Parameters.AddWithValue("today", today);
        var sql = new StringBuilder("select json_build_object(").Append(MadeAt.Sql)
            .Append(", 'byCause', (select coalesce(json_agg(l order by l.count desc, l.key), '[]') from (select "
                + "root_cause as key, count(*) as count, count(*) filter (where answer = 'awaited') as open "
                + "from read.complaints");
        Where.Complaint(sql, command, filter);
        command.CommandText = sql.Append(" and root_cause is not null group by 1) l))").ToString();
        using var answer = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(ct))!);
        var lines = answer.RootElement.GetProperty("byCause").Deserialize<List<CauseLine>>(StoredMessage.Json)!;
        return new(MadeAt.From(answer.RootElement, today), lines.Sum(line => line.Count), lines);
    }
}
