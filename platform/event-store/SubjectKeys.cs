using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// The data subjects' keys: made on first use, kept wrapped by the master key, remembered for at most a minute so that an erasure in another
/// replica takes hold there too (a notification makes that immediate).
/// </summary>
internal sealed class SubjectKeys(NpgsqlDataSource database, StoreOptions options)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);
    private const int MostRemembered = 20_000;
    private static readonly IReadOnlyDictionary<Guid, SubjectKey> None = new Dictionary<Guid, SubjectKey>();
    private readonly ConcurrentDictionary<Guid, (SubjectKey Key, long Since)> remembered = new();

    public SubjectKey? Find(Guid subject) =>
        remembered.TryGetValue(subject, out var entry) && TimeProvider.System.GetElapsedTime(entry.Since) < Remembered ? entry.Key : null;

    public void Remember(Guid subject, SubjectKey key)
    {
        if (remembered.Count >= MostRemembered) remembered.Clear();
        remembered[subject] = (key, TimeProvider.System.GetTimestamp());
    }

    public void Forget(Guid subject) => remembered.TryRemove(subject, out _);

    /// <summary>
    /// The keys of these subjects, for the caller to keep while it needs them: what is remembered here may be forgotten the moment after. A subject without one is erased. Asks
    /// <paramref name="over"/> a connection of the caller's, where waiting for one of the pool's could be for ever.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, SubjectKey>> LoadAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken, NpgsqlConnection? over = null)
    {
        if (subjects.Count == 0) return None;
        var loaded = new Dictionary<Guid, SubjectKey>(subjects.Count);
        foreach (var subject in subjects)
            if (Find(subject) is { } key) loaded[subject] = key;
        var missing = subjects.Where(subject => !loaded.ContainsKey(subject)).ToArray();
        if (missing.Length == 0) return loaded;
        const string Sql = "select subject, wrapped from es_subject_keys where subject = any($1)";
        await using var command = over is null ? database.CreateCommand(Sql) : new NpgsqlCommand(Sql, over);
        command.Parameters.Add(new() { Value = missing });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var subject = reader.GetGuid(0);
            loaded[subject] = await reader.IsDBNullAsync(1, cancellationToken) ? SubjectKey.Erased : Unwrap(subject, await reader.GetFieldValueAsync<byte[]>(1, cancellationToken));
        }
        foreach (var subject in missing)
        {
            loaded.TryAdd(subject, SubjectKey.Erased);
            Remember(subject, loaded[subject]);
        }
        return loaded;
    }

    /// <summary>The keys of these subjects, made where there is none. Two writers at once end with the same one.</summary>
    public async Task LoadOrMakeAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken)
    {
        await using (var command = database.CreateCommand(
            "insert into es_subject_keys (subject, wrapped) select * from unnest($1::uuid[], $2::bytea[]) on conflict do nothing"))
        {
            command.Parameters.Add(new() { Value = subjects.ToArray() });
            command.Parameters.Add(new() { Value = subjects.Select(subject => Wrap(subject, SubjectKey.New())).ToArray() });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        foreach (var subject in subjects) Forget(subject);
        await LoadAsync(subjects, cancellationToken);
    }

    public byte[] Wrap(Guid subject, SubjectKey key)
    {
        var wrapped = new byte[12 + 16 + 32];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
        using var aes = new AesGcm(MasterKey, 16);
        aes.Encrypt(wrapped.AsSpan(0, 12), key.Bytes, wrapped.AsSpan(28), wrapped.AsSpan(12, 16), subject.ToByteArray());
        return wrapped;
    }

    private SubjectKey Unwrap(Guid subject, byte[] wrapped)
    {
        var key = new byte[32];
        using var aes = new AesGcm(MasterKey, 16);
        aes.Decrypt(wrapped.AsSpan(0, 12), wrapped.AsSpan(28), wrapped.AsSpan(12, 16), key, subject.ToByteArray());
        return new SubjectKey(key);
    }

    private byte[] MasterKey => options.MasterKey is { Length: 32 } key
        ? key
        : throw new InvalidOperationException("StoreOptions.MasterKey must be 32 bytes: an event has personal data.");
}

/// <summary>A subject's key; <see cref="Erased"/> stands for one that was destroyed.</summary>
internal sealed class SubjectKey(byte[] bytes)
{
    public const string Prefix = "enc:1:";

    public static readonly SubjectKey Erased = new([]);

    public static SubjectKey New() => new(RandomNumberGenerator.GetBytes(32));

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary><c>enc:1:{subject}:{base64 of nonce, tag, ciphertext}</c>.</summary>
    public string Encrypt(Guid subject, string text)
    {
        if (bytes.Length == 0) return PersonalDataAttribute.Erased;
        var plain = System.Text.Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(sealedText.AsSpan(0, 12));
        using var aes = new AesGcm(bytes, 16);
        aes.Encrypt(sealedText.AsSpan(0, 12), plain, sealedText.AsSpan(28), sealedText.AsSpan(12, 16), subject.ToByteArray());
        return $"{Prefix}{subject:N}:{Convert.ToBase64String(sealedText)}";
    }

    public string Decrypt(Guid subject, ReadOnlySpan<char> base64)
    {
        if (bytes.Length == 0) return PersonalDataAttribute.Erased;
        var sealedText = Convert.FromBase64String(base64.ToString());
        var plain = new byte[sealedText.Length - 28];
        using var aes = new AesGcm(bytes, 16);
        aes.Decrypt(sealedText.AsSpan(0, 12), sealedText.AsSpan(28), sealedText.AsSpan(12, 16), plain, subject.ToByteArray());
        return System.Text.Encoding.UTF8.GetString(plain);
    }
}
