using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace ComplaintsPlatform.PersonalData;

/// <summary>
/// The subjects' keys: made on first use, wrapped by the master key in table <c>personal_data.subject_keys</c>,
/// remembered for at most a minute. An erasure takes hold in other replicas at once, by a notification, and within
/// that minute should the notification be lost.
/// </summary>
/// <remarks>
/// Keys are made and read over connections of their own, so that nobody who holds a connection waits for a second one
/// of the same pool, and because a key that is made for a transaction that is rolled back does no harm.
/// </remarks>
public sealed class PersonalDataKeys : IDisposable, IAsyncDisposable
{
    internal const string Channel = "personal_data_erased";
    private const int MostRemembered = 20_000, ReadAhead = 64;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private static readonly Meter Meter = new("ComplaintsPlatform.PersonalData");
    private static readonly Counter<long> Lookups = Meter.CreateCounter<long>(
        "personal_data.blocking_lookups",
        description: "Keys that were not there when a value was read or written, and were waited for.");

    private readonly ConcurrentDictionary<Guid, (SubjectKey Key, long Since)> remembered = new();
    private readonly NpgsqlDataSource database;
    private readonly byte[] masterKey;
    private readonly byte[] findingKey;
    private readonly Lock turn = new();
    private readonly HashSet<Guid> wanted = [];
    private Task round = Task.CompletedTask;
    private Task? nextRound;

    /// <summary>Keys in this database, of a small pool of their own.</summary>
    /// <param name="database">Disposed with the keys: not the store's own data source.</param>
    /// <param name="masterKey">Base64 of 32 bytes.</param>
    public PersonalDataKeys(NpgsqlDataSource database, string? masterKey)
    {
        var bytes = new byte[33];
        if (masterKey is null || !Convert.TryFromBase64String(masterKey, bytes, out var length) || length != 32)
            throw new InvalidOperationException("PersonalData:MasterKey has to be base64 of 32 bytes.");
        this.database = database;
        this.masterKey = bytes[..32];
        findingKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, this.masterKey, 32, info: "finding"u8.ToArray());
    }

    /// <summary>
    /// Destroys the subject's key: everything stored about it is unreadable from now on, here and in every replica, and
    /// what is written about it later is stored as <see cref="PersonalDataAttribute.Erased"/>. It never gets a key
    /// again.
    /// </summary>
    public async Task EraseAsync(Guid subject, CancellationToken cancellationToken = default)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(
            """
            insert into personal_data.subject_keys (subject, key, erased_at) values ($1, null, now())
            on conflict (subject) do update set key = null, erased_at = now() where subject_keys.key is not null
            """)
        { Parameters = { new() { Value = subject } } });
        batch.BatchCommands.Add(new("select pg_notify($1, $2)")
        { Parameters = { new() { Value = Channel }, new() { Value = subject.ToString() } } });
        await batch.ExecuteNonQueryAsync(cancellationToken);
        Forget(subject);
    }

    /// <summary>
    /// What an encrypted text can be found by: a hash of it under a key of the service, the same for all subjects, so
    /// that equal texts are equal. Without the master key nothing can be tried against it. It is no part of the
    /// erasure: what holds it has to be made again, or deleted, when its subject is erased.
    /// </summary>
    /// <param name="text">As it is compared: trimmed, in one case.</param>
    /// <returns>32 bytes.</returns>
    public byte[] Fingerprint(string text) => HMACSHA256.HashData(findingKey, Encoding.UTF8.GetBytes(text));

    /// <summary>Encrypts a message's body for storing; of an erased subject nothing is left in it.</summary>
    public byte[] Seal(ReadOnlySpan<byte> body, Guid subject) => ForWriting(subject).Seal(body);

    /// <summary>The body that was sealed; null if its subject is erased; a body that is not sealed as it is.</summary>
    public byte[]? Open(ReadOnlySpan<byte> body) =>
        SubjectKey.SubjectOf(body) is { } subject ? ForReading(subject).Open(body) : body.ToArray();

    /// <summary>Whether a body is a sealed one.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> body) => SubjectKey.SubjectOf(body) is not null;

    /// <summary>
    /// Has the keys of these subjects at hand before what is stored about them is read: by one question, where each
    /// would else be asked for by itself while its text is decrypted.
    /// </summary>
    /// <param name="subjects">Any number; those without a key, and those at hand, cost nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task HaveAtHandAsync(IEnumerable<Guid> subjects, CancellationToken cancellationToken = default)
    {
        Guid[] missing = [.. subjects.Distinct().Where(subject => Find(subject) is null)];
        if (missing.Length == 0) return;
        await using var command = database.CreateCommand(
            "select subject, key from personal_data.subject_keys where subject = any($1)");
        command.Parameters.Add(new() { Value = missing });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) Remember(reader);
    }

    /// <summary>Stored JSON, as it is streamed raw or up-casted, with its encrypted texts in clear.</summary>
    public string Reveal(string json)
    {
        var clear = new StringBuilder(json.Length);
        var copied = 0;
        for (var at = Next(json, 0); at >= 0; at = Next(json, copied))
        {
            var end = json.IndexOf('"', at + 1);
            if (end < 0) break;
            clear.Append(json, copied, at - copied).Append(JsonSerializer.Serialize(Decrypt(json[(at + 1)..end])));
            copied = end + 1;
        }
        return clear.Append(json, copied, json.Length - copied).ToString();

        static int Next(string json, int from) =>
            json.IndexOf($"\"{SubjectKey.Prefix}", from, StringComparison.Ordinal);
    }

    /// <summary>Frees the connections.</summary>
    public void Dispose() => database.Dispose();

    /// <summary>Frees the connections.</summary>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    internal string Encrypt(Guid subject, string text) => ForWriting(subject).Encrypt(text);

    internal string Decrypt(string text) =>
        SubjectKey.SubjectOf(text) is { } subject ? ForReading(subject).Decrypt(text) : text;

    /// <summary>
    /// Has these keys at hand, made where there are none. Two writers at once end with the same one. Who comes while a
    /// round trip is under way shares the next one with all others who do.
    /// </summary>
    internal Task PrepareAsync(IEnumerable<Guid> subjects, CancellationToken cancellationToken)
    {
        var missing = subjects.Where(subject => Find(subject) is null).ToArray();
        if (missing.Length == 0) return Task.CompletedTask;
        RefuseEmpty(missing); // before it fails the round of others
        lock (turn)
        {
            wanted.UnionWith(missing);
            return (nextRound ??= MakeAsync(round)).WaitAsync(cancellationToken);
        }
    }

    /// <summary>That the master key is the one that this database's keys are wrapped with.</summary>
    internal async Task CheckMasterKeyAsync(CancellationToken cancellationToken)
    {
        await using var exists = database.CreateCommand("select to_regclass('personal_data.subject_keys') is not null");
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true) return;
        await using var any = database.CreateCommand(
            "select subject, key from personal_data.subject_keys where key is not null limit 1");
        await using var reader = await any.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken)) _ = KeyIn(reader).Key;
    }

    /// <summary>Forgets what others erase, until cancelled or the connection breaks.</summary>
    internal async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, erased) =>
        {
            if (Guid.TryParse(erased.Payload, out var subject)) Forget(subject);
        };
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        remembered.Clear(); // what was erased while nobody listened
        while (true) await connection.WaitAsync(cancellationToken);
    }

    // Once erased is erased for good: that needs no asking again.
    private SubjectKey? Find(Guid subject) =>
        remembered.TryGetValue(subject, out var entry)
            && (entry.Key.IsErased || TimeProvider.System.GetElapsedTime(entry.Since) < Remembered) ? entry.Key : null;

    private SubjectKey ForWriting(Guid subject)
    {
        if (Find(subject) is { } key) return key;
        Lookups.Add(1);
        while (true)
        {
            using var making = Making([subject], durable: "on");
            using var reader = making.ExecuteReader();
            if (reader.Read()) return Remember(reader);
        }
    }

    private SubjectKey ForReading(Guid subject)
    {
        if (Find(subject) is { } known) return known;
        Lookups.Add(1);
        SubjectKey? key = null;
        // Ids sort by time: who reads in the order of the log, as a rebuild does, needs the following ones next.
        using var command = database.CreateCommand(
            "select subject, key from personal_data.subject_keys where subject >= $1 order by subject "
            + $"limit {ReadAhead}");
        command.Parameters.Add(new() { Value = subject });
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var next = Remember(reader);
            if (next.Subject == subject) key = next;
        }
        return key ?? new SubjectKey(subject, null, masterKey);
    }

    private async Task MakeAsync(Task underWay)
    {
        await underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Guid[] subjects;
        lock (turn)
        {
            subjects = [.. wanted];
            wanted.Clear();
            (round, nextRound) = (nextRound!, null);
        }
        for (var found = new HashSet<Guid>(); found.Count < subjects.Length;)
        {
            await using var making = Making([.. subjects.Where(subject => !found.Contains(subject))], durable: "off");
            await using var reader = await making.ExecuteReaderAsync();
            while (await reader.ReadAsync()) found.Add(Remember(reader).Subject);
        }
    }

    /// <summary>
    /// Answers with the keys there are, those included that it makes; not with one that another writer makes just
    /// now: the next attempt does. Sorted, so that two who make the same keys do not wait for each other. With
    /// <paramref name="durable"/> off the commit does not wait for the disk: the write-ahead log is in order, so the
    /// commit of the data that needs the keys takes them along.
    /// </summary>
    private NpgsqlCommand Making(Guid[] subjects, string durable)
    {
        RefuseEmpty(subjects);
        Array.Sort(subjects);
        var command = database.CreateCommand(
            """
            with made as (
                insert into personal_data.subject_keys (subject, key)
                select new.* from set_config('synchronous_commit', $3, true), unnest($1, $2) as new
                on conflict do nothing
                returning subject, key)
            select subject, key from made
            union all
            select subject, key from personal_data.subject_keys where subject = any($1)
            """);
        command.Parameters.Add(new() { Value = subjects });
        command.Parameters.Add(
            new() { Value = Array.ConvertAll(subjects, subject => SubjectKey.Make(subject, masterKey)) });
        command.Parameters.Add(new() { Value = durable });
        return command;
    }

    private static void RefuseEmpty(Guid[] subjects)
    {
        if (subjects.Contains(Guid.Empty))
            throw new InvalidOperationException("The subject of personal data has an empty id.");
    }

    private SubjectKey Remember(NpgsqlDataReader reader)
    {
        if (remembered.Count >= MostRemembered) remembered.Clear();
        var key = KeyIn(reader);
        Keep(key);
        return key;
    }

    private void Forget(Guid subject) => Keep(new SubjectKey(subject, null, masterKey));

    /// <summary>A key that was read before its erasure and comes in after it stays forgotten.</summary>
    private void Keep(SubjectKey key) => remembered.AddOrUpdate(key.Subject,
        static (_, key) => (key, TimeProvider.System.GetTimestamp()),
        static (_, before, key) => before.Key.IsErased ? before : (key, TimeProvider.System.GetTimestamp()), key);

    private SubjectKey KeyIn(NpgsqlDataReader reader) =>
        new(reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1), masterKey);
}
