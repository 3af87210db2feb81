using System.Globalization;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>What the database did for one question: statements, and rows of large tables that were read from end to
/// end.</summary>
internal sealed record Asked(double Statements, string Scanned)
{
    private const int Times = 40, LargeTable = 5_000, Told = 8;

    private const string Counted =
        """
        select d.datname, s.query, s.calls, s.mean_exec_time, s.rows from pg_stat_statements s
        join pg_database d on d.oid = s.dbid
        where s.query !~* '^(begin|commit|rollback|set|listen|discard|deallocate)'
          and s.query !~* 'wolverine\.|HighWater|highest_sequence|first_after|record\.seal\(|pg_advisory|pg_notify'
          and d.datname = any(string_to_array('{0}', ' '))
        """;

    /// <summary>Asks forty times, one after another, a platform that has nothing else to do; what the services look at
    /// by themselves is left out.</summary>
    public static async Task<Asked> CountAsync(string server, string what, string databases, Func<int, Task> ask)
    {
        await LandlordRun.AtRestAsync();
        await Database.ExecuteAsync(server, "select pg_stat_statements_reset()");
        var before = await ScansAsync(server, databases);
        for (var n = 0; n < Times; n++) await ask(n);
        // The server's own counts come in once a second.
        await Task.Delay(TimeSpan.FromSeconds(2));
        await ask(Times);
        var statements = await RowsAsync(
            server, Counted.Replace("{0}", databases, StringComparison.Ordinal), reader => (
            Database: reader.GetString(0), Query: reader.GetString(1), Calls: reader.GetInt64(2),
            Mean: reader.GetDouble(3), Rows: reader.GetInt64(4)));
        foreach (var (database, query, calls, mean, rows) in
            statements.OrderByDescending(one => one.Mean * one.Calls).Take(Told))
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{what}: {database} {calls / (Times + 1.0):0.0} × {mean:0.00} ms, {rows / (double)calls:0.0} rows: ")
                + Line(query));
        var scans = (await ScansAsync(server, databases)).Select(table =>
                (table.Key, Rows: (table.Value - before.GetValueOrDefault(table.Key)) / (Times + 1.0)))
            .Where(table => table.Rows >= 1).ToList();
        return new Asked(statements.Sum(statement => statement.Calls) / (Times + 1.0), scans.Count == 0 ? "none"
            : string.Join(", ", scans.Select(table => $"{table.Key} {table.Rows.Text()}")));
    }

    private static async Task<Dictionary<string, long>> ScansAsync(string server, string databases)
    {
        var found = new Dictionary<string, long>();
        foreach (var database in databases.Split(' '))
            foreach (var (table, rows) in await RowsAsync(
                new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString,
                $"select relname, seq_tup_read from pg_stat_user_tables where n_live_tup > {LargeTable}",
                reader => (reader.GetString(0), reader.GetInt64(1))))
                found[$"{database}.{table}"] = rows;
        return found;
    }

    private static async Task<List<T>> RowsAsync<T>(string server, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    private static string Line(string query)
    {
        var line = string.Join(' ', query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line[..Math.Min(line.Length, 260)];
    }
}
