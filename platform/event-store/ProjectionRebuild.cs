using System.Text.RegularExpressions;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// Makes one projection's tables anew in the schema <c>read_next</c> and exchanges them for the live ones. The projection's SQL names its tables without a
/// schema, so the search path of the connection decides which are meant.
/// </summary>
internal sealed partial class ProjectionRebuild(DocumentStore store, string name)
{
    /// <summary>How long the exchange waits for a lock, and everybody behind it. Below the server's deadlock_timeout, so that it is this side that gives way.</summary>
    private const string Patience = "set local lock_timeout = '100ms'";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private readonly (Projection Apply, bool IsInline, string[] Tables) projection = store.Options.Projections.Rebuildable(name);
    private readonly int limit = store.Options.PageSize;
    private LogPosition position = LogPosition.Start;
    private long events;

    /// <summary>Null when another rebuild is running.</summary>
    public async Task<RebuildReport?> RunAsync(CancellationToken cancellationToken)
    {
        await using var building = await OpenAsync(cancellationToken);
        if (!await ScalarAsync<bool>(building, "select pg_try_advisory_lock(hashtextextended('es_rebuild', 0))", cancellationToken)) return null;
        try
        {
            await ExecuteAsync(building, "select es_begin_rebuild($1)", cancellationToken, (object)projection.Tables);
            await FillAsync(building, cancellationToken);
            await ExecuteAsync(building, $"analyze {string.Join(", ", projection.Tables.Select(Quoted))}", cancellationToken);
            while (!await TryExchangeAsync(building, cancellationToken))
            {
                await Task.Delay(Pause, cancellationToken);
                await FillAsync(building, cancellationToken);
            }
            return new RebuildReport(events, position);
        }
        catch (PostgresException e) when (e.SqlState == "ES006")
        {
            throw new InvalidOperationException(e.MessageText, e);
        }
        finally
        {
            // Not left to the end of the connection, which the server may notice a moment after our caller wants the next rebuild.
            await ExecuteAsync(building, "drop schema if exists read_next cascade; select pg_advisory_unlock_all()", CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Applies what is settled: while the server reads a page and writes another, the one between them is projected here. A transaction per page: while it is open it holds the readers of the
    /// log up, as every writer does.
    /// </summary>
    private async Task FillAsync(NpgsqlConnection building, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var (reading, writing) = (ReadAsync(connection, position, settledOnly: true, limit, cancellationToken), Task.CompletedTask);
        try
        {
            for (var isLast = false; !isLast;)
            {
                var page = await reading;
                isLast = page.Rows.Count < limit;
                if (!isLast) reading = ReadAsync(connection, page.Last, settledOnly: true, limit, cancellationToken);
                var changes = await ProjectAsync(building, page.Rows, cancellationToken);
                await writing;
                writing = WriteAsync(changes, cancellationToken);
                (position, events) = (page.Last, events + page.Rows.Count);
            }
            await writing;
        }
        catch
        {
            await Task.WhenAll(reading, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the connections are closed next
            throw;
        }
    }

    /// <summary>
    /// False when somebody holds a table for longer than others should wait behind us, or too much has come to be applied while they do.
    /// </summary>
    /// <remarks>
    /// Once the tables are locked, whoever appends falls into two: those who have written to a table have ended, and their events are here to see; those who
    /// have not, will find the new table, and add to it. So the rest of the log for an inline projection is all that is committed, settled or not. For an asynchronous one it
    /// is what is settled, since its reader goes on from there; the lock of its bookmark keeps that reader out.
    /// </remarks>
    private async Task<bool> TryExchangeAsync(NpgsqlConnection building, CancellationToken cancellationToken)
    {
        await using var transaction = await building.BeginTransactionAsync(cancellationToken);
        try
        {
            await ExecuteAsync(building, Patience, cancellationToken);
            if (!projection.IsInline)
            {
                await ExecuteAsync(building, "insert into mt_event_progression (name, last_seq_id) values ($1, 0) on conflict do nothing", cancellationToken, name);
                await ExecuteAsync(building, "select 1 from mt_event_progression where name = $1 for update", cancellationToken, name);
            }
            await ExecuteAsync(building, $"lock table {string.Join(", ", projection.Tables.Select(table => $"read.{Quoted(table)}"))} in exclusive mode", cancellationToken);
            var rest = await ReadAsync(building, position, settledOnly: !projection.IsInline, limit + 1, cancellationToken);
            if (rest.Rows.Count > limit) return false;
            // Keys over this connection: writers that wait for our locks may hold all of the pool's.
            await WriteAsync(await ProjectAsync(building, rest.Rows, cancellationToken, keysOver: building), cancellationToken);
            if (!projection.IsInline)
                await ExecuteAsync(building, "update mt_event_progression set last_transaction_id = $2, last_seq_id = $3, last_updated = now() where name = $1",
                    cancellationToken, name, rest.Last.TransactionId, rest.Last.Sequence);
            await ExecuteAsync(building, "select es_finish_rebuild($1)", cancellationToken, (object)projection.Tables);
            await transaction.CommitAsync(cancellationToken);
            (position, events) = (rest.Last, events + rest.Rows.Count);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }

    private static async Task<(List<EventRow> Rows, LogPosition Last)> ReadAsync(
        NpgsqlConnection connection, LogPosition after, bool settledOnly, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {EventRow.Columns} from mt_events
            where (transaction_id, seq_id) > ($1, $2) {(settledOnly ? "and transaction_id < es_settled_here_below()" : "")}
            order by transaction_id, seq_id limit $3
            """, connection)
        {
            Parameters = { new() { Value = after.TransactionId }, new() { Value = after.Sequence }, new() { Value = most } },
        };
        List<EventRow> rows;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken)) rows = await EventRow.ReadAllAsync(reader, cancellationToken);
        return (rows, rows.Count == 0 ? after : rows[^1].Position);
    }

    private async Task<Changes> ProjectAsync(NpgsqlConnection building, List<EventRow> rows, CancellationToken cancellationToken, NpgsqlConnection? keysOver = null)
    {
        // Inline, a projection is not told the position: were it told here, its rows could differ.
        if (projection.IsInline) rows = rows.ConvertAll(row => row with { Position = LogPosition.Start });
        var changes = new Changes(building);
        foreach (var stored in await EventRow.ToEventsAsync(rows, store.Serializer, store.Keys, cancellationToken, keysOver))
        {
            changes.Of = stored;
            try
            {
                projection.Apply(stored, changes);
            }
            catch (Exception e)
            {
                throw FailsAt(stored, e);
            }
        }
        return changes;
    }

    private async Task WriteAsync(Changes changes, CancellationToken cancellationToken)
    {
        await using var batch = changes.Batch;
        if (batch.BatchCommands.Count == 0) return;
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.BatchCommand is { } failed)
        {
            throw FailsAt(changes.Causes[batch.BatchCommands.IndexOf(failed)], e);
        }
    }

    private InvalidOperationException FailsAt(IEvent stored, Exception e) =>
        new($"The projection {name} fails at {stored.EventTypeName}, version {stored.Version} of stream {stored.StreamId}: {e.Message}", e);

    /// <summary>Of the login's own rights, since it makes tables; with a search path on which the new tables are and the live ones are not: a table that was not named is an error.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(store.Options.ConnectionString)
        {
            Pooling = false,
            KeepAlive = 10,
            CommandTimeout = 0,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            IncludeFailedBatchedCommand = true,
        };
        // Plans made while the tables are empty would scan them for ever after. Nothing is lost with the last commits: the live tables are still there.
        // The tables are not unlogged while they are filled: making them durable later is one long transaction, which would hold the readers of the log up.
        settings.Options += " -c search_path=read_next,public -c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c synchronous_commit=off";
        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static string Quoted(string table) => $"\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] parameters) =>
        await ScalarAsync<object?>(connection, sql, cancellationToken, parameters);

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    [GeneratedRegex(@"\bread""?\s*\.", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NamesTheLiveSchema { get; }

    private sealed class Changes(NpgsqlConnection building) : IDocumentOperations
    {
        public NpgsqlBatch Batch { get; } = new(building);

        public IEvent Of { get; set; } = null!;

        public List<IEvent> Causes { get; } = [];

        public void QueueSqlCommand(string sql, params object?[] parameters)
        {
            if (NamesTheLiveSchema.IsMatch(sql)) throw new InvalidOperationException($"Its SQL would write to the live table. Leave out \"read.\": {sql}");
            var command = new NpgsqlBatchCommand(sql);
            foreach (var parameter in parameters) command.Parameters.Add(parameter as NpgsqlParameter ?? new() { Value = parameter ?? DBNull.Value });
            Batch.BatchCommands.Add(command);
            Causes.Add(Of);
        }
    }
}
