using Npgsql;
using NpgsqlTypes;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// A session's writes as one <see cref="NpgsqlBatch"/>: one round trip and one implicit transaction. Locks come first, because a
/// transaction that has written anything has its id, and with it its place in the log.
/// </summary>
internal sealed class AppendBatch(DocumentStore store, Dictionary<Guid, SubjectKey> fresh) : IDocumentOperations
{
    private readonly List<NpgsqlBatchCommand> appends = [];
    private readonly List<NpgsqlBatchCommand> rows = [];
    private readonly DateTimeOffset now = Now();

    public async Task AddAsync(EventStream stream, CancellationToken cancellationToken)
    {
        if (stream.Added.Count == 0)
        {
            appends.Add(Command("select es_enforce_version($1, $2)", stream.Id, stream.StartingVersion));
            return;
        }

        // Usually one run; more when several messages of one session append to the same stream, each under its own cause.
        for (var start = 0; start < stream.Added.Count;)
        {
            var end = start + 1;
            while (end < stream.Added.Count && stream.Added[end].Stamp == stream.Added[start].Stamp) end++;
            await AddRunAsync(stream, start, end - start, cancellationToken);
            start = end;
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

    private async Task AddRunAsync(EventStream stream, int start, int count, CancellationToken cancellationToken)
    {
        var texts = new string[count];
        var names = new string[count];
        var ids = new Guid[count];
        var stamp = stream.Added[start].Stamp;
        for (var i = 0; i < count; i++)
        {
            var data = stream.Added[start + i].Data;
            names[i] = store.Options.Events.NameOf(data.GetType());
            ids[i] = Guid.CreateVersion7(now);
            texts[i] = await SerialiseAsync(stream, data, cancellationToken);
            ProjectInline(data, new EventRow(ids[i], stream.Id, stream.StartingVersion + start + i + 1, LogPosition.Start, now, names[i], texts[i],
                stamp.Correlation, stamp.Causation, stamp.User, stamp.Headers));
        }
        appends.Add(new NpgsqlBatchCommand("select es_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
        {
            Parameters =
            {
                new() { Value = stream.Id },
                Varchar(stream.StateName),
                new() { Value = stream.StartingVersion == EventStream.AnyVersion ? EventStream.AnyVersion : stream.StartingVersion + start },
                new() { Value = ids },
                new() { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
                new() { Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new() { Value = now, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                Varchar(stamp.Correlation), Varchar(stamp.Causation), Varchar(stamp.User),
                new() { Value = (object?)stamp.Headers ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        });
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

    private static NpgsqlParameter Varchar(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar };

    /// <summary>To the microsecond, as the database keeps it.</summary>
    private static DateTimeOffset Now()
    {
        var now = TimeProvider.System.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
