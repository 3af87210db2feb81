namespace ComplaintsPlatform.EventStore;

/// <summary>The store of one service: a factory of sessions. Thread-safe; one per process.</summary>
public interface IDocumentStore
{
    /// <summary>Opens a unit of work. Nothing is written before <see cref="IDocumentSession.SaveChangesAsync"/>.</summary>
    IDocumentSession LightweightSession();
}

/// <summary>What a projection or a handler may do besides events: queue a change of read rows.</summary>
public interface IDocumentOperations
{
    /// <summary>
    /// Queues a statement for the unit of work's one transaction. Parameters are positional (<c>$1</c>). It runs after the
    /// events are appended, in the order of queueing.
    /// </summary>
    /// <param name="sql">One SQL statement.</param>
    /// <param name="parameters">Values for <c>$1</c>, <c>$2</c>… Null becomes SQL NULL. Any type that Npgsql maps.</param>
    void QueueSqlCommand(string sql, params object?[] parameters);
}

/// <summary>
/// A unit of work: reads happen at once, writes are collected and go to the database in one round trip and one transaction by
/// <see cref="SaveChangesAsync"/>. Not thread-safe.
/// </summary>
public interface IDocumentSession : IDocumentOperations, IAsyncDisposable
{
    /// <summary>Event streams.</summary>
    IEventOperations Events { get; }

    /// <summary>Stamped on every event at the moment that it is appended (the bus puts several messages into one session); kept through every hop.</summary>
    string? CorrelationId { get; set; }

    /// <summary>Stamped on every event at the moment that it is appended: the request or message behind it.</summary>
    string? CausationId { get; set; }

    /// <summary>Who acts; stamped on every event, at the moment that it is appended, as <see cref="IEvent.UserName"/>.</summary>
    string? LastModifiedBy { get; set; }

    /// <summary>Adds a header to every event appended from now on. <c>traceparent</c> is taken, at the moment of appending, from the current activity by itself.</summary>
    void SetHeader(string key, string value);

    /// <summary>
    /// Loads, decides, appends and saves. A lost race is decided again on the new state (at most 8 times); with an
    /// <paramref name="expectedVersion"/> it is a <see cref="ConcurrencyException"/> instead, unless every event since that
    /// version is one that the aggregate's registration calls harmless.
    /// </summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="expectedVersion">The version that the caller saw (If-Match), or null to decide on whatever is there.</param>
    /// <param name="decide">The rule. Pure: it may be called more than once. State is null when the stream does not exist.</param>
    /// <param name="cancellationToken">Cancels before the write is sent.</param>
    /// <exception cref="ConcurrencyException">The stream has moved past <paramref name="expectedVersion"/>.</exception>
    Task<Outcome> Decide<TState, TEvent>(
        Guid streamId, long? expectedVersion, Func<TState?, Decision<TEvent>> decide, CancellationToken cancellationToken = default)
        where TState : class where TEvent : notnull;

    /// <summary>Writes everything that was collected: one round trip, one transaction, all or nothing.</summary>
    /// <exception cref="ConcurrencyException">A stream was changed by somebody else since it was fetched.</exception>
    /// <exception cref="ExistingStreamIdCollisionException">A stream that was to be started exists.</exception>
    Task SaveChangesAsync(CancellationToken cancellationToken = default);
}

/// <summary>Reading and appending events.</summary>
public interface IEventOperations
{
    /// <summary>Starts a stream with these events when the session is saved.</summary>
    void StartStream<T>(Guid streamId, params object[] events) where T : class;

    /// <summary>Appends without reading first; the stream is started when it does not exist. Prefer <see cref="FetchForWriting{T}(Guid,CancellationToken)"/>.</summary>
    void Append(Guid streamId, params object[] events);

    /// <summary>Loads a stream's state in order to append to it; saving checks that nobody came in between.</summary>
    Task<IEventStream<T>> FetchForWriting<T>(Guid streamId, CancellationToken cancellationToken = default) where T : class;

    /// <summary>As the other overload, and fails at once when the stream is not at <paramref name="expectedVersion"/>.</summary>
    /// <exception cref="ConcurrencyException">The stream has another version.</exception>
    Task<IEventStream<T>> FetchForWriting<T>(Guid streamId, long expectedVersion, CancellationToken cancellationToken = default) where T : class;

    /// <summary>Fetches at the expected version, lets <paramref name="writing"/> append, and saves.</summary>
    /// <exception cref="ConcurrencyException">The stream has another version.</exception>
    Task WriteToAggregate<T>(Guid streamId, long expectedVersion, Action<IEventStream<T>> writing, CancellationToken cancellationToken = default) where T : class;

    /// <summary>The stream's state now, or null when it does not exist.</summary>
    Task<T?> FetchLatest<T>(Guid streamId, CancellationToken cancellationToken = default) where T : class;

    /// <summary>The stream's events in order, with their envelopes; empty when it does not exist.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="version">Only up to this version; 0 for all.</param>
    /// <param name="timestamp">Only those recorded at or before this moment; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<IEvent>> FetchStreamAsync(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, CancellationToken cancellationToken = default);

    /// <summary>The stream's state as at a version or moment (both limits as in <see cref="FetchStreamAsync"/>), or null.</summary>
    Task<T?> AggregateStreamAsync<T>(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, CancellationToken cancellationToken = default) where T : class;
}

/// <summary>A stream fetched for writing.</summary>
/// <typeparam name="T">The state that its events fold into.</typeparam>
public interface IEventStream<out T> where T : class
{
    /// <summary>The stream's id.</summary>
    Guid Id { get; }

    /// <summary>The state when it was fetched; null when the stream does not exist.</summary>
    T? Aggregate { get; }

    /// <summary>The version when it was fetched; 0 when the stream does not exist.</summary>
    long StartingVersion { get; }

    /// <summary>The version that it will have once saved.</summary>
    long CurrentVersion { get; }

    /// <summary>Check the version on save even when nothing is appended. Default false.</summary>
    bool AlwaysEnforceConsistency { get; set; }

    /// <summary>Appends one event when the session is saved.</summary>
    void AppendOne(object @event);

    /// <summary>Appends events, in order, when the session is saved.</summary>
    void AppendMany(params IEnumerable<object> events);
}
