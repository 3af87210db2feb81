using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>The whole record verified in three ways, beside reading the same rows and hashing each by plain Npgsql.</summary>
internal static class VerifyBench
{
    public static async Task<int> RunAsync(int events)
    {
        await using var database = await Database.StartAsync();
        await database.FillAsync(events);
        var reference = await TimeAsync(database, () => ReadAndHashAsync(database.ConnectionString));
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var uri = $"postgresql://{address.Username}:{Uri.EscapeDataString(address.Password ?? "")}@{address.Host}:{address.Port}/{address.Database}";
        List<string[]> rows = [[$"{((double)events).Text()} events in {((double)events / Database.EventsOfAStream).Text()} streams", "time", "events/s", "ratio", "server CPU per event"]];
        foreach (var (name, run) in new (string, Func<Task>)[]
        {
            ("plain Npgsql: every row read and hashed", () => Task.CompletedTask),
            ("es_verify_all()", () => database.ExecuteAsync("do $$ begin if exists (select from es_verify_all()) then raise exception 'not intact'; end if; end $$")),
            ("tools/verify/verify.sql", () => RunAsync("psql", "-X", "-f", "tools/verify/verify.sql", uri)),
            ("tools/verify/verify.mjs", () => RunAsync("node", "tools/verify/verify.mjs", uri)),
        })
        {
            var taken = rows.Count == 1 ? reference : await TimeAsync(database, run);
            rows.Add([name, $"{taken.Seconds.Text("0.0")} s", (events / taken.Seconds).Text(), (reference.Seconds / taken.Seconds).Text("0.00"), $"{(taken.Server / events).TotalMicroseconds.Text("0.0")} µs"]);
        }
        Table.Print(rows);
        return 0;
    }

    private static async Task<(double Seconds, TimeSpan Server)> TimeAsync(Database database, Func<Task> run)
    {
        var (from, before) = (TimeProvider.System.GetTimestamp(), database.ProcessorTime());
        await run();
        return (TimeProvider.System.GetElapsedTime(from).TotalSeconds, database.ProcessorTime() - before);
    }

    private static async Task ReadAndHashAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select data::text from mt_events", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) SHA256.HashData(Encoding.UTF8.GetBytes(reader.GetString(0)));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || output.Length > 0) throw new InvalidOperationException($"{program} found something or failed: {output}");
    }
}
