using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.ServiceDefaults;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>
/// The last thousand positions' changes of lists, read once per replica after each commit and given to everybody who
/// waits. Position order is commit order, so reading on from the last misses nothing.
/// </summary>
internal sealed class RecentChanges(NpgsqlDataSource database, TimeProvider time, ILogger<RecentChanges> log)
    : BackgroundService
{
    /// <summary>Said with each message that is taken, in its transaction.</summary>
    public static readonly Change Notice = new("notify reporting_heard", []);

    private const int Reach = 1000;

    // What makes a row, or another cell of it. Letters and links are in no list.
    private static readonly string[] Types =
    [
        .. new[]
        {
            typeof(ComplaintOpened), typeof(ComplaintAssigned), typeof(ComplaintReleased),
            typeof(ComplaintAcknowledged), typeof(Stage1ResponseRecorded), typeof(ComplaintReclassified),
            typeof(ComplaintEscalated), typeof(Stage2Acknowledged), typeof(Stage2ResponseRecorded),
            typeof(ComplaintMerged), typeof(MergeUndone), typeof(DeadlineSet), typeof(DeadlineBreached),
            typeof(BreachWithdrawn), typeof(ClockStopped),
        }.Select(MessageNames.Of),
    ];

    private readonly TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Known known = new(0, 0, [], new Dictionary<Guid, RestrictedComplaint>());

    public Signal Signal { get; } = new();

    /// <summary>What is known; waits for the first look after the start.</summary>
    public async Task<Known> KnownAsync(CancellationToken ct)
    {
        await read.Task.WaitAsync(ct);
        return known;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database.FollowCommitsAsync("reporting_heard", LookAsync, time, log, stoppingToken);

    private async Task LookAsync(CancellationToken ct)
    {
        var before = known;
        var (last, news) = await ReadAsync(before.UpTo, ct);
        var from = Math.Max(0, last - Reach);
        List<RecentChange> changes =
            [.. before.Changes.Where(change => change.Position > from && change.Position <= last), .. news];
        // Restrictions are asked for last, so that none is older than what it hides.
        known = new Known(from, last, changes, await RestrictedAsync([.. changes.Select(one => one.ComplaintId)], ct));
        read.TrySetResult();
        Signal.Raise();
    }

    private async Task<(long Last, List<RecentChange> News)> ReadAsync(long after, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select p.last, m.position, m.subject, m.type, m.data ->> 'ownerId', m.time
            from read.position p left join read.messages m
              on m.position > greatest($1, p.last - $3) and m.position <= p.last and m.type = any($2)
            order by m.position
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = Types });
        command.Parameters.Add(new() { Value = (long)Reach });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (last, news) = (0L, new List<RecentChange>());
        while (await rows.ReadAsync(ct))
        {
            last = rows.GetInt64(0);
            if (await rows.IsDBNullAsync(1, ct)) break;
            news.Add(new RecentChange(
                rows.GetInt64(1), rows.GetGuid(2), rows.GetString(3).Split('.')[^2],
                Guid.TryParse(await rows.IsDBNullAsync(4, ct) ? null : rows.GetString(4), out var owner) ? owner : null,
                await rows.GetFieldValueAsync<DateTimeOffset>(5, ct)));
        }

        return (last, news);
    }

    private async Task<Dictionary<Guid, RestrictedComplaint>> RestrictedAsync(
        Guid[] complaints, CancellationToken ct)
    {
        var hidden = new Dictionary<Guid, RestrictedComplaint>();
        if (complaints.Length == 0) return hidden;
        await using var command = database.CreateCommand(
            "select data::text from mt_doc_restrictedcomplaint where id = any($1)");
        command.Parameters.Add(new() { Value = complaints });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            if (JsonSerializer.Deserialize<RestrictedComplaint>(rows.GetString(0), StoredMessage.Json) is { } one)
                hidden[one.ComplaintId] = one;
        return hidden;
    }
}

/// <summary>A change as it is kept for those who wait.</summary>
internal sealed record RecentChange(long Position, Guid ComplaintId, string Kind, Guid? OwnerId, DateTimeOffset At);

/// <summary>Every change with a position after <c>From</c>, up to <c>UpTo</c>.</summary>
internal sealed record Known(
    long From, long UpTo, IReadOnlyList<RecentChange> Changes,
    IReadOnlyDictionary<Guid, RestrictedComplaint> Restricted)
{
    /// <summary>What there is for a user after a position.</summary>
    public LiveNews After(long position, Guid userId)
    {
        if (position >= UpTo) return new LiveNews([], position);
        if (position < From) return new LiveNews([(UpTo, new ListedChange(null, "many", false, null))], UpTo);
        var first = Changes.Count;
        while (first > 0 && Changes[first - 1].Position > position) first--;
        return new LiveNews([
            .. Changes.Skip(first)
                .Where(change => !Restricted.TryGetValue(change.ComplaintId, out var restricted)
                    || !restricted.IsHiddenFrom(userId))
                .Select(change => (change.Position, (object)new ListedChange(
                    change.ComplaintId, change.Kind,
                    change.Kind == "complaint-assigned" && change.OwnerId == userId, change.At))),
        ], UpTo);
    }
}
