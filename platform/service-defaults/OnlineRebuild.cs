using System.Globalization;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.Events.Descriptors;
using Marten;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>A read model that cannot be made from the log. Nothing was changed.</summary>
internal sealed class RebuildFailedException(string projection, IEvent at, Exception cause) : Exception(
    string.Create(CultureInfo.InvariantCulture,
        $"{projection} fails at event {at.Sequence}, {at.EventTypeName}, version {at.Version} of {at.StreamId}. "
        + $"Nothing was changed. Mend the projection."),
    cause)
{
    public string Projection { get; } = projection;
}

/// <summary>
/// Makes one read model again beside the live one, event by event as writers do, and exchanges the rows in one
/// transaction. Its lock
/// keeps writers out for that moment; readers see the rows from before until they see those from after.
/// <para>
/// The lock is also what makes the cut: a writer that has touched the live table has committed or waits, so what can be
/// read of the log under
/// it is exactly what the live rows are made of (of an asynchronous one: up to its position). Who waits writes to the
/// new rows afterwards.
/// </para>
/// </summary>
/// <param name="live">The service's store.</param>
/// <param name="rebuilt">The same with its documents elsewhere.</param>
/// <param name="connection">Exchanges the rows.</param>
/// <param name="projection">The read model's name.</param>
/// <param name="time">For the pauses between exchanges.</param>
internal sealed class OnlineRebuild(
    IDocumentStore live, DocumentStore rebuilt, NpgsqlConnection connection, string projection, TimeProvider time)
{
    private const int Page = 1000;
    private const int Turns = 20;

    // Below PostgreSQL's deadlock_timeout (1 s), so that it is we who give way to a writer and not the other way round.
    private const string SoonOrNot = "set local lock_timeout = '500ms'";
    private const string HighWaterMark = "HighWaterMark";
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(1);

    private readonly IProjectionSource<IDocumentOperations, IQuerySession> source =
        rebuilt.Options.Projections.All.Single(candidate => candidate.Name == projection);

    private readonly HashSet<Type> documents = [];
    private readonly HashSet<long> ahead = [];
    private long settled;

    /// <summary>Does it; says whether the rows came to rest. They do unless one is written all the time.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        foreach (var type in source.PublishedTypes().Concat(source.Options.StorageTypes)) documents.Add(type);
        await EmptyAsync(cancellation);
        try
        {
            while (await CatchUpAsync(cancellation) >= Page)
            {
                // What came meanwhile is caught up too, so that little is left to do under the lock.
            }

            var changed = await ExchangeAsync(cancellation);
            if (source.Type == SubscriptionType.EventProjection) return true;
            // Who had read an old row when it was exchanged writes it, with one more event, over the new one; and so on
            // who reads that. Each
            // exchange mends it. When one finds nothing to mend, nobody has read anything old any more.
            for (var turn = 0; changed > 0 && turn < Turns; turn++)
            {
                await Task.Delay(LongestWrite, time, cancellation);
                await CatchUpAsync(cancellation);
                changed = await ExchangeAsync(cancellation);
            }

            return changed == 0;
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open) await EmptyAsync(CancellationToken.None);
        }
    }

    /// <summary>
    /// Applies every event that the live rows are made of and that was not applied; gives their number.
    /// </summary>
    private async Task<int> CatchUpAsync(CancellationToken cancellation)
    {
        // Below the mark nothing comes any more. Above it numbers may still be missing: what was applied there is
        // remembered one by one.
        var until = source.Lifecycle == ProjectionLifecycle.Inline
            ? long.MaxValue : await PositionAsync(source.ShardNames().Single().Identity, cancellation);
        var mark = Math.Min(Math.Max(settled, await PositionAsync(HighWaterMark, cancellation)), until);
        var (from, count) = (settled, 0);
        while (true)
        {
            IReadOnlyList<IEvent> page;
            await using (var log = live.QuerySession())
            {
                page = await log.Events.QueryAllRawEvents()
                    .Where(happened => happened.Sequence > from && happened.Sequence <= until)
                    .OrderBy(happened => happened.Sequence).Take(Page).ToListAsync(cancellation);
            }

            if (page.Count == 0) break;
            from = page[^1].Sequence;
            var fresh = page
                .Where(happened => happened.Data is not Tombstone && !ahead.Contains(happened.Sequence)).ToList();
            await ApplyAsync(fresh, cancellation);
            count += fresh.Count;
            ahead.UnionWith(fresh.Select(happened => happened.Sequence).Where(number => number > mark));
        }

        settled = mark;
        ahead.RemoveWhere(number => number <= mark);
        return count;
    }

    private async Task ApplyAsync(IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0) return;
        try
        {
            await ApplyTogetherAsync(events, cancellation);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or NpgsqlException))
        {
            // Nothing of them was stored. Which of them is it?
            foreach (var happened in events)
                try
                {
                    await ApplyTogetherAsync([happened], cancellation);
                }
                catch (Exception cause) when (cause is not (OperationCanceledException or NpgsqlException))
                {
                    throw new RebuildFailedException(projection, happened, cause);
                }
        }
    }

    private async Task ApplyTogetherAsync(IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        await using var session = rebuilt.LightweightSession();
        await source.BuildForInline().ApplyAsync(session, Actions(events), cancellation);
        foreach (var operation in session.PendingChanges.Operations()) documents.Add(operation.DocumentType);
        await session.SaveChangesAsync(cancellation);
    }

    // A stream's own read model takes each stream once; others take events in the order of the log.
    private IEnumerable<StreamAction> Actions(IReadOnlyList<IEvent> events) =>
        source.Type == SubscriptionType.SingleStreamProjection
        ? events.GroupBy(happened => happened.StreamId).Select(stream => Action(stream.Key, [.. stream]))
        : events.Select(happened => Action(happened.StreamId, [happened]));

    private static StreamAction Action(Guid stream, IReadOnlyList<IEvent> events)
    {
        var action = new StreamAction(stream, StreamActionType.Append);
        action.AddEvents(events);
        return action;
    }

    private async Task<int> ExchangeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await TryExchangeAsync(cancellation) is { } changed) return changed;
            await Task.Delay(LongestWrite / 10, time, cancellation);
        }
    }

    private async Task<int?> TryExchangeAsync(CancellationToken cancellation)
    {
        var tables = Tables();
        if (tables.Count == 0) return 0;
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(SoonOrNot, cancellation);
            // Against writers and other exchanges, not against readers.
            var locked = string.Join(", ", tables.Select(table => "public." + table));
            await ExecuteAsync($"lock table {locked} in share row exclusive mode", cancellation);
            await CatchUpAsync(cancellation);
            // A first event of a kind may have led to another table: that one has to be locked as well.
            if (Tables().Count != tables.Count) return null;
            var changed = 0;
            foreach (var table in tables) changed += await ExchangeAsync(table, cancellation);
            await transaction.CommitAsync(cancellation);
            return changed;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
    }

    // Rows that are right stay: they cost nothing, and what has read them goes on. When a row was written is no part of
    // what it says.
    private async Task<int> ExchangeAsync(string table, CancellationToken cancellation)
    {
        var columns = await ScalarAsync<string[]>(
            $"""
            select array_agg(quote_ident(attname) order by attnum) from pg_attribute
            where attrelid = '{RebuiltStore.Schema}.{table}'::regclass
              and attnum > 0 and not attisdropped and attgenerated = ''
            """, cancellation);
        var said = columns.Where(column => column is not ("mt_last_modified" or "mt_created_at" or "mt_version"))
            .ToList();
        string Of(string row) => $"({string.Join(", ", said.Select(column => $"{row}.{column}"))})";
        var same = $"{Of("r")} is not distinct from {Of("l")}";
        var (list, fresh) = (string.Join(", ", columns), $"{RebuiltStore.Schema}.{table}");
        var deleted = await ExecuteAsync(
            source.Options.TeardownDataOnRebuild
                ? $"delete from public.{table} l where not exists (select from {fresh} r where r.id = l.id and {same})"
                : $"delete from public.{table} l using {fresh} r where r.id = l.id and not ({same})",
            cancellation);
        var inserted = await ExecuteAsync(
            $"""
            insert into public.{table} ({list}) select {list} from {fresh} r
            where not exists (select from public.{table} l where l.id = r.id)
            """, cancellation);
        return deleted + inserted;
    }

    private List<string> Tables() =>
    [
        .. documents
            .Select(type => ((IReadOnlyStoreOptions)rebuilt.Options).FindOrResolveDocumentType(type).TableName.Name)
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private Task<long> PositionAsync(string reader, CancellationToken cancellation) =>
        ScalarAsync<long>(
            $"select coalesce(max(last_seq_id), 0) from mt_event_progression where name = '{reader}'", cancellation);

    private async Task EmptyAsync(CancellationToken cancellation)
    {
        var tables = await ScalarAsync<string[]>(
            $"""
            select coalesce(array_agg(format('%I.%I', schemaname, tablename)), array[]::text[]) from pg_tables
            where schemaname = '{RebuiltStore.Schema}' and tablename like 'mt\_doc\_%'
            """, cancellation);
        if (tables.Length > 0) await ExecuteAsync($"truncate {string.Join(", ", tables)}", cancellation);
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
