using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// The log's head, signed and written outside the database. Whoever owns the database can rewrite events, chains and head so that they agree;
/// what was signed before and lies elsewhere he cannot.
/// </summary>
internal sealed class Checkpoints(DocumentStore store, ILogger<Checkpoints> log)
{
    private const string Header = """{"alg":"ES256"}""";
    private long? written;

    private sealed record Checkpoint(string Log, long Seal, string Position, long Events, string Head, DateTimeOffset Time, long Erased);

    /// <summary>Null while all is well; else why the last line could not be written.</summary>
    public string? Trouble { get; private set; }

    public bool AreWritten => store.Options.CheckpointFile is not null;

    /// <exception cref="InvalidOperationException">The settings cannot work; the message names the one to mend.</exception>
    public void CheckSettings()
    {
        if (store.Options.CheckpointKey is not null) Key().Dispose();
        else if (AreWritten) throw new InvalidOperationException("StoreOptions.CheckpointFile needs a CheckpointKey.");
    }

    /// <summary>The last seal, signed; null when nothing is sealed yet.</summary>
    public async Task<string?> SignAsync(CancellationToken cancellationToken) =>
        await LastSealAsync(cancellationToken) is { } checkpoint ? Sign(checkpoint) : null;

    /// <summary>Appends a line when the head has moved. A disk that fails is reported and tried again; the service goes on.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var path = Path.GetFullPath(store.Options.CheckpointFile!);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            written ??= File.Exists(path) && File.ReadLines(path).LastOrDefault() is { } line ? Read(line)?.Seal ?? 0 : 0;
            if (await LastSealAsync(cancellationToken) is { } checkpoint && checkpoint.Seal != written)
            {
                // Replicas append to one file; a line is one write.
                await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                await file.WriteAsync(Encoding.ASCII.GetBytes(Sign(checkpoint) + "\n"), cancellationToken);
                file.Flush(flushToDisk: true);
                written = checkpoint.Seal;
            }
            Trouble = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NpgsqlException)
        {
            Trouble = $"no checkpoint could be written: {e.Message}";
            log.LogError("No checkpoint could be written and one will be tried again: {Reason}", e.Message);
        }
    }

    /// <summary>Null when the log still has that head at that place.</summary>
    public async Task<VerificationFinding?> VerifyAsync(string line, CancellationToken cancellationToken)
    {
        if (Read(line) is not { } checkpoint) return new VerificationFinding(null, null, "the checkpoint is not signed by this key");
        var position = LogPosition.Parse(checkpoint.Position);
        await using var command = store.Database.CreateCommand(
            """
            select coalesce(encode(h.head, 'hex') = $3 and h.events = $4 and exists (select from mt_events where (transaction_id, seq_id) = ($1, $2)), false),
                   (select count(*) from es_subject_keys where wrapped is null)
            from es_log_head_at($1, $2) h
            """);
        foreach (var value in (object[])[position.TransactionId, position.Sequence, checkpoint.Head, checkpoint.Events]) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var problem = !reader.GetBoolean(0) ? $"the log no longer has the head of seal {checkpoint.Seal} at position {checkpoint.Position}"
            : reader.GetInt64(1) < checkpoint.Erased ? $"{checkpoint.Erased} people were erased by seal {checkpoint.Seal}, fewer are now"
            : null;
        return problem is null ? null : new VerificationFinding(null, null, problem);
    }

    private async Task<Checkpoint?> LastSealAsync(CancellationToken cancellationToken)
    {
        await using var command = store.Database.CreateCommand(
            """
            select current_database(), seal, transaction_id, seq_id, events, encode(head, 'hex'), (select count(*) from es_subject_keys where wrapped is null)
            from es_log_head order by seal desc limit 1
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Checkpoint(
                reader.GetString(0), reader.GetInt64(1), new LogPosition(reader.GetInt64(2), reader.GetInt64(3)).ToString(), reader.GetInt64(4), reader.GetString(5),
                TimeProvider.System.GetUtcNow(), reader.GetInt64(6))
            : null;
    }

    private string Sign(Checkpoint checkpoint)
    {
        using var key = Key();
        var text = $"{Encode(Encoding.UTF8.GetBytes(Header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(checkpoint, JsonSerializerOptions.Web))}";
        return $"{text}.{Encode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}";
    }

    private Checkpoint? Read(string line)
    {
        using var key = Key();
        try
        {
            return line.Trim().Split('.') is [var header, var payload, var signature]
                && key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                ? JsonSerializer.Deserialize<Checkpoint>(Base64Url.DecodeFromChars(payload), JsonSerializerOptions.Web)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private ECDsa Key()
    {
        var text = store.Options.CheckpointKey ?? throw new InvalidOperationException("StoreOptions.CheckpointKey is not set.");
        var key = ECDsa.Create();
        try
        {
            if (text.StartsWith("-----", StringComparison.Ordinal)) key.ImportFromPem(text);
            else key.ImportPkcs8PrivateKey(Convert.FromBase64String(text), out _);
            if (key.KeySize == 256 && key.ExportParameters(true).D is not null) return key;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or CryptographicException)
        {
        }
        key.Dispose();
        throw new InvalidOperationException("StoreOptions.CheckpointKey has to be the private key of an ECDSA P-256 pair, in PEM or as base64 of PKCS#8.");
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
