using System.Text;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>
/// Counts by stage, status, theme, owner, team and timeliness. Adds up cells (Schema/003_cells.sql), each breakdown
/// from the coarsest rollup that can answer it; only a period that begins or ends within a month reads that month's
/// complaints.
/// </summary>
internal static class Counts
{
    private const int Theme = 1, Owner = 2, Month = 4;

    public static void Map(RouteGroupBuilder reports) => reports
        .MapGet("/counts",
            async ([AsParameters] ReportQuery query, [FromHeader(Name = "Complaints-Position")] string? position,
                WaitPreference wait, NpgsqlDataSource database, IQuerySession session, Actor actor,
            TimeProvider time, CancellationToken ct) =>
        {
            var (filter, faults) = ReportFilter.Parse(query);
            filter = filter with { Hidden = await session.HiddenFromAsync(actor.Id, ct) };
            await Waiting.ForAsync(wait, position, null, database, time, faults, ct);
            return faults.Any
                ? faults.Answer()
                : Results.Ok(await CountAsync(database, filter, London.DayOf(time.GetUtcNow()), ct));
        })
        .RequireRoles(Roles.Reading)
        .WithName("counts")
        .WithSummary(
            "Counts by stage, status, theme, owner, team and timeliness; every rate names what it is a rate of.")
        .Produces<CountsAnswer>();

    public static async Task<CountsAnswer> CountAsync(
        NpgsqlDataSource database, ReportFilter filter, DateOnly today, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.Parameters.AddWithValue("today", today);
        var needed = (filter.Theme is null ? 0 : Theme) | (filter.Owner is null && filter.Team is null
            ? 0 : Owner) | (filter.HasPeriod ? Month : 0);
        var sql = new StringBuilder();
        var conditions = Where.Alike(new StringBuilder(), command, filter).ToString();
        if (filter.Owner is { } owner)
        {
            conditions += " and owner_id = @owner";
            command.Parameters.AddWithValue("owner", owner);
        }
        var partial = Where.Period(command, filter);
        var rows = RowsApart.Sql(command, filter, partial);
        var apart = rows.Length > 0;
        sql.Append(rows).Append("select json_build_object(").Append(MadeAt.Sql);
        sql.Append(", 'totals', (select json_build_object(").Append(TotalsSql).Append(')')
            .Append(Cells(needed, conditions, partial, apart)).Append(')');
        Lines(sql, "byStage", "stage", needed, conditions, partial, apart);
        Lines(sql, "byStatus", "status", needed, conditions, partial, apart);
        Lines(sql, "byTimeliness", Words.TimelinessSql, needed, conditions, partial, apart);
        Lines(sql, "byTheme", "theme", needed | Theme, conditions, partial, apart);
        Lines(sql, "byTeam", "team", needed | Owner, conditions, partial, apart);
        OwnerLines(sql, needed | Owner, conditions, partial, apart);
        command.CommandText = sql.Append(") where (select count(*) from read.position) = 1").ToString();
        using var answer = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(ct))!);
        return Read(answer.RootElement, today);
    }

    private const string TotalsSql = """
        'count', coalesce(sum(n), 0), 'open', coalesce(sum(n) filter (where answer = 'awaited'), 0),
        'overdue', coalesce(sum(n) filter (where answer = 'awaited' and due_on < @today), 0),
        'ackInTime', coalesce(sum(n) filter (where acknowledgement = 'in-time'), 0),
        'ackOf', coalesce(sum(n) filter (where acknowledgement in ('in-time', 'late', 'not-made')
          or (acknowledgement = 'awaited' and stage <> 'stage-2' and due_on < @today)), 0),
        'inTime', coalesce(sum(n) filter (where response = 'in-time'), 0),
        'inTimeOf', coalesce(sum(n) filter (where response in ('in-time', 'late') or (response = 'awaited'
          and response_due_on < @today)), 0)
        """;

    private const string LineSql = $"""
        sum(n) as count, coalesce(sum(n) filter (where answer = 'awaited'), 0) as open,
        coalesce(sum(n) filter (where answer = 'awaited' and due_on between @today and {Words.NearUpToSql}), 0)
          as "dueSoon",
        coalesce(sum(n) filter (where answer = 'awaited' and due_on < @today), 0) as overdue
        """;

    private static void Lines(StringBuilder sql, string name, string key, int rollup, string conditions,
        IReadOnlyList<string>? partial, bool apart) => sql
        .Append(", '").Append(name).Append("', (select coalesce(json_agg(l order by l.key), '[]') from (select ")
        .Append(key).Append(" as key, ").Append(LineSql)
        .Append(Cells(rollup, conditions, partial, apart)).Append(" group by 1").Append(HavingSome).Append(") l)");

    // A line of which all complaints are hidden would tell by its key that there are some.
    private const string HavingSome = " having sum(n) > 0";

    private static void OwnerLines(
        StringBuilder sql, int rollup, string conditions, IReadOnlyList<string>? partial, bool apart) => sql
        .Append(", 'byOwner', (select coalesce(json_agg(l order by l.key), '[]') from (select ")
        .Append("o.owner_id as key, (select owner_name from read.complaints c where c.counted and c.owner_id = "
            + "o.owner_id and c.generation = (select generation from read.position) ")
        .Append("order by received_on desc limit 1) as name, o.team, o.count, o.open, o.\"dueSoon\", o.overdue "
            + "from (select owner_id, team, ").Append(LineSql)
        .Append(Cells(rollup, conditions, partial, apart)).Append(" group by 1, 2").Append(HavingSome)
        .Append(") o) l)");

    private static string Cells(int rollup, string conditions, IReadOnlyList<string>? partial, bool apart)
    {
        var months = partial is null ? "" : " and received_month >= @firstMonth and received_month < @endMonth";
        var cells = $"select stage, status, theme, owner_id, team, acknowledgement, response, answer, "
            + $"due_on, response_due_on, n from read.cells "
            + $"where generation = (select generation from read.position) and rollup = {rollup}{months}";
        if (apart) cells += " union all select * from rows_apart";
        return $" from ({cells}) f where true{conditions}";
    }

    private static CountsAnswer Read(JsonElement answer, DateOnly today)
    {
        var totals = answer.GetProperty("totals");
        long Total(string name) => totals.GetProperty(name).GetInt64();
        IReadOnlyList<CountLine> Of(string name) =>
            answer.GetProperty(name).Deserialize<List<CountLine>>(StoredMessage.Json)!;
        return new(
            MadeAt.From(answer, today),
            Total("count"), Total("open"),
            Rate.From(Total("ackInTime"), Total("ackOf"),
                "complaints acknowledged, answered without an acknowledgement, or past the limit to acknowledge"),
            Rate.From(
                Total("inTime"), Total("inTimeOf"), "complaints answered at stage 1, or past the limit to answer"),
            Rate.From(Total("overdue"), Total("open"), "complaints not yet answered at their stage"),
            Of("byStage"), Of("byStatus"), Of("byTheme"),
            [.. Of("byOwner")
                .Select(line => line.Key == Guid.Empty.ToString()
                    ? line with { Key = Words.Nobody, Name = null, Team = null }
                    : line)],
            [.. Of("byTeam").Select(line => line.Key.Length == 0 ? line with { Key = Words.Nobody } : line)],
            Of("byTimeliness"));
    }
}
