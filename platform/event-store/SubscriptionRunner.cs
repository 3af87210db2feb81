using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// Reads the log for one subscription: page by page in log order, up to what is settled. One replica at a time is active (an advisory lock);
/// the bookmark moves in the transaction of the page's effects, and only from where this reader believes it to be.
/// </summary>
internal sealed class SubscriptionRunner(string name, Subscription subscription, DocumentStore store, ILogger log)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan[] Backoff = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];
    private readonly ChannelReader<bool> bell = store.Signal.Subscribe();

    public string Name => name;

    /// <summary>Null while all is well; else why the last attempt failed.</summary>
    public string? Trouble { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                await using var connection = await OpenAsync(cancellationToken);
                if (!await TryLockAsync(connection, cancellationToken))
                {
                    await Task.Delay(StandBy, cancellationToken);
                    continue;
                }
                await ReadOnAsync(connection, () => (failures, Trouble) = (0, null), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever the handler threw: the page was rolled back and is read again. Nothing is skipped.
                Trouble = e.Message;
                log.LogError(e, "Subscription {Subscription} failed and will read its page again", name);
                await Task.Delay(Backoff[Math.Min(failures++, Backoff.Length - 1)], cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadOnAsync(NpgsqlConnection connection, Action succeeded, CancellationToken cancellationToken)
    {
        var position = await ReadBookmarkAsync(connection, cancellationToken);
        var reading = ReadPageAsync(connection, store, position, store.Options.PageSize, cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await reading;
            if (page.Count == 0)
            {
                await WaitAsync(connection, position, cancellationToken);
                reading = ReadPageAsync(connection, store, position, store.Options.PageSize, cancellationToken);
                continue;
            }
            var next = page[^1].Position;
            // What is settled never changes, so the next page can be read while this one is worked on.
            reading = ReadPageAsync(connection, store, next, store.Options.PageSize, cancellationToken);
            try
            {
                await using var session = store.LightweightSession();
                await subscription(page, session, cancellationToken);
                session.QueueSqlCommand("select es_move_bookmark($1, $2, $3, $4, $5)", name, position.TransactionId, position.Sequence, next.TransactionId, next.Sequence);
                await session.SaveChangesAsync(cancellationToken);
            }
            catch
            {
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the connection is closed next
                throw;
            }
            position = next;
            succeeded();
        }
    }

    /// <summary>
    /// Until the bell rings. When events are committed that an older open transaction still holds back, nobody will ring for the end of that
    /// transaction, so look again soon.
    /// </summary>
    private async Task WaitAsync(NpgsqlConnection connection, LogPosition position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select exists (select from mt_events where (transaction_id, seq_id) > ($1, $2))", connection)
        {
            Parameters = { new() { Value = position.TransactionId }, new() { Value = position.Sequence } },
        };
        var heldBack = (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(heldBack ? TimeSpan.FromMilliseconds(5) : Poll);
        try
        {
            await bell.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    public static async Task<IReadOnlyList<IEvent>> ReadPageAsync(NpgsqlConnection connection, DocumentStore store, LogPosition after, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {EventRow.Columns} from mt_events
            where (transaction_id, seq_id) > ($1, $2) and transaction_id < es_settled_below()
            order by transaction_id, seq_id limit $3
            """, connection)
        {
            Parameters = { new() { Value = after.TransactionId }, new() { Value = after.Sequence }, new() { Value = limit } },
        };
        List<EventRow> rows;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            rows = await EventRow.ReadAllAsync(reader, cancellationToken);
        return await EventRow.ToEventsAsync(rows, store.Serializer, store.Keys, cancellationToken);
    }

    private async Task<LogPosition> ReadBookmarkAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with made as (insert into mt_event_progression (name, last_seq_id, last_transaction_id) values ($1, 0, 0) on conflict do nothing returning 1)
            select coalesce(max(last_transaction_id), 0), coalesce(max(last_seq_id), 0) from mt_event_progression where name = $1
            """, connection)
        { Parameters = { new() { Value = name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new LogPosition(reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>A connection of its own, outside the pool: the lock lives as long as it does.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(store.Database.ConnectionString) { Pooling = false, KeepAlive = 10 };
        settings.Password ??= new NpgsqlConnectionStringBuilder(store.Options.ConnectionString).Password;
        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 1))", connection) { Parameters = { new() { Value = name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
