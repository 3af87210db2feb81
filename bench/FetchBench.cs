using System.Text.Json;
using ComplaintsPlatform.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace ComplaintsPlatform.Bench;

/// <summary>Fetch for writing, decide, append one event: the store beside one prepared statement that checks the version and inserts. Each writer has 50 streams of its own, which grow.</summary>
internal static class FetchBench
{
    private const int Streams = 50;
    private static readonly int[] Lengths = [5, 50, 500];

    public static async Task<int> RunAsync()
    {
        await using var database = await Database.StartAsync();
        await database.MakePlainTablesAsync();
        await Comparison.PrintAsync("Fetch, decide, append", "one prepared statement", 0.6, database, (_, _) => OursAsync(database.Store, 1), async (writer, ct) => await PlainAsync(await database.PlainAsync(writer), ct));
        List<string[]> rows = [["One command, median", "the first on a stream: read, folded", "the next: state remembered", "one prepared statement"]];
        foreach (var length in Lengths) rows.Add([$"stream of {length} events", .. await OneAsync(database, length)]);
        Table.Print(rows);
        Console.WriteLine($"Round trips of a command on a stream that was written to lately: {(await Relay.RoundTripsAsync(database.ConnectionString, store => OursAsync(store, 5))).Text("0.00")}");
        return 0;
    }

    private static async Task<string[]> OneAsync(Database database, int length)
    {
        var commands = Enumerable.Range(0, Streams).ToList();
        var first = await OursAsync(database.Store, length);
        var plain = await PlainAsync(await database.PlainAsync(0), CancellationToken.None);
        List<string> medians = [];
        foreach (var command in new[] { first, first, plain })
        {
            var times = new List<double>();
            foreach (var _ in commands)
            {
                var from = TimeProvider.System.GetTimestamp();
                await command();
                times.Add(TimeProvider.System.GetElapsedTime(from).TotalMilliseconds);
            }
            medians.Add(new Durations(times).Median.Text("0.00") + " ms");
        }
        return [.. medians];
    }

    private static async Task<Func<Task>> OursAsync(IDocumentStore store, int length)
    {
        var ids = Enumerable.Range(0, Streams).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var id in ids)
        {
            await using var session = store.LightweightSession();
            session.Events.StartStream<BenchState>(id, [.. Enumerable.Range(0, length).Select(_ => BenchHappened.Of(id))]);
            await session.SaveChangesAsync();
        }
        var turn = 0;
        return async () =>
        {
            var id = ids[turn++ % ids.Length];
            await using var session = store.LightweightSession();
            await session.Decide<BenchState, IBenchEvent>(id, null, state => state is { Count: > 0 }
                ? Decision<IBenchEvent>.Accept(BenchHappened.Of(id))
                : Decision<IBenchEvent>.Refuse("not-there", "There is no such stream."));
        };
    }

    private static async Task<Func<Task>> PlainAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var ids = Enumerable.Range(0, Streams).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var id in ids)
        {
            await using var start = new NpgsqlCommand("insert into plain_streams (id, type, version) values ($1, 'bench', 1)", connection) { Parameters = { new() { Value = id } } };
            await start.ExecuteNonQueryAsync(ct);
        }
        var command = new NpgsqlCommand("""
            with checked as (update plain_streams set version = version + 1, timestamp = now() where id = $1 and version = $2 returning version)
            insert into plain_events (seq_id, id, stream_id, version, data, type) select nextval('plain_sequence'), $3, $1, version, $4, 'bench_happened' from checked
            """, connection)
        {
            Parameters =
            {
                new() { Value = Guid.Empty }, new() { Value = 0L }, new() { Value = Guid.Empty }, new() { Value = "{}", NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await command.PrepareAsync(ct);
        var versions = new long[Streams];
        var turn = 0;
        return async () =>
        {
            var at = turn++ % Streams;
            command.Parameters[0].Value = ids[at];
            command.Parameters[1].Value = ++versions[at];
            command.Parameters[2].Value = Guid.CreateVersion7();
            command.Parameters[3].Value = JsonSerializer.Serialize(BenchHappened.Of(ids[at]));
            if (await command.ExecuteNonQueryAsync() != 1) throw new InvalidOperationException("The check failed.");
        };
    }
}
