using System.Collections.Concurrent;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>What decision 4 rests on: writers that queue at one lock per database beside ours, and how long a writer who holds his transaction open holds readers up.</summary>
internal static class OrderBench
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Held = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync()
    {
        var heard = new ConcurrentDictionary<Guid, long>();
        await using var database = await Database.StartAsync(store => store.Subscriptions.Add("watcher", _ => (page, _, _) =>
        {
            foreach (var stored in page) heard.TryAdd(stored.StreamId, TimeProvider.System.GetTimestamp());
            return Task.CompletedTask;
        }));
        await database.MakePlainTablesAsync();
        var (ours, plain, queued) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            ours.Add(await Load.PerSecondAsync(16, Time, (_, _) => Task.FromResult(() => AppendBench.StartAsync(database.Store))));
            plain.Add(await Load.PerSecondAsync(16, Time, async (writer, ct) => await AppendBench.PlainAsync(await database.PlainAsync(writer), ct)));
            queued.Add(await Load.PerSecondAsync(16, Time, async (writer, ct) => await AppendBench.PlainAsync(await database.PlainAsync(writer), ct, oneLock: true)));
        }
        Table.Print(
            ["Start a stream with one event, 16 writers", "per second"],
            ["ours: log in the order of transactions", Median(ours)],
            ["plain inserts behind one lock per database: log in the order of sequence numbers", Median(queued)],
            ["plain inserts in no safe order", Median(plain)]);

        Table.Print(
            ["From the commit to the subscription, 100 events/s", "p50", "p99", "longest"],
            await DelayAsync("nobody else writes", database, heard, null),
            await DelayAsync("a writer of the same database holds his transaction open for 250 ms, again and again", database, heard, database.ConnectionString),
            await DelayAsync("the same in another database of the cluster", database, heard, new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres" }.ConnectionString));
        return 0;
    }

    private static async Task<string[]> DelayAsync(string what, Database database, ConcurrentDictionary<Guid, long> heard, string? held)
    {
        heard.Clear();
        using var stop = new CancellationTokenSource(Time);
        var holding = held is null ? Task.CompletedTask : HoldAsync(held, stop.Token);
        var committed = new List<(Guid Id, long At)>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!stop.IsCancellationRequested && await pace.WaitForNextTickAsync(CancellationToken.None))
        {
            var id = Guid.CreateVersion7();
            await using var session = database.Store.LightweightSession();
            session.Events.StartStream<BenchState>(id, BenchHappened.Of(id));
            await session.SaveChangesAsync();
            committed.Add((id, TimeProvider.System.GetTimestamp()));
        }
        await holding;
        while (!committed.TrueForAll(one => heard.ContainsKey(one.Id))) await Task.Delay(10);
        var delays = new Durations(committed.Select(one => Math.Max(0, TimeProvider.System.GetElapsedTime(one.At, heard[one.Id]).TotalMilliseconds)));
        return [what, delays.At(50), delays.At(99), delays.At(100)];
    }

    private static async Task HoldAsync(string connectionString, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using var write = new NpgsqlCommand("select pg_current_xact_id()", connection, transaction);
            await write.ExecuteScalarAsync(CancellationToken.None);
            await Task.Delay(Held, CancellationToken.None);
        }
    }

    private static string Median(List<double> perSecond) => perSecond.Order().ElementAt(perSecond.Count / 2).Text();
}
