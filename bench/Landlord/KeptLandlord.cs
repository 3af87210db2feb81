using System.Globalization;
using System.Security.Cryptography;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.Testing;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>
/// A made landlord in a data directory, as <c>./run</c> has one: made once, by what the services append themselves
/// (their stores with chain, encryption and inline read models), several at once and without a broker. The bookmarks of
/// the log's readers are at its end, so nothing of it is said to anybody.
/// </summary>
internal sealed class KeptLandlord(MadeLandlord landlord, string directory) : IAsyncDisposable
{
    private const int Batch = 100, Writers = 3;
    private const string Statistics = "shared_preload_libraries = 'pg_stat_statements', 'auto_explain'";

    private readonly long from = TimeProvider.System.GetTimestamp();
    private ChildProcess? server;

    public MadeLandlord Landlord { get; } = landlord;

    /// <summary>What <c>DATA_DIRECTORY</c> is.</summary>
    public string Directory { get; } = directory;

    /// <summary>Makes it, or goes on making it; false when the time is up before it is whole.</summary>
    public static async Task<KeptLandlord?> MakeAsync(Size size, TimeSpan atMost)
    {
        var directory = Path.Combine(
            Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"complaints-landlord-{size.People}"));
        System.IO.Directory.CreateDirectory(directory);
        var (day, whole) = (Path.Combine(directory, "made-on"), Path.Combine(directory, "whole"));
        if (!File.Exists(day))
            await File.WriteAllTextAsync(day, London.DayOf(TimeProvider.System.GetUtcNow()).ToString("O"));
        var landlord = new MadeLandlord(size, DateOnly.ParseExact(
            await File.ReadAllTextAsync(day), "O", CultureInfo.InvariantCulture));
        await using var kept = new KeptLandlord(landlord, directory);
        if (File.Exists(whole)) return kept;
        if (!await kept.FillAsync(atMost)) return null;
        await File.WriteAllTextAsync(whole, "");
        return kept;
    }

    public void Delete()
    {
        // PostgreSQL's may be a link: see apphost/local/postgres.sh.
        foreach (var link in new DirectoryInfo(Directory).GetDirectories())
            if (link.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } real)
                System.IO.Directory.Delete(real.FullName, recursive: true);
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.StopAsync(TimeSpan.FromMinutes(2));
        server = null;
    }

    private async Task<bool> FillAsync(TimeSpan atMost)
    {
        var address = await StartServerAsync();
        var masterKey = Secret("master-key",
            static () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        foreach (var part in LandlordParts.All(Landlord))
        {
            var connectionString = await LocalPostgres.CreateDatabaseAsync(address, part.Database);
            await using var keys = new PersonalDataKeys(NpgsqlDataSource.Create(connectionString), masterKey);
            await using var store = LandlordParts.Store(part.Database, connectionString, keys);
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(JasperFx.AutoCreate.CreateOrUpdate);
            await Database.ExecuteAsync(connectionString,
                "create table if not exists landlord_batches (part text, batch int, primary key (part, batch))");
            var done = await DoneAsync(connectionString, part.Name);
            var (total, began) = ((part.Count + Batch - 1) / Batch, TimeProvider.System.GetTimestamp());
            var made = 0;
            await Parallel.ForEachAsync(
                Enumerable.Range(0, total).Where(batch => !done.Contains(batch)),
                new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (batch, ct) =>
                {
                    if (TimeProvider.System.GetElapsedTime(from) > atMost) return;
                    await using var session = store.LightweightSession();
                    session.CorrelationId = session.CausationId = $"landlord/{part.Name}/{batch}";
                    session.LastModifiedBy = LandlordParts.StaffId(batch % 40).ToString();
                    session.SetHeader("actor", LandlordParts.StaffName(batch % 40));
                    for (var n = batch * Batch; n < Math.Min(part.Count, (batch + 1) * Batch); n++)
                        part.Add(session, n);
                    session.QueueSqlCommand("insert into landlord_batches values (?, ?)", part.Name, batch);
                    await session.SaveChangesAsync(ct);
                    Interlocked.Increment(ref made);
                });
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{part.Name}: {done.Count + made} of {total} batches, {made * Batch / seconds:0}/s"));
            if (TimeProvider.System.GetElapsedTime(from) > atMost && done.Count + made < total) return false;
        }

        foreach (var (database, readers) in LandlordParts.Readers)
            await Database.ExecuteAsync(
                new NpgsqlConnectionStringBuilder(address) { Database = database }.ConnectionString,
                $"""
                insert into mt_event_progression (name, last_seq_id)
                select reader, (select max(seq_id) from mt_events)
                from unnest(array['{string.Join("', '", readers)}']) reader
                on conflict (name) do update set last_seq_id = excluded.last_seq_id;
                """);
        foreach (var (database, _) in LandlordParts.Readers)
            await Database.ExecuteAsync(
                new NpgsqlConnectionStringBuilder(address) { Database = database }.ConnectionString, "vacuum analyze");
        await Database.ExecuteAsync(address, $"alter system set {Statistics}");
        await Database.ExecuteAsync(address, "create extension if not exists pg_stat_statements");
        return true;
    }

    private async Task<string> StartServerAsync()
    {
        var (port, password) = (Ports.Free(20_000, 21_000),
            Secret("postgres-password", static () => RandomNumberGenerator.GetHexString(32, lowercase: true)));
        var address = new NpgsqlConnectionStringBuilder
        { Host = "127.0.0.1", Port = port, Username = "postgres", Password = password }.ConnectionString;
        server = await ChildProcess.StartAsync(
            new ProcessCommand(Path.GetFullPath("apphost/local/postgres.sh"),
            [
                Path.Combine(Directory, "postgres"), "--synchronous_commit=off", "--max_wal_size=8GB",
                "--shared_buffers=1GB",
            ])
            {
                Environment = new Dictionary<string, string>
                { ["TCP_PORT"] = $"{port}", ["POSTGRES_PASSWORD"] = password },
            }, static _ => { });
        await Eventually.IsSoAsync(
            () => LocalPostgres.AnswersAsync(address), "The server does not answer.", TimeSpan.FromMinutes(2));
        return address;
    }

    private static async Task<HashSet<int>> DoneAsync(string connectionString, string part)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select batch from landlord_batches where part = $1", connection)
        { Parameters = { new() { Value = part } } };
        await using var reader = await command.ExecuteReaderAsync();
        var done = new HashSet<int>();
        while (await reader.ReadAsync()) done.Add(reader.GetInt32(0));
        return done;
    }

    // As the AppHost makes it, and finds it there.
    private string Secret(string name, Func<string> make)
    {
        var path = Path.Combine(Directory, name);
        if (!File.Exists(path))
        {
            File.WriteAllText(path, make());
        }
        return File.ReadAllText(path).Trim();
    }
}
