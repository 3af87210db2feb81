using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace ComplaintsPlatform.Bench;

/// <summary>Start a stream, and fetch, decide, append: through Marten as a service has it, beside Marten without chain
/// and encryption, and plain prepared inserts of the same two rows.</summary>
internal static class AppendBench
{
    private const int StreamsOfAWriter = 60;

    public static async Task<int> RunAsync()
    {
        await using var database = await Database.StartAsync();
        var service = (await database.ServiceStoreAsync("service")).Services.GetRequiredService<IDocumentStore>();
        var bare = await database.BareStoreAsync("bare");
        var plain = await database.NewAsync("plain");
        await Database.ExecuteAsync(plain, """
            create table streams (id uuid primary key, type varchar, version bigint not null,
              timestamp timestamptz default now());
            create table events (seq_id bigint primary key, id uuid not null,
              stream_id uuid not null references streams, version bigint not null, data jsonb not null,
              type varchar not null, timestamp timestamptz not null default now());
            create unique index on events (stream_id, version);
            create sequence numbers;
            """);
        await Comparison.PrintAsync("Start a stream with one event", "Marten alone", 0.75, database, (_, _) =>
            Starting(service), (_, _) => Starting(bare));
        await Comparison.PrintAsync("Fetch, decide, append", "Marten alone", 0.75, database, (_, _) =>
            AppendingAsync(service), (_, _) => AppendingAsync(bare));
        await Comparison.PrintAsync(
            "Start a stream with one event", "plain prepared inserts", null, database, (_, _) => Starting(service),
            async (writer, ct) => await InsertingAsync(await database.PlainAsync(plain, writer), ct));
        return 0;
    }

    private static Task<Func<Task>> Starting(IDocumentStore store) =>
        Task.FromResult<Func<Task>>(() => StartAsync(store, Guid.CreateVersion7()));

    private static async Task StartAsync(IDocumentStore store, Guid id)
    {
        await using var session = store.LightweightSession();
        session.Events.StartStream<BenchState>(id, BenchHappened.Of(id));
        await session.SaveChangesAsync();
    }

    private static async Task<Func<Task>> AppendingAsync(IDocumentStore store)
    {
        var ids = Enumerable.Range(0, StreamsOfAWriter).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var id in ids) await StartAsync(store, id);
        var next = 0;
        return async () =>
        {
            var id = ids[next++ % ids.Length];
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<BenchState>(id);
            stream.AppendOne(BenchHappened.Of(id));
            await session.SaveChangesAsync();
        };
    }

    private static async Task<Func<Task>> InsertingAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var stream = new NpgsqlBatchCommand("insert into streams (id, type, version) values ($1, 'bench', 1)")
        { Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = Guid.Empty } } };
        var happened = new NpgsqlBatchCommand(
            "insert into events (seq_id, id, stream_id, version, data, type) values (nextval('numbers'), $1, $2, "
            + "1, $3, 'bench_happened')")
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = Guid.Empty }, new()
                    { NpgsqlDbType = NpgsqlDbType.Uuid, Value = Guid.Empty },
                new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = "{}" },
            },
        };
        var batch = new NpgsqlBatch(connection) { BatchCommands = { stream, happened } };
        await batch.PrepareAsync(ct);
        return async () =>
        {
            var id = Guid.CreateVersion7();
            (stream.Parameters[0].Value, happened.Parameters[0].Value, happened.Parameters[1].Value) =
                (id, Guid.CreateVersion7(), id);
            happened.Parameters[2].Value = JsonSerializer.Serialize(BenchHappened.Of(id));
            await batch.ExecuteNonQueryAsync();
        };
    }
}
