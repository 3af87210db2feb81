using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// Looks at what is due. One replica leads (advisory lock); the others stand by. Leading is only for thrift: two that look at the same complaint record
/// once, since the state decides and the stream's version is checked. It wakes at the next due time or when a timer is added, not every second.
/// </summary>
internal sealed partial class DueWork(NpgsqlDataSource database, IDocumentStore store, Counting counting, TimeProvider time, ILogger<DueWork> log) : BackgroundService
{
    private const int PageSize = 200;
    private const int AtOnce = 4;
    private const long LeaderLock = 0x5C1A_C10C;
    private static readonly TimeSpan Standby = TimeSpan.FromSeconds(3);

    // A clock that is set, or a machine that slept, moves what is due without a notification.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Postponement = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                if (await TryLead(connection, stoppingToken)) await Lead(connection, stoppingToken);
                else await Task.Delay(Standby, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Interrupted(failure);
                await Task.Delay(Standby, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Lead(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await Run(connection, "listen timers_changed", cancellationToken);
        await LookAgainAfterCalendarChange(cancellationToken);
        while (true)
        {
            while (await WorkOff(cancellationToken) > 0) { }
            await connection.WaitAsync(await UntilNext(cancellationToken), cancellationToken);
        }
    }

    /// <summary>One page of what is due, the longest overdue first.</summary>
    /// <returns>How many complaints were looked at.</returns>
    internal async Task<int> WorkOff(CancellationToken cancellationToken)
    {
        var due = new Dictionary<Guid, string?>();
        await using (var command = database.CreateCommand(
            "select complaint_id, correlation_id from read.timers where look_at <= $1 order by look_at, complaint_id limit $2"))
        {
            command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
            command.Parameters.Add(new() { Value = PageSize });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) due.TryAdd(reader.GetGuid(0), await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1));
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, options, async (timer, token) => await LookAt(timer.Key, timer.Value, token));
        return due.Count;
    }

    /// <summary>Early, late, twice or after the end: whatever the facts say today and is not recorded yet.</summary>
    internal static Decision<IClockSetEvent> Decide(ClockSet? set, Counting counting, DateOnly today) =>
        set is null or { IsFinished: true }
            ? Decision<IClockSetEvent>.Nothing()
            : Decision<IClockSetEvent>.Accept([.. ClockKeeping.Missing(set, ClockKeeping.CalendarChanged, counting, today)]);

    private async Task LookAt(Guid complaintId, string? correlationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            await using var session = store.LightweightSession();
            (session.CorrelationId, session.CausationId, session.LastModifiedBy) = (correlationId, "timer", "sla-clock");
            await ClockKeeping.Keep(session, complaintId, counting, now, (set, today) => Decide(set, counting, today), cancellationToken);
            session.QueueSqlCommand("delete from read.timers where complaint_id = $1 and due_at <= $2", complaintId, now.UtcDateTime);
            await session.SaveChangesAsync(cancellationToken);
        }
        catch (ConcurrencyException)
        {
            // Somebody recorded a fact meanwhile. The timer is still there and is looked at again with it.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Postponed(failure, complaintId);
            await Postpone(complaintId, now, cancellationToken);
        }
    }

    private async Task Postpone(Guid complaintId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update read.timers set look_at = $3 where complaint_id = $1 and look_at <= $2");
        command.Parameters.Add(new() { Value = complaintId });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = (now + Postponement).UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task LookAgainAfterCalendarChange(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "insert into read.timers (complaint_id, due_at, look_at) select distinct complaint_id, $1, $1 from read.clocks where not closed and calendar_version < $2 on conflict do nothing");
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new() { Value = counting.Calendar.Version });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<TimeSpan> UntilNext(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select min(look_at) from read.timers");
        if (await command.ExecuteScalarAsync(cancellationToken) is not DateTime next) return LongestWait;
        var wait = next - time.GetUtcNow().UtcDateTime;
        return wait <= TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait < LongestWait ? wait : LongestWait;
    }

    private static async Task<bool> TryLead(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LeaderLock } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Looking at due work was interrupted and starts again")]
    private partial void Interrupted(Exception failure);

    [LoggerMessage(LogLevel.Error, "Clocks of complaint {ComplaintId} could not be looked at; put off")]
    private partial void Postponed(Exception failure, Guid complaintId);
}
