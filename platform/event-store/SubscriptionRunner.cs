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
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookCloser = TimeSpan.FromSeconds(5);
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
                    Trouble = null; // another replica reads, and says so if it cannot
                    await Task.Delay(StandBy, cancellationToken);
                    continue;
                }
                await ReadOnAsync(connection, () => (failures, Trouble) = (0, null), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (PostgresException e) when (e.SqlState == "ES003")
            {
                log.LogInformation("Subscription {Subscription} reads on from where its bookmark was moved to", name);
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
        var limit = store.Options.PageSize;
        var patience = Soon;
        long? closerSince = null;
        var reading = ReadAsync(position);
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await reading;
            var full = page.Events.Count == limit;
            if (page.Events.Count > 0)
            {
                var next = page.Events[^1].Position;
                // What is settled never changes, so the next page can be read while this one is worked on.
                if (full) reading = ReadAsync(next);
                try
                {
                    await using var session = store.LightweightSession();
                    // The bookmark before any row: whoever has moved it (a rebuild, another replica) has written these rows, too.
                    session.QueueSqlCommand("select es_move_bookmark($1, $2, $3, $4, $5)", name, position.TransactionId, position.Sequence, next.TransactionId, next.Sequence);
                    await subscription(page.Events, session, cancellationToken);
                    await session.SaveChangesAsync(cancellationToken);
                }
                catch
                {
                    await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the connection is closed next
                    throw;
                }
                (position, patience) = (next, Soon);
            }
            succeeded();
            if (full) continue;
            // Nobody rings for the end of an older transaction that holds committed events back: look again soon, and then less and less soon.
            await WaitAsync(page.HeldBack ? patience : Poll, cancellationToken);
            // Whoever holds us back for so long may well be at work in another database: worth the dearer question, for a while.
            if (page.HeldBack && patience >= Later) closerSince = TimeProvider.System.GetTimestamp();
            else if (closerSince is { } since && TimeProvider.System.GetElapsedTime(since) > LookCloser) closerSince = null;
            patience = patience < Later ? patience * 2 : Later;
            reading = ReadAsync(position);
        }

        Task<(IReadOnlyList<IEvent> Events, bool HeldBack)> ReadAsync(LogPosition after) => ReadPageAsync(connection, store, after, limit, closerSince is not null, cancellationToken);
    }

    /// <summary>Until the bell rings. It rings after every commit, so what the last page did not show is announced by it.</summary>
    private async Task WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await bell.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>The next events in log order, as far as everything before them is settled; and whether there are more that are not. Looking closer, transactions of other databases are not waited for.</summary>
    public static async Task<(IReadOnlyList<IEvent> Events, bool HeldBack)> ReadPageAsync(
        NpgsqlConnection connection, DocumentStore store, LogPosition after, int limit, bool lookCloser, CancellationToken cancellationToken)
    {
        // One statement, hence one snapshot: what it neither returns nor reports as held back is committed later, and announced.
        await using var command = new NpgsqlCommand(
            $"""
            select e.*, settled.held_back
            from (
              select below, exists (select from mt_events where transaction_id >= below) as held_back
              from (select case when $4 then es_settled_here_below() else es_settled_below() end as below offset 0) s offset 0 -- asked once, not for every event
            ) settled left join lateral (
              select {EventRow.Columns} from mt_events
              where (transaction_id, seq_id) > ($1, $2) and transaction_id < settled.below
              order by transaction_id, seq_id limit $3) e on true
            order by e.transaction_id, e.seq_id
            """, connection)
        {
            Parameters = { new() { Value = after.TransactionId }, new() { Value = after.Sequence }, new() { Value = limit }, new() { Value = lookCloser } },
        };
        var (rows, heldBack) = (new List<EventRow>(), false);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
            {
                heldBack = reader.GetBoolean(reader.FieldCount - 1);
                if (!await reader.IsDBNullAsync(0, cancellationToken)) rows.Add(EventRow.Read(reader));
            }
        return (await EventRow.ToEventsAsync(rows, store.Serializer, store.Keys, cancellationToken), heldBack);
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
        // A plan made while the log was empty would scan and sort it for ever after; the index has the order already.
        settings.Options += " -c enable_seqscan=off";
        // The lock of a reader whose machine or network is gone is free after half a minute, not after the hours that systems are set to.
        settings.Options += " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";
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
