using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>
/// Rebuild a read table from a log in which the streams are interleaved, every event changing a row, beside reading and deserialising the same events in pages
/// by plain Npgsql. The log is made by SQL, here only.
/// </summary>
internal static class RebuildBench
{
    private const int Versions = 10, Page = 500, Rounds = 3;

    public static async Task<int> RunAsync(int events)
    {
        await using var database = await Database.StartAsync(store =>
        {
            store.SchemaScripts.Add("create table if not exists read.bench (complaint_id uuid primary key, reference text not null, category text not null, received_on date not null, events int not null default 1)");
            store.Projections.Add("every event", (stored, rows) => Change(stored, rows, "bench"), ProjectionLifecycle.Inline, "bench");
            store.SchemaScripts.Add("create table if not exists read.started (like read.bench including all)");
            store.Projections.Add("one event in ten", (stored, rows) => { if (stored.Version == 1) Change(stored, rows, "started"); }, ProjectionLifecycle.Inline, "started");
        });
        await FillAsync(database, events);
        List<string[]> rows = [[$"Rebuild from {((double)events).Text()} events, median of {Rounds}", "events/s", "ratio", "bar", "CPU per event: this process", "server"]];
        var (reading, every, few) = (new List<Measured>(), new List<Measured>(), new List<Measured>());
        for (var i = 0; i < Rounds; i++)
        {
            reading.Add(await MeasureAsync(database, events, () => ReadAsync(database.ConnectionString)));
            every.Add(await MeasureAsync(database, events, async () => (await database.Log.RebuildAsync("every event"))!.Events));
            few.Add(await MeasureAsync(database, events, async () => (await database.Log.RebuildAsync("one event in ten"))!.Events));
        }
        var plain = Median(reading);
        foreach (var (name, bar, taken) in new[] { ("every event changes a row", "≥ 0.5", Median(every)), ("one event in ten does", "", Median(few)), ("plain Npgsql, read and deserialised", "", plain) })
            rows.Add([name, taken.PerSecond.Text(), (taken.PerSecond / plain.PerSecond).Text("0.00"), bar, $"{taken.Ours.Text("0.0")} µs", $"{taken.Server.Text("0.0")} µs"]);
        Table.Print(rows);
        return 0;
    }

    private static void Change(IEvent stored, IDocumentOperations rows, string table)
    {
        var happened = (BenchHappened)stored.Data;
        if (stored.Version == 1)
            rows.QueueSqlCommand($"insert into {table} (complaint_id, reference, category, received_on) values ($1, $2, $3, $4)", happened.ComplaintId, happened.Reference, happened.Category, happened.On);
        else
            rows.QueueSqlCommand($"update {table} set category = $2, events = events + 1 where complaint_id = $1", happened.ComplaintId, happened.Category);
    }

    private static async Task<long> ReadAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select id, stream_id, version, transaction_id, seq_id, timestamp, type, data, correlation_id, causation_id, user_name, headers from mt_events
            where (transaction_id, seq_id) > ($1, $2) order by transaction_id, seq_id limit $3
            """, connection)
        { Parameters = { new() { Value = 0L }, new() { Value = 0L }, new() { Value = Page } } };
        await command.PrepareAsync();
        for (var (read, got) = (0L, Page); ; read += got)
        {
            if (got < Page) return read;
            got = 0;
            await using var reader = await command.ExecuteReaderAsync();
            for (; await reader.ReadAsync(); got++)
            {
                _ = (reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(5), reader.GetString(6), reader.IsDBNull(8), reader.IsDBNull(9), reader.IsDBNull(10), reader.IsDBNull(11));
                (command.Parameters[0].Value, command.Parameters[1].Value) = (reader.GetInt64(3), reader.GetInt64(4));
                if (JsonSerializer.Deserialize<BenchHappened>(reader.GetString(7), JsonSerializerOptions.Web) is null) throw new InvalidOperationException("There was nothing to read.");
            }
        }
    }

    private static async Task FillAsync(Database database, int events)
    {
        await database.ExecuteAsync($"insert into mt_streams (id, type, version) select gen_random_uuid(), 'bench_state', {Versions} from generate_series(1, {events / Versions})");
        for (var version = 1; version <= Versions; version++)
            await database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $$"""
                insert into mt_events (seq_id, id, stream_id, version, type, data)
                select nextval('mt_events_sequence'), gen_random_uuid(), id, {{version}}, 'bench_happened', jsonb_set('{{JsonSerializer.Serialize(BenchHappened.Of(Guid.Empty), JsonSerializerOptions.Web)}}', '{complaintId}', to_jsonb(id::text))
                from mt_streams
                """));
        await database.ExecuteAsync("select es_seal(2000000000)"); // or the store would do it meanwhile
        foreach (var table in new[] { "mt_events", "mt_streams" }) await database.ExecuteAsync($"vacuum analyze {table}");
        await database.ExecuteAsync("checkpoint");
    }

    private static async Task<Measured> MeasureAsync(Database database, int events, Func<Task<long>> run)
    {
        var (from, ours, server) = (TimeProvider.System.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime, database.ProcessorTime());
        if (await run() != events) throw new InvalidOperationException("Not every event was read.");
        var perEvent = 1e6 / events;
        return new(events / TimeProvider.System.GetElapsedTime(from).TotalSeconds,
            (Process.GetCurrentProcess().TotalProcessorTime - ours).TotalSeconds * perEvent, (database.ProcessorTime() - server).TotalSeconds * perEvent);
    }

    private static Measured Median(List<Measured> taken) => taken.OrderBy(one => one.PerSecond).ElementAt(taken.Count / 2);

    private sealed record Measured(double PerSecond, double Ours, double Server);
}
