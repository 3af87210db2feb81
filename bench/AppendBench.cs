using System.Text.Json;
using ComplaintsPlatform.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace ComplaintsPlatform.Bench;

/// <summary>Start a stream with one event: the store (chain, order, append-only) beside plain prepared inserts of the same two rows.</summary>
internal static class AppendBench
{
    /// <param name="events">How many are in the log before.</param>
    public static async Task<int> RunAsync(int events)
    {
        await using var database = await Database.StartAsync();
        await database.MakePlainTablesAsync();
        if (events > 0)
        {
            await database.FillAsync(events);
            foreach (var sql in (string[])["insert into plain_streams select * from mt_streams", "insert into plain_events select * from mt_events", "select setval('plain_sequence', last_value) from mt_events_sequence", "vacuum analyze plain_streams", "vacuum analyze plain_events", "checkpoint"])
                await database.ExecuteAsync(sql);
        }
        await Comparison.PrintAsync("Start a stream with one event", "plain prepared inserts", 0.8, database,
            (_, _) => Task.FromResult(() => StartAsync(database.Store)),
            async (writer, ct) => await PlainAsync(await database.PlainAsync(writer), ct));
        Table.Print(
            ["One append", "store", "plain prepared inserts"],
            ["round trips on the wire", (await Relay.RoundTripsAsync(database.ConnectionString, store => Task.FromResult(() => StartAsync(store)))).Text("0.00"), "1.00"],
            ["bytes on disk: event and stream with their indexes", await BytesAsync(database, "mt"), await BytesAsync(database, "plain")],
            ["bytes of write-ahead log, 16 writers", await LoggedAsync(database, (_, _) => Task.FromResult(() => StartAsync(database.Store))),
                await LoggedAsync(database, async (writer, ct) => await PlainAsync(await database.PlainAsync(writer), ct))]);
        return 0;
    }

    private static async Task<string> BytesAsync(Database database, string tables) => (await database.ScalarAsync<double>(
        $"select (pg_total_relation_size('{tables}_events') + pg_total_relation_size('{tables}_streams'))::float8 / (select count(*) from {tables}_events)")).Text();

    private static async Task<string> LoggedAsync(Database database, Func<int, CancellationToken, Task<Func<Task>>> write)
    {
        const string Now = "select (pg_current_wal_lsn() - '0/0')::float8";
        await database.ExecuteAsync("checkpoint");
        await Load.PerSecondAsync(16, TimeSpan.FromSeconds(3), write); // first touches of pages write them whole
        var before = await database.ScalarAsync<double>(Now);
        var perSecond = await Load.PerSecondAsync(16, TimeSpan.FromSeconds(3), write);
        return ((await database.ScalarAsync<double>(Now) - before) / (perSecond * 3)).Text();
    }

    internal static async Task StartAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        var id = Guid.CreateVersion7();
        session.Events.StartStream<BenchState>(id, BenchHappened.Of(id));
        await session.SaveChangesAsync();
    }

    internal static async Task<Func<Task>> PlainAsync(NpgsqlConnection connection, CancellationToken ct, bool oneLock = false)
    {
        var stream = new NpgsqlBatchCommand("insert into plain_streams (id, type, version) values ($1, $2, 1)")
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = "bench", NpgsqlDbType = NpgsqlDbType.Varchar } },
        };
        var happened = new NpgsqlBatchCommand("insert into plain_events (seq_id, id, stream_id, version, data, type) values (nextval('plain_sequence'), $1, $2, 1, $3, $4)")
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Uuid }, new() { NpgsqlDbType = NpgsqlDbType.Uuid }, new() { NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = "bench_happened", NpgsqlDbType = NpgsqlDbType.Varchar } },
        };
        var batch = new NpgsqlBatch(connection) { BatchCommands = { stream, happened } };
        if (oneLock) batch.BatchCommands.Insert(0, new NpgsqlBatchCommand("select pg_advisory_xact_lock(1)"));
        foreach (var parameter in stream.Parameters.Concat(happened.Parameters)) parameter.Value ??= parameter.NpgsqlDbType == NpgsqlDbType.Uuid ? Guid.Empty : "{}";
        await batch.PrepareAsync(ct);
        return async () =>
        {
            var id = Guid.CreateVersion7();
            stream.Parameters[0].Value = id;
            happened.Parameters[0].Value = Guid.CreateVersion7();
            happened.Parameters[1].Value = id;
            happened.Parameters[2].Value = JsonSerializer.Serialize(BenchHappened.Of(id));
            await batch.ExecuteNonQueryAsync();
        };
    }
}
