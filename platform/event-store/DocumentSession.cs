using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

internal sealed class DocumentSession(DocumentStore store) : IDocumentSession, IEventOperations
{
    private const int MostRaces = 8;
    private const string StreamKey = "pkey_mt_streams_id";
    private const string VersionKey = "pk_mt_events_stream_and_version";
    private readonly Dictionary<Guid, EventStream> streams = [];
    private readonly List<(string Sql, object?[] Parameters)> commands = [];
    private readonly Dictionary<string, string> headers = [];

    public IEventOperations Events => this;
    public string? CorrelationId { get; set; }
    public string? CausationId { get; set; }
    public string? LastModifiedBy { get; set; }

    public void SetHeader(string key, string value) => headers[key] = value;

    public void QueueSqlCommand(string sql, params object?[] parameters) => commands.Add((sql, parameters));

    public void StartStream<T>(Guid streamId, params object[] events) where T : class =>
        Add(new EventStream<T>(this, streamId, null, 0) { MustBeNew = true }).AppendMany(events.Length > 0 ? events : throw new ArgumentException("A stream starts with an event.", nameof(events)));

    public void Append(Guid streamId, params object[] events) =>
        Add(new EventStream<object>(this, streamId, null, EventStream.AnyVersion)).AppendMany(events);

    public async Task<IEventStream<T>> FetchForWriting<T>(Guid streamId, CancellationToken cancellationToken = default) where T : class
    {
        if (streams.TryGetValue(streamId, out var fetched)) return (IEventStream<T>)fetched;
        // Only what came since what is remembered, if anything is.
        var known = store.States.Find<T>(streamId) ?? new KnownStream(null, [], 0);
        var since = await ReadAsync(streamId, known.Version, cancellationToken);
        var (state, version) = (await FoldAsync<T>(known with { Since = [.. known.Since, .. since] }, cancellationToken), known.Version + since.Count);
        if (version > 0) store.States.Remember(streamId, typeof(T), new KnownStream(state, [], version));
        return Add(new EventStream<T>(this, streamId, state, version));
    }

    public async Task<IEventStream<T>> FetchForWriting<T>(Guid streamId, long expectedVersion, CancellationToken cancellationToken = default) where T : class
    {
        var stream = await FetchForWriting<T>(streamId, cancellationToken);
        return stream.StartingVersion == expectedVersion ? stream : throw new ConcurrencyException(streamId, expectedVersion, stream.StartingVersion);
    }

    public async Task WriteToAggregate<T>(Guid streamId, long expectedVersion, Action<IEventStream<T>> writing, CancellationToken cancellationToken = default) where T : class
    {
        writing(await FetchForWriting<T>(streamId, expectedVersion, cancellationToken));
        await SaveChangesAsync(cancellationToken);
    }

    public Task<T?> FetchLatest<T>(Guid streamId, CancellationToken cancellationToken = default) where T : class =>
        AggregateStreamAsync<T>(streamId, cancellationToken: cancellationToken);

    public async Task<T?> AggregateStreamAsync<T>(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, CancellationToken cancellationToken = default) where T : class =>
        Fold<T>(null, (await FetchStreamAsync(streamId, version, timestamp, cancellationToken)).Select(stored => stored.Data));

    public async Task<IReadOnlyList<IEvent>> FetchStreamAsync(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, CancellationToken cancellationToken = default)
    {
        List<EventRow> rows;
        await using (var command = store.Database.CreateCommand(
            $"select {EventRow.Columns} from mt_events where stream_id = $1 and version <= $2 order by version"))
        {
            command.Parameters.Add(new() { Value = streamId });
            command.Parameters.Add(new() { Value = version == 0 ? long.MaxValue : version });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            rows = await EventRow.ReadAllAsync(reader, cancellationToken);
        }
        // Clocks of two writers may differ by a little: a moment in the past is a prefix of the stream, never a sieve.
        if (timestamp is { } moment && rows.FindIndex(row => row.Timestamp > moment) is >= 0 and var later) rows.RemoveRange(later, rows.Count - later);
        return await EventRow.ToEventsAsync(rows, store.Serializer, store.Keys, cancellationToken);
    }

    public async Task<Outcome> Decide<TState, TEvent>(
        Guid streamId, long? expectedVersion, Func<TState?, Decision<TEvent>> decide, CancellationToken cancellationToken = default)
        where TState : class where TEvent : notnull
    {
        if (await DecideOnRemembered(streamId, expectedVersion, decide, cancellationToken) is { } decided) return decided;
        for (var race = 1; ; race++)
        {
            var stream = await FetchForWriting<TState>(streamId, cancellationToken);
            var decision = decide(stream.Aggregate);
            // A stream that does not exist is not found rather than outdated, unless the rule would start it.
            if (expectedVersion is { } expected && (stream.StartingVersion > 0 || decision.Events.Count > 0))
                await ThrowIfOutdatedAsync<TState>(stream, expected, cancellationToken);
            if (decision.IsRefused) return Drop(new Outcome(streamId, stream.StartingVersion, decision.Refusal, stream.StartingVersion > 0));
            stream.AppendMany(decision.Events.Cast<object>());
            try
            {
                await SaveChangesAsync(cancellationToken);
                return new Outcome(streamId, stream.CurrentVersion, null, stream.CurrentVersion > 0);
            }
            catch (ConcurrencyException) when (race < MostRaces && commands.Count == 0)
            {
                streams.Remove(streamId);
            }
        }

        Outcome Drop(Outcome outcome)
        {
            streams.Remove(streamId);
            return outcome;
        }
    }

    public async Task SaveChangesAsync(CancellationToken cancellationToken = default)
    {
        var writing = streams.Values.Where(stream => stream.Added.Count > 0 || stream.AlwaysEnforceConsistency).ToList();
        if (writing.Count == 0 && commands.Count == 0) return;
        var fresh = new Dictionary<Guid, SubjectKey>();
        var write = new AppendBatch(store, fresh);
        foreach (var stream in writing) await write.AddAsync(stream, cancellationToken);
        foreach (var (sql, parameters) in commands) write.Add(sql, parameters);

        try
        {
            await write.ExecuteAsync(writing, cancellationToken);
        }
        catch (PostgresException e)
        {
            foreach (var stream in writing) store.States.Forget(stream.Id, stream.StateType);
            throw Translate(e, writing) ?? (Exception)e;
        }

        foreach (var (subject, key) in fresh) store.Keys.Remember(subject, key);
        foreach (var stream in writing.Where(stream => stream is { MustBeNew: false, StartingVersion: not EventStream.AnyVersion }))
            store.States.Remember(stream.Id, stream.StateType, new KnownStream(stream.State, stream.Written, stream.CurrentVersion));
        streams.Clear();
        commands.Clear();
        if (writing.Exists(stream => stream.Added.Count > 0)) store.Signal.Written();
    }

    /// <summary>What an event is stamped with at the moment that it is appended: the bus puts several messages into one session.</summary>
    public Stamp Stamp()
    {
        var all = headers;
        if (Activity.Current?.Id is { } trace && !headers.ContainsKey("traceparent")) all = new(headers) { ["traceparent"] = trace };
        return new Stamp(CorrelationId, CausationId, LastModifiedBy, all.Count == 0 ? null : JsonSerializer.Serialize(all));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private EventStream<T> Add<T>(EventStream<T> stream) where T : class
    {
        streams.Add(stream.Id, stream);
        return stream;
    }

    /// <summary>
    /// One round trip instead of two: decides on a state that is remembered and lets the database check that the stream has not moved on. Null when that
    /// settles nothing: whatever is not a write that went through is answered on what is read.
    /// </summary>
    private async Task<Outcome?> DecideOnRemembered<TState, TEvent>(
        Guid streamId, long? expectedVersion, Func<TState?, Decision<TEvent>> decide, CancellationToken cancellationToken) where TState : class where TEvent : notnull
    {
        if (streams.Count > 0 || commands.Count > 0 || store.States.Find<TState>(streamId) is not { } known || (expectedVersion ?? known.Version) != known.Version) return null;
        var state = await FoldAsync<TState>(known, cancellationToken);
        var decision = decide(state);
        if (decision.Events.Count > 0)
        {
            Add(new EventStream<TState>(this, streamId, state, known.Version)).AppendMany(decision.Events.Cast<object>());
            try
            {
                await SaveChangesAsync(cancellationToken);
                return new Outcome(streamId, known.Version + decision.Events.Count, null);
            }
            catch (ConcurrencyException)
            {
                streams.Remove(streamId);
            }
        }
        commands.Clear(); // the rule is asked again, and so queues again
        return null;
    }

    private T? Fold<T>(object? state, IEnumerable<object> events) where T : class
    {
        var fold = store.Options.Projections.FoldOf(typeof(T));
        foreach (var happened in events)
            state = happened is UnknownEvent unknown
                ? throw new InvalidOperationException($"A stream of {typeof(T).Name} holds '{unknown.EventTypeName}', which this version does not know. Deploy one that does.")
                : fold.Evolve(state, happened);
        return (T?)state;
    }

    private async Task<T?> FoldAsync<T>(KnownStream known, CancellationToken cancellationToken) where T : class =>
        Fold<T>(known.State, await DataOfAsync(known.Since, cancellationToken));

    /// <summary>What a fold needs of the events after a version, and no more. Versions have no gaps.</summary>
    private async Task<List<(string Name, string Text)>> ReadAsync(Guid streamId, long after, CancellationToken cancellationToken)
    {
        await using var command = store.Database.CreateCommand("select type, data from mt_events where stream_id = $1 and version > $2 order by version");
        command.Parameters.Add(new() { Value = streamId });
        command.Parameters.Add(new() { Value = after });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var since = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken)) since.Add((reader.GetString(0), reader.GetString(1)));
        return since;
    }

    private async Task<IEnumerable<object>> DataOfAsync(IReadOnlyList<(string Name, string Text)> stored, CancellationToken cancellationToken)
    {
        var keys = await store.Keys.LoadAsync(EventSerializer.SubjectsOf(stored.Select(happened => happened.Text)), cancellationToken);
        return stored.Select(happened => store.Serializer.Read(happened.Name, happened.Text, keys));
    }

    private async Task ThrowIfOutdatedAsync<T>(IEventStream<T> stream, long expected, CancellationToken cancellationToken) where T : class
    {
        if (stream.StartingVersion == expected) return;
        var fold = store.Options.Projections.FoldOf(typeof(T));
        if (expected > stream.StartingVersion || expected < 1 || !(await DataOfAsync(await ReadAsync(stream.Id, expected, cancellationToken), cancellationToken)).All(fold.IsHarmless))
            throw new ConcurrencyException(stream.Id, expected, stream.StartingVersion);
    }

    /// <summary>What a refusal of the database means. Decided by SQLSTATE and constraint, never by the message.</summary>
    private static Exception? Translate(PostgresException e, List<EventStream> writing)
    {
        var stream = writing.Find(candidate => e.Detail?.Contains(candidate.Id.ToString(), StringComparison.Ordinal) == true) ?? writing.FirstOrDefault();
        if (stream is null) return null;
        return e.SqlState switch
        {
            PostgresErrorCodes.UniqueViolation when e.ConstraintName == StreamKey && stream.MustBeNew => new ExistingStreamIdCollisionException(stream.Id),
            PostgresErrorCodes.UniqueViolation when e.ConstraintName is StreamKey or VersionKey => new ConcurrencyException(stream.Id, stream.StartingVersion),
            PostgresErrorCodes.UniqueViolation when e.TableName == "es_subject_keys" => new ConcurrencyException(stream.Id, stream.StartingVersion),
            PostgresErrorCodes.SerializationFailure or "ES001" or "ES002" => new ConcurrencyException(stream.Id, stream.StartingVersion),
            _ => null,
        };
    }
}
