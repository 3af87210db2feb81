using ComplaintsPlatform.Testing;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>Each read model made again from its log, through the gateway, on a platform that is otherwise at
/// rest.</summary>
internal static class RebuildBench
{
    private static readonly TimeSpan Filling = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly (string Service, string Database, string? Projection)[] Models =
    [
        ("cases", "cases", "queue"),
        ("sla-clock", "slaclock", "open-clocks"),
        ("correspondence", "correspondence", "letters"),
        ("linkage", "linkage", "registers"),
        ("linkage", "linkage", "joining"),
        ("reporting", "reporting", null),
    ];

    public static async Task<int> RunAsync()
    {
        await using var platform = await Platform.StartAsync("--fresh", "--no-seed", "--smtp-sink");
        await platform.SignInAsync();
        await CreateBench.MeasureAsync(platform, 8, Filling);
        var server = await NotedConnections.ReadAsync(Platform.Data, "ConnectionStrings__postgres");
        var events = await AtRestAsync(server);
        var complaints = await CountAsync(server, "reporting", "select count(*) from read.complaints");

        await platform.SignInAsync("ops@harbour.example");
        List<string[]> rows =
            [[$"Rebuild, {complaints} complaints", "events", "events/s", "a million complaints' worth", "bar"]];
        foreach (var (service, database, projection) in Models)
        {
            var path = $"/api/operations/{service}/rebuild{(projection is null ? "" : $"?projection={projection}")}";
            var from = TimeProvider.System.GetTimestamp();
            using var answer = await platform.Http.PostAsync(new Uri(path, UriKind.Relative), null);
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"{path}: {await answer.Content.ReadAsStringAsync()}");
            var count = events[database];
            var perSecond = count / TimeProvider.System.GetElapsedTime(from).TotalSeconds;
            var minutes = 1e6 / complaints * count / perSecond / 60;
            rows.Add([$"{service} {projection}".TrimEnd(), $"{count}", perSecond.Text(), $"{minutes.Text()} min",
                "< 30 min"]);
        }
        Table.Print(rows);
        return 0;
    }

    /// <summary>How many events each log has when nothing is added to any of them any more.</summary>
    private static async Task<Dictionary<string, long>> AtRestAsync(string server)
    {
        var (before, now) = (-1L, new Dictionary<string, long>());
        while (now.Values.Sum() != before)
        {
            before = now.Values.Sum();
            await Task.Delay(Pause);
            // Reporting has no events of its own: it keeps the messages that it heard.
            foreach (var (_, database, _) in Models)
                now[database] = await CountAsync(server, database,
                    database == "reporting" ? "select count(*) from read.messages" : "select count(*) from mt_events");
        }
        return now;
    }

    private static async Task<long> CountAsync(string server, string database, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
