using System.Runtime.CompilerServices;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

internal sealed class EventLog(DocumentStore store, Checkpoints checkpoints) : IEventLog
{
    public async Task<LogPosition> SettledPositionAsync(CancellationToken cancellationToken = default)
    {
        await using var command = store.Database.CreateCommand(
            "select transaction_id, seq_id from mt_events where transaction_id < es_settled_here_below() order by transaction_id desc, seq_id desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new LogPosition(reader.GetInt64(0), reader.GetInt64(1)) : LogPosition.Start;
    }

    public async Task<IReadOnlyDictionary<string, LogPosition>> ProgressAsync(CancellationToken cancellationToken = default)
    {
        await using var command = store.Database.CreateCommand("select name, last_transaction_id, coalesce(last_seq_id, 0) from mt_event_progression");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var progress = new Dictionary<string, LogPosition>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken)) progress[reader.GetString(0)] = new LogPosition(reader.GetInt64(1), reader.GetInt64(2));
        return progress;
    }

    public async Task<bool> WaitForAsync(string name, LogPosition position, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var started = TimeProvider.System.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(2);
        while (true)
        {
            if ((await ProgressAsync(cancellationToken)).GetValueOrDefault(name) >= position) return true;
            if (TimeProvider.System.GetElapsedTime(started) > timeout) return false;
            await Task.Delay(pause, cancellationToken);
            if (pause < TimeSpan.FromMilliseconds(50)) pause *= 2;
        }
    }

    public async Task<IReadOnlyList<IEvent>> ReadAsync(LogPosition after, int limit, CancellationToken cancellationToken = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellationToken);
        return (await SubscriptionRunner.ReadPageAsync(connection, store, after, limit, lookCloser: true, cancellationToken)).Events;
    }

    public async IAsyncEnumerable<string> ReadRawStreamAsync(Guid streamId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var command = store.Database.CreateCommand(
            """select '{"event":' || es_canonical(e) || ',"hash":"' || encode(e.hash, 'hex') || '"}' from mt_events e where stream_id = $1 order by version""");
        command.Parameters.Add(new() { Value = streamId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return reader.GetString(0);
    }

    public async Task<VerificationReport> VerifyStreamAsync(Guid streamId, CancellationToken cancellationToken = default) => await ReportAsync(
        "select count(*), (array_agg(encode(hash, 'hex') order by version desc))[1] from mt_events where stream_id = $1",
        "select stream_id, version, problem from es_verify_stream($1)", [streamId], cancellationToken);

    public async Task<VerificationReport> VerifyAllAsync(CancellationToken cancellationToken = default) => await ReportAsync(
        "select count(*), (select encode(head, 'hex') from es_log_head order by seal desc limit 1) from mt_events",
        "select stream_id, version, problem from es_verify_all()", [], cancellationToken);

    public Task<string?> CheckpointAsync(CancellationToken cancellationToken = default) => checkpoints.SignAsync(cancellationToken);

    public Task<VerificationFinding?> VerifyCheckpointAsync(string checkpoint, CancellationToken cancellationToken = default) => checkpoints.VerifyAsync(checkpoint, cancellationToken);

    public async Task EraseSubjectAsync(Guid subject, CancellationToken cancellationToken = default)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("insert into es_subject_keys (subject, wrapped, erased_at) values ($1, null, now()) on conflict (subject) do update set wrapped = null, erased_at = now()")
                    { Parameters = { new() { Value = subject } } },
                new(LogSignal.EraseCommand) { Parameters = { new() { Value = subject.ToString() } } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        store.Forget(subject);
    }

    public IReadOnlyList<string> Rebuildable => store.Options.Projections.AllRebuildable;

    public Task<RebuildReport?> RebuildAsync(string projection, CancellationToken cancellationToken = default) =>
        new ProjectionRebuild(store, projection).RunAsync(cancellationToken);

    /// <summary>Both questions see one snapshot, so an append in between cannot look like damage.</summary>
    private async Task<VerificationReport> ReportAsync(string summary, string findings, object[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { Command(summary), Command(findings) }, Timeout = 3600 };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (events, head) = (reader.GetInt64(0), await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1));
        await reader.NextResultAsync(cancellationToken);
        var found = new List<VerificationFinding>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new VerificationFinding(reader.IsDBNull(0) ? null : reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetInt64(1), reader.GetString(2)));
        return new VerificationReport(found.Count == 0, events, head, found);

        NpgsqlBatchCommand Command(string sql)
        {
            var command = new NpgsqlBatchCommand(sql);
            if (sql.Contains("$1", StringComparison.Ordinal))
                foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
            return command;
        }
    }
}
