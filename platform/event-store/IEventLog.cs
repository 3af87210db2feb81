namespace ComplaintsPlatform.EventStore;

/// <summary>The log as a whole: positions, raw streams for an auditor, verification, erasure. Thread-safe.</summary>
public interface IEventLog
{
    /// <summary>The last event that readers may see now: everything before it is settled. <see cref="LogPosition.Start"/> when empty.</summary>
    Task<LogPosition> SettledPositionAsync(CancellationToken cancellationToken = default);

    /// <summary>How far each subscription and asynchronous projection has come, by name.</summary>
    Task<IReadOnlyDictionary<string, LogPosition>> ProgressAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits until a subscription or projection has handled <paramref name="position"/>. False when time ran out first.</summary>
    Task<bool> WaitForAsync(string name, LogPosition position, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>Settled events after a position, in log order.</summary>
    Task<IReadOnlyList<IEvent>> ReadAsync(LogPosition after, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// The stream as stored, one JSON text per event, in version order: <c>{"event":…,"hash":"…"}</c>. The value of <c>event</c>
    /// is, byte for byte, what was hashed; <c>hash</c> is SHA-256 over the previous event's 32 hash bytes (none before
    /// the first) followed by those bytes. Personal data stays encrypted.
    /// </summary>
    IAsyncEnumerable<string> ReadRawStreamAsync(Guid streamId, CancellationToken cancellationToken = default);

    /// <summary>Recomputes one stream's chain in the database and compares it with what is stored.</summary>
    Task<VerificationReport> VerifyStreamAsync(Guid streamId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Verifies every stream and the log's head: deleted, inserted, altered, swapped and reordered events are found and named. Reads every event twice,
    /// which takes minutes for millions; memory stays bounded and no writer or reader is held up.
    /// </summary>
    Task<VerificationReport> VerifyAllAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// A signed statement of the log's last seal, to be kept outside the database and checked later: a compact JWS (ES256) over JSON with <c>log</c> (the database's
    /// name), <c>seal</c>, <c>position</c>, <c>events</c> (how many there are up to it), <c>head</c> (hex), <c>time</c> and <c>erased</c> (how many subjects
    /// were erased by then). The log is sealed within seconds of a write. Null while nothing is sealed.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no <see cref="StoreOptions.CheckpointKey"/>.</exception>
    Task<string?> CheckpointAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether the log still has the head of a checkpoint at its place, and no erased subject has come back. Finds what verification alone cannot: a log that
    /// was rewritten or cut off together with its hashes, seals and rows. It trusts the seals, so <see cref="VerifyAllAsync"/> belongs before it.
    /// </summary>
    /// <param name="checkpoint">A line from <see cref="CheckpointAsync"/> or from <see cref="StoreOptions.CheckpointFile"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when all is well; else what is wrong, the signature included.</returns>
    /// <exception cref="InvalidOperationException">There is no <see cref="StoreOptions.CheckpointKey"/>.</exception>
    Task<VerificationFinding?> VerifyCheckpointAsync(string checkpoint, CancellationToken cancellationToken = default);

    /// <summary>Destroys a subject's key: its personal data is unreadable from now on, in every event, for ever. Chains still verify.</summary>
    Task EraseSubjectAsync(Guid subject, CancellationToken cancellationToken = default);

    /// <summary>The projections that can be rebuilt, since they name their tables.</summary>
    IReadOnlyList<string> Rebuildable { get; }

    /// <summary>
    /// Makes a projection's tables anew from the whole log, by the projection as it runs, beside the live ones; then exchanges them in one transaction.
    /// The live tables serve and are written all along: readers wait for the exchange alone (milliseconds; never more than a page of late events), and
    /// find then what the log says to that moment. Indexes, constraints, defaults and rights go along; identity columns count from 1 again. A failure
    /// or a cancellation leaves the live tables as they were. An asynchronous projection's bookmark moves with its tables.
    /// <para>
    /// Runs with the login's own rights and needs none of the application's; for any number of events, in memory for a few pages. It waits, trying again, for
    /// transactions that hold the tables for long. Only a repeatable-read transaction that began before the exchange and first looks afterwards may miss rows.
    /// </para>
    /// </summary>
    /// <param name="projection">One of <see cref="Rebuildable"/>.</param>
    /// <param name="cancellationToken">Gives the rebuild up.</param>
    /// <returns>Null, with nothing done, when a rebuild is running in this database.</returns>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    /// <exception cref="InvalidOperationException">
    /// The projection names no tables, or something that cannot follow clings to one (a trigger, a view, a foreign key); or its SQL names a schema; or it fails at an event, which the message names.
    /// </exception>
    Task<RebuildReport?> RebuildAsync(string projection, CancellationToken cancellationToken = default);
}

/// <summary>What a rebuild has done.</summary>
/// <param name="Events">How many events were projected: all that there were.</param>
/// <param name="Position">The last of them.</param>
public sealed record RebuildReport(long Events, LogPosition Position);

/// <summary>What a verification found.</summary>
/// <param name="IsIntact">True when nothing was found.</param>
/// <param name="EventsChecked">How many events were recomputed.</param>
/// <param name="Head">Hash of the stream's last event, or of the log's head; lower-case hex; null when empty.</param>
/// <param name="Findings">The bad positions, at most 100: by stream and version, the first bad one first; the log as a whole last.</param>
public sealed record VerificationReport(bool IsIntact, long EventsChecked, string? Head, IReadOnlyList<VerificationFinding> Findings);

/// <summary>One bad position.</summary>
/// <param name="StreamId">The stream, or null when the log's head itself does not match.</param>
/// <param name="Version">The version in the stream, where there is one.</param>
/// <param name="Problem">What is wrong, in words.</param>
public sealed record VerificationFinding(Guid? StreamId, long? Version, string Problem);
