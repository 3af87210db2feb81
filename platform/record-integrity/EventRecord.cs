using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace ComplaintsPlatform.RecordIntegrity;

/// <summary>
/// The record of one service's events: verification, signed checkpoints, raw streams for an auditor. Thread-safe.
/// </summary>
/// <param name="database">The service's database, with the rights of <c>complaints_app</c> or more.</param>
/// <param name="time">Dates checkpoints.</param>
/// <param name="checkpointKey">
/// The private key of an ECDSA P-256 pair that signs checkpoints, in PEM or as base64 of PKCS#8; null when none are
/// signed.
/// </param>
/// <exception cref="InvalidOperationException"><paramref name="checkpointKey"/> cannot sign.</exception>
public sealed class EventRecord(NpgsqlDataSource database, TimeProvider time, string? checkpointKey = null)
{
    private const int HoursOfEvents = 4 * 60 * 60;

    private readonly string? checkpointKey = Checked(checkpointKey);

    /// <summary>
    /// The stream as stored, one JSON text per event, in version order: <c>{"event":…,"hash":"…"}</c>. The value of
    /// <c>event</c> is, byte for byte, what was hashed; <c>hash</c> is SHA-256 over the previous event's 32 hash bytes
    /// (none before the first) followed by those bytes. Personal data stays encrypted.
    /// </summary>
    public async IAsyncEnumerable<string> ReadRawStreamAsync(
        Guid streamId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            """
            select '{"event":' || record.content(e, c.transaction_id) || ',"hash":"' || encode(c.hash, 'hex') || '"}'
            from public.mt_events e join record.event_chain c on c.stream_id = e.stream_id and c.version = e.version
            where e.stream_id = $1 order by e.version
            """);
        command.Parameters.Add(new() { Value = streamId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return reader.GetString(0);
    }

    /// <summary>Recomputes one stream's chain in the database and compares it with what is stored.</summary>
    public async Task<VerificationReport> VerifyStreamAsync(
        Guid streamId, CancellationToken cancellationToken = default) =>
        await ReportAsync(
            """
            select (select count(*) from public.mt_events where stream_id = $1),
                   (select encode(hash, 'hex') from record.event_chain where stream_id = $1
                    order by version desc limit 1)
            """,
            "select stream_id, version, problem from record.verify_stream($1)", [streamId], cancellationToken);

    /// <summary>
    /// Verifies every stream and the log's head: deleted, inserted, altered, swapped and reordered events are found and
    /// named. Reads every event twice, which takes minutes for millions; memory stays bounded and nobody is held up.
    /// </summary>
    public async Task<VerificationReport> VerifyAllAsync(CancellationToken cancellationToken = default) =>
        await ReportAsync(
            """
            select (select count(*) from public.mt_events),
                   (select encode(head, 'hex') from record.seals order by seal desc limit 1)
            """,
            "select stream_id, version, problem from record.verify_all()", [], cancellationToken);

    /// <summary>
    /// A signed statement of the log's last seal, to be kept outside the database and checked later: a compact JWS
    /// (ES256) over JSON with <c>log</c> (the database's name), <c>seal</c>, <c>position</c>, <c>events</c> (how many
    /// there are up to it), <c>head</c> (hex), <c>time</c> and <c>erased</c> (how many data subjects were erased by
    /// then). The log is sealed within seconds of a write. Null while nothing is sealed.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no key.</exception>
    public async Task<string?> CheckpointAsync(CancellationToken cancellationToken = default) =>
        await LastSealAsync(cancellationToken) is { } checkpoint ? checkpoint.Sign(Key()) : null;

    /// <summary>
    /// Whether the log still has the head of a checkpoint at its place, and no erased data subject has come back. Finds
    /// what verification alone cannot: a log that was rewritten or cut off together with its hashes, seals and rows.
    /// It trusts the seals, so <see cref="VerifyAllAsync"/> belongs before it.
    /// </summary>
    /// <param name="line">From <see cref="CheckpointAsync"/> or from <see cref="CheckpointWriter"/>'s file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when all is well; else what is wrong, the signature included.</returns>
    /// <exception cref="InvalidOperationException">There is no key.</exception>
    public async Task<VerificationFinding?> VerifyCheckpointAsync(
        string line, CancellationToken cancellationToken = default)
    {
        if (Checkpoint.Read(line, Key()) is not { } checkpoint)
            return new VerificationFinding(null, null, "the checkpoint is not signed by this key");
        var position = checkpoint.Position.Split('-');
        await using var command = database.CreateCommand(
            """
            select coalesce(encode(h.head, 'hex') = $3 and h.events = $4
              and exists (select from record.event_chain where (transaction_id, seq_id) = ($1, $2)), false)
            from record.head_at($1, $2) h
            """);
        command.CommandTimeout = HoursOfEvents;
        command.Parameters.Add(new() { Value = long.Parse(position[0], CultureInfo.InvariantCulture) });
        command.Parameters.Add(new() { Value = long.Parse(position[1], CultureInfo.InvariantCulture) });
        command.Parameters.Add(new() { Value = checkpoint.Head });
        command.Parameters.Add(new() { Value = checkpoint.Events });
        var problem = await command.ExecuteScalarAsync(cancellationToken) is not true
            ? $"the log no longer has the head of seal {checkpoint.Seal} at position {checkpoint.Position}"
            : await ErasedAsync(cancellationToken) < checkpoint.Erased
                ? $"{checkpoint.Erased} people were erased by seal {checkpoint.Seal}, fewer are now"
                : null;
        return problem is null ? null : new VerificationFinding(null, null, problem);
    }

    /// <summary>Seals what is settled. How many events were.</summary>
    internal async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select record.seal(20000)");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Does nothing in a database that has no record yet.</summary>
    internal async Task ContinueAfterRestoreAsync(CancellationToken cancellationToken)
    {
        await using var look = database.CreateCommand("select to_regproc('record.continue_after_restore') is not null");
        if (await look.ExecuteScalarAsync(cancellationToken) is not true) return;
        await using var command = database.CreateCommand("select record.continue_after_restore()");
        await command.ExecuteScalarAsync(cancellationToken);
    }

    internal async Task<Checkpoint?> LastSealAsync(CancellationToken cancellationToken)
    {
        var erased = await ErasedAsync(cancellationToken);
        await using var command = database.CreateCommand(
            """
            select current_database(), seal, transaction_id || '-' || seq_id, events, encode(head, 'hex')
            from record.seals order by seal desc limit 1
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Checkpoint(
                reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4),
                time.GetUtcNow(), erased)
            : null;
    }

    internal string Key() =>
        checkpointKey ?? throw new InvalidOperationException("RecordIntegrity:CheckpointKey is not set.");

    private static string? Checked(string? key)
    {
        if (key is not null) Checkpoint.ReadKey(key).Dispose();
        return key;
    }

    /// <summary>A service without personal data has no such table.</summary>
    private async Task<long> ErasedAsync(CancellationToken cancellationToken)
    {
        await using var look = database.CreateCommand("select to_regclass('personal_data.subject_keys') is not null");
        if (await look.ExecuteScalarAsync(cancellationToken) is not true) return 0;
        await using var command =
            database.CreateCommand("select count(*) from personal_data.subject_keys where erased_at is not null");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Both questions see one snapshot, so an append in between cannot look like damage.</summary>
    private async Task<VerificationReport> ReportAsync(
        string summary, string findings, Guid[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction =
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = HoursOfEvents };
        foreach (var sql in (string[])[summary, findings])
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
            batch.BatchCommands.Add(command);
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var events = reader.GetInt64(0);
        var head = reader.IsDBNull(1) ? null : reader.GetString(1);
        await reader.NextResultAsync(cancellationToken);
        var found = new List<VerificationFinding>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new VerificationFinding(
                reader.IsDBNull(0) ? null : reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetInt64(1),
                reader.GetString(2)));
        return new VerificationReport(found.Count == 0, events, head, found);
    }
}
