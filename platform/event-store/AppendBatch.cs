using Npgsql;
using NpgsqlTypes;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// A session's writes as one <see cref="NpgsqlBatch"/>: one round trip and one implicit transaction. Locks come first, because a
/// transaction that has written anything has its id, and with it its place in the log.
/// </summary>
internal sealed class AppendBatch(DocumentStore store, Dictionary<Guid, SubjectKey> fresh) : IDocumentOperations
{
    // What the version was before is the statement's condition where it is known. When it does not hold, nothing is updated, and the event
    // runs into the one that has its version already, or has no predecessor.
    private const string Start = "insert into mt_streams (id, type, version) select $1, $2, $3 where es_lock($1)";
    private const string Continue = "update mt_streams set version = version + $2, timestamp = now() where id = $1 and version = $3 and es_lock(id)";
    private const string StartOrContinue =
        "insert into mt_streams as s (id, type, version) select $1, $2, $3 where es_lock($1) on conflict (id) do update set version = s.version + $3, timestamp = now()";

    private const string Columns = "insert into mt_events (seq_id, id, stream_id, type, data, timestamp, correlation_id, causation_id, user_name, headers, version) ";
    private const string AtVersion = Columns + "values (nextval('mt_events_sequence'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private const string BeforeTheEnd = Columns + "select nextval('mt_events_sequence'), $1, $2, $3, $4, $5, $6, $7, $8, $9, version - $10 from mt_streams where id = $2";

    private readonly List<NpgsqlBatchCommand> appends = [];
    private readonly List<NpgsqlBatchCommand> rows = [];
    private readonly DateTimeOffset now = Now();

    public async Task AddAsync(EventStream stream, CancellationToken cancellationToken)
    {
        var count = stream.Added.Count;
        stream.Written = [];
        if (count == 0)
        {
            appends.Add(Command("select es_enforce_version($1, $2)", Uuid(stream.Id), Bigint(stream.StartingVersion)));
            return;
        }

        var anyVersion = stream.StartingVersion == EventStream.AnyVersion;
        appends.Add(stream.StartingVersion switch
        {
            EventStream.AnyVersion => Command(StartOrContinue, Uuid(stream.Id), Varchar(stream.StateName), Bigint(count)),
            0 => Command(Start, Uuid(stream.Id), Varchar(stream.StateName), Bigint(count)),
            var version => Command(Continue, Uuid(stream.Id), Bigint(count), Bigint(version)),
        });
        for (var i = 0; i < count; i++)
        {
            var (data, stamp) = stream.Added[i];
            var (id, name) = (Guid.CreateVersion7(now), store.Options.Events.NameOf(data.GetType()));
            var text = await SerialiseAsync(stream, data, cancellationToken);
            stream.Written.Add((name, text));
            ProjectInline(data, new EventRow(id, stream.Id, stream.StartingVersion + i + 1, LogPosition.Start, now, name, text,
                stamp.Correlation, stamp.Causation, stamp.User, stamp.Headers));
            appends.Add(Command(anyVersion ? BeforeTheEnd : AtVersion, Uuid(id), Uuid(stream.Id), Varchar(name), Jsonb(text), Timestamptz(now),
                Varchar(stamp.Correlation), Varchar(stamp.Causation), Varchar(stamp.User), Jsonb(stamp.Headers),
                Bigint(anyVersion ? count - 1 - i : stream.StartingVersion + i + 1)));
        }
    }

    public void Add(string sql, object?[] parameters) => rows.Add(Command(sql, parameters));

    public void QueueSqlCommand(string sql, params object?[] parameters) => Add(sql, parameters);

    public async Task ExecuteAsync(List<EventStream> streams, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        if (streams.Count > 1) batch.BatchCommands.Add(Command("select es_lock($1)", streams.Select(stream => stream.Id).ToArray()));
        foreach (var append in appends) batch.BatchCommands.Add(append);
        foreach (var (subject, key) in fresh)
            batch.BatchCommands.Add(Command("insert into es_subject_keys (subject, wrapped) values ($1, $2)", subject, store.Keys.Wrap(subject, key)));
        foreach (var row in rows) batch.BatchCommands.Add(row);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A new stream's own key travels in the same transaction; keys of other subjects are made before, since two writers may want the same.</summary>
    private async Task<string> SerialiseAsync(EventStream stream, object data, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (store.Serializer.TryWrite(data, stream.Id, fresh, out var missing) is { } text) return text;
            if (stream.StartingVersion == 0 && missing.Contains(stream.Id)) fresh.TryAdd(stream.Id, SubjectKey.New());
            var others = missing.Where(subject => !fresh.ContainsKey(subject)).ToArray();
            if (others.Length > 0) await store.Keys.LoadOrMakeAsync(others, cancellationToken);
        }
    }

    private void ProjectInline(object data, EventRow row)
    {
        if (store.Options.Projections.Inline.Count == 0) return;
        var stored = row.ToEvent(data);
        foreach (var (_, apply) in store.Options.Projections.Inline) apply(stored, this);
    }

    private static NpgsqlBatchCommand Command(string sql, params object?[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    // Typed: a type that has to be looked up for every value, and a box around it, are a tenth of what an append costs here.
    private static NpgsqlParameter<Guid> Uuid(Guid value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter<long> Bigint(long value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    private static NpgsqlParameter<DateTimeOffset> Timestamptz(DateTimeOffset value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter<string?> Varchar(string? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Varchar };

    private static NpgsqlParameter<string?> Jsonb(string? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>To the microsecond, as the database keeps it.</summary>
    private static DateTimeOffset Now()
    {
        var now = TimeProvider.System.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
