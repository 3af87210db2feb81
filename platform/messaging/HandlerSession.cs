using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Messaging;

/// <summary>
/// The session as a handler sees it: the bus alone saves, since the inbox row belongs to the same transaction; and a stream that another message
/// of the same unit of work has fetched is not given out a second time (its state would be stale), which makes the bus take the messages singly.
/// </summary>
internal sealed class HandlerSession(IDocumentSession inner) : IDocumentSession, IEventOperations
{
    private readonly HashSet<Guid> others = [];
    private readonly HashSet<Guid> mine = [];

    public IEventOperations Events => this;

    public string? CorrelationId { get => inner.CorrelationId; set => inner.CorrelationId = value; }

    public string? CausationId { get => inner.CausationId; set => inner.CausationId = value; }

    public string? LastModifiedBy { get => inner.LastModifiedBy; set => inner.LastModifiedBy = value; }

    /// <summary>From now on everything is on behalf of this message.</summary>
    public void Begin(Envelope message)
    {
        others.UnionWith(mine);
        mine.Clear();
        CorrelationId = message.CorrelationId ?? message.Id.ToString();
        CausationId = message.Id.ToString();
        LastModifiedBy = message.Actor ?? message.Source;
    }

    public void QueueSqlCommand(string sql, params object?[] parameters) => inner.QueueSqlCommand(sql, parameters);

    public void SetHeader(string key, string value) => inner.SetHeader(key, value);

    public async Task<Outcome> Decide<TState, TEvent>(Guid streamId, long? expectedVersion, Func<TState?, Decision<TEvent>> decide, CancellationToken cancellationToken = default)
        where TState : class where TEvent : notnull
    {
        var stream = expectedVersion is { } version
            ? await FetchForWriting<TState>(streamId, version, cancellationToken)
            : await FetchForWriting<TState>(streamId, cancellationToken);
        var decision = decide(stream.Aggregate);
        foreach (var @event in decision.Events) stream.AppendOne(@event);
        return new Outcome(streamId, stream.CurrentVersion, decision.Refusal, stream.CurrentVersion > 0);
    }

    public Task SaveChangesAsync(CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("The bus saves, together with the inbox row; a handler does not.");

    public void StartStream<T>(Guid streamId, params object[] events) where T : class => inner.Events.StartStream<T>(Take(streamId), events);

    public void Append(Guid streamId, params object[] events) => inner.Events.Append(Take(streamId), events);

    public Task<IEventStream<T>> FetchForWriting<T>(Guid streamId, CancellationToken cancellationToken = default) where T : class =>
        inner.Events.FetchForWriting<T>(Take(streamId), cancellationToken);

    public Task<IEventStream<T>> FetchForWriting<T>(Guid streamId, long expectedVersion, CancellationToken cancellationToken = default) where T : class =>
        inner.Events.FetchForWriting<T>(Take(streamId), expectedVersion, cancellationToken);

    public async Task WriteToAggregate<T>(Guid streamId, long expectedVersion, Action<IEventStream<T>> writing, CancellationToken cancellationToken = default) where T : class =>
        writing(await FetchForWriting<T>(streamId, expectedVersion, cancellationToken));

    public Task<T?> FetchLatest<T>(Guid streamId, CancellationToken cancellationToken = default) where T : class =>
        inner.Events.FetchLatest<T>(Free(streamId), cancellationToken);

    public Task<IReadOnlyList<IEvent>> FetchStreamAsync(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, CancellationToken cancellationToken = default) =>
        inner.Events.FetchStreamAsync(Free(streamId), version, timestamp, cancellationToken);

    public Task<T?> AggregateStreamAsync<T>(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, CancellationToken cancellationToken = default) where T : class =>
        inner.Events.AggregateStreamAsync<T>(Free(streamId), version, timestamp, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask; // the bus disposes of the inner one

    private Guid Take(Guid streamId)
    {
        mine.Add(Free(streamId));
        return streamId;
    }

    private Guid Free(Guid streamId) => others.Contains(streamId) ? throw new SharedStreamException() : streamId;
}

/// <summary>Two messages of one unit of work touch the same stream; taken singly, they do not.</summary>
internal sealed class SharedStreamException : Exception;
