using System.Diagnostics;
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
    private const int Page = 500, Rounds = 3;
    private static readonly (string Table, string Storage)[] Tables = [("every", ""), ("roomy", "with (fillfactor = 50)"), ("few", "")];

    public static async Task<int> RunAsync(int events)
    {
        await using var database = await Database.StartAsync(store =>
        {
            foreach (var (table, storage) in Tables)
                store.SchemaScripts.Add($"create table if not exists read.{table} (complaint_id uuid primary key, reference text not null, category text not null, received_on date not null, events int not null default 1) {storage}");
            store.Projections.Add("every event", (stored, rows) => EveryEvent(stored, rows, "every"), ProjectionLifecycle.Inline, "every");
            store.Projections.Add("every event, roomy", (stored, rows) => EveryEvent(stored, rows, "roomy"), ProjectionLifecycle.Inline, "roomy");
            store.Projections.Add("one event in ten", OneInTen, ProjectionLifecycle.Inline, "few");
        });
        await database.FillAsync(events);
        List<string[]> rows = [[$"Rebuild from {((double)events).Text()} events, median of {Rounds}", "events/s", "ratio", "bar", "CPU per event: this process", "server"]];
        var (reading, every, roomy, few) = (new List<Measured>(), new List<Measured>(), new List<Measured>(), new List<Measured>());
        for (var i = 0; i < Rounds; i++)
        {
            reading.Add(await MeasureAsync(database, events, () => ReadAsync(database.ConnectionString)));
            every.Add(await MeasureAsync(database, events, async () => (await database.Log.RebuildAsync("every event"))!.Events));
            roomy.Add(await MeasureAsync(database, events, async () => (await database.Log.RebuildAsync("every event, roomy"))!.Events));
            few.Add(await MeasureAsync(database, events, async () => (await database.Log.RebuildAsync("one event in ten"))!.Events));
        }
        var plain = Median(reading);
        foreach (var (name, bar, taken) in new[] { ("every event changes a row", "≥ 0.5", Median(every)), ("the same, pages filled by half", "", Median(roomy)), ("one event in ten does", "", Median(few)), ("plain Npgsql, read and deserialised", "", plain) })
            rows.Add([name, taken.PerSecond.Text(), (taken.PerSecond / plain.PerSecond).Text("0.00"), bar, $"{taken.Ours.Text("0.0")} µs", $"{taken.Server.Text("0.0")} µs"]);
        Table.Print(rows);
        return 0;
    }

    private static void EveryEvent(IEvent stored, IDocumentOperations rows, string table)
    {
        var happened = (BenchHappened)stored.Data;
        if (stored.Version == 1)
            rows.QueueSqlCommand($"insert into {table} (complaint_id, reference, category, received_on) values ($1, $2, $3, $4)", happened.ComplaintId, happened.Reference, happened.Category, happened.On);
        else
            rows.QueueSqlCommand($"update {table} set category = $2, events = events + 1 where complaint_id = $1", happened.ComplaintId, happened.Category);
    }

    private static void OneInTen(IEvent stored, IDocumentOperations rows)
    {
        if (stored is { Version: 1, Data: BenchHappened happened })
            rows.QueueSqlCommand("insert into few (complaint_id, reference, category, received_on) values ($1, $2, $3, $4)", happened.ComplaintId, happened.Reference, happened.Category, happened.On);
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
                Look(reader);
                (command.Parameters[0].Value, command.Parameters[1].Value) = (reader.GetInt64(3), reader.GetInt64(4));
                if (JsonSerializer.Deserialize<BenchHappened>(reader.GetString(7), JsonSerializerOptions.Web) is null) throw new InvalidOperationException("There was nothing to read.");
            }
        }
    }

    private static void Look(NpgsqlDataReader row) => _ = (
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(5), row.GetString(6), row.IsDBNull(8), row.IsDBNull(9), row.IsDBNull(10), row.IsDBNull(11));

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
