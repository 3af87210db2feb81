using System.Text.Json;
using ComplaintsPlatform.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace ComplaintsPlatform.Bench;

/// <summary>Start a stream with one event: the store (chain, order, append-only) beside plain prepared inserts of the same two rows.</summary>
internal static class AppendBench
{
    public static async Task<int> RunAsync()
    {
        await using var database = await Database.StartAsync();
        await database.MakePlainTablesAsync();
        await Comparison.PrintAsync("Start a stream with one event", "plain prepared inserts", 0.8, await Cpu.OfServerAsync(database.ConnectionString),
            (_, _) => Task.FromResult(() => StartAsync(database.Store)),
            (_, ct) => PlainAsync(database.ConnectionString, ct));
        return 0;
    }

    private static async Task StartAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        var id = Guid.CreateVersion7();
        session.Events.StartStream<BenchState>(id, BenchHappened.Of(id));
        await session.SaveChangesAsync();
    }

    private static async Task<Func<Task>> PlainAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        var stream = new NpgsqlBatchCommand("insert into plain_streams (id, type, version) values ($1, $2, 1)")
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = "bench", NpgsqlDbType = NpgsqlDbType.Varchar } },
        };
        var happened = new NpgsqlBatchCommand("insert into plain_events (seq_id, id, stream_id, version, data, type) values (nextval('plain_sequence'), $1, $2, 1, $3, $4)")
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Uuid }, new() { NpgsqlDbType = NpgsqlDbType.Uuid }, new() { NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = "bench_happened", NpgsqlDbType = NpgsqlDbType.Varchar } },
        };
        var batch = new NpgsqlBatch(connection) { BatchCommands = { stream, happened } };
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
