using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Marten.Linq.MatchesSql;
using Npgsql;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// A look is written in the transaction of the event that makes it necessary. What that cannot cover is seen to at each
/// start: a new calendar or other rules, by which open clocks are looked at now; and looks that were lost (a restored
/// database without its inbox, one that was emptied), which are written again. Any number of replicas may do it at
/// once.
/// </summary>
internal sealed partial class LooksAtStart(
    IDocumentStore store, NpgsqlDataSource database, IServiceScopeFactory scopes, Counting counting, TimeProvider time,
    ILogger<LooksAtStart> log)
    : BackgroundService
{
    private const int PageSize = 400;
    private const string Known =
        $"select id from {Store.MessageSchema}.wolverine_incoming_envelopes where id = any($1)";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // The last clock that was seen to: after an interruption it goes on from there.
    private string after = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database is away, or another replica wrote the same look in this moment.
                Interrupted(failure);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            await using var session = store.LightweightSession();
            var page = await session.Query<OpenClock>()
                .Where(clock => clock.MatchesSql("d.id > ?", after))
                .OrderBy(clock => clock.Id)
                .Take(PageSize)
                .ToListAsync(cancellationToken);
            if (page.Count == 0) return;

            var looks = new List<LookAtClocks>();
            foreach (var complaintId in page.Select(clock => clock.ComplaintId).Distinct())
                if (await session.Events.AggregateStreamAsync<ClockSet>(
                    complaintId, token: cancellationToken) is { } set)
                    looks.AddRange(Necessary(set));

            var known = await KnownAsync(looks, cancellationToken);
            var outbox = scope.ServiceProvider.GetRequiredService<IMartenOutbox>();
            outbox.Enroll(session);
            foreach (var look in looks.Where(look => !known.Contains(look.MessageId())))
                await outbox.ScheduleAsync(look, look.At);
            await session.SaveChangesAsync(cancellationToken);
            after = page[^1].Id;
        }
    }

    private IEnumerable<LookAtClocks> Necessary(ClockSet set)
    {
        var now = time.GetUtcNow();
        return IsUpToDate(set, London.DayOf(now))
            ? ClockKeeping.Looks(set, counting, now)
            : [new LookAtClocks(set.ComplaintId, set.EventsFolded, now)];
    }

    private bool IsUpToDate(ClockSet set, DateOnly today)
    {
        try
        {
            return LookAtClocksHandler.Decide(set, counting, today).Events.Count == 0;
        }
        catch (DateOutsideCalendarException)
        {
            // The look becomes a dead letter, which somebody sees.
            return false;
        }
    }

    private async Task<HashSet<Guid>> KnownAsync(List<LookAtClocks> looks, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Known);
        command.Parameters.Add(new() { Value = looks.Select(look => look.MessageId()).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken)) known.Add(reader.GetGuid(0));
        return known;
    }

    [LoggerMessage(LogLevel.Warning, "Seeing to the looks of open clocks was interrupted and starts again")]
    private partial void Interrupted(Exception failure);
}
