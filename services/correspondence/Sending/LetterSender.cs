using System.Collections.Concurrent;
using System.Threading.Channels;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A letter whose turn it is.</summary>
internal sealed record DueLetter(Guid LetterId, int Attempts, DateTime FirstDueAt, string? CorrelationId, string CausationId, string? Traceparent);

/// <summary>
/// Hands out the letters that are due to a few lanes, each with one connection to the mail server. Wakes when a letter is drafted or an attempt falls due; a
/// slow look behind it finds what another replica left. A lane takes a lock per letter, so replicas may run side by side.
/// </summary>
internal sealed class LetterSender(NpgsqlDataSource database, LetterBell bell, LetterPost post, TimeProvider time, ILogger<LetterSender> log) : BackgroundService
{
    private const int Lanes = 4;
    private const int AtOnce = 64;
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, bool> inHand = new();
    private readonly Channel<DueLetter> due = Channel.CreateBounded<DueLetter>(AtOnce);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lanes = Enumerable.Range(0, Lanes).Select(_ => RunLaneAsync(stoppingToken)).ToList();
        try
        {
            await HandOutAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        due.Writer.Complete();
        await Task.WhenAll(lanes);
    }

    private async Task HandOutAsync(CancellationToken ct)
    {
        while (true)
        {
            var wait = AfterTrouble;
            try
            {
                var letters = await ReadDueAsync(ct);
                foreach (var letter in letters.Where(letter => inHand.TryAdd(letter.LetterId, true))) await due.Writer.WriteAsync(letter, ct);
                wait = letters.Count == AtOnce ? TimeSpan.FromMilliseconds(50) : await UntilNextAsync(ct);
            }
            catch (NpgsqlException error)
            {
                log.LogWarning("The letters that are due could not be read and are read again: {Reason}", error.SqlState ?? error.GetType().Name);
            }

            await bell.WaitAsync(wait, time, ct);
        }
    }

    private async Task<IReadOnlyCollection<DueLetter>> ReadDueAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await connection.QueryAsync<DueLetter>(new CommandDefinition(
            """
            SELECT letter_id AS LetterId, attempts AS Attempts, first_due_at AS FirstDueAt, correlation_id AS CorrelationId, causation_id AS CausationId, traceparent AS Traceparent
            FROM read.letter_to_send WHERE due_at <= @now AND letter_id <> ALL(@inHand) ORDER BY due_at LIMIT @AtOnce
            """, new { now = time.GetUtcNow(), inHand = inHand.Keys.ToArray(), AtOnce }, cancellationToken: ct))).AsList();
    }

    private async Task<TimeSpan> UntilNextAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var next = await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            "SELECT min(due_at) FROM read.letter_to_send WHERE due_at > @now", new { now = time.GetUtcNow() }, cancellationToken: ct));
        var wait = next is null ? LookAnyway : next.Value - time.GetUtcNow().UtcDateTime;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LookAnyway ? wait : LookAnyway;
    }

    /// <summary>The connection to the mail server lives as long as there is something to send, and is closed properly when there is not.</summary>
    private async Task RunLaneAsync(CancellationToken ct)
    {
        while (await WaitForLetterAsync())
        {
            using var carrier = post.Open();
            while (due.Reader.TryRead(out var letter))
            {
                // What was handed out but not begun when the service stops, the next start sends.
                if (!ct.IsCancellationRequested) await SendAsync(carrier, letter);
                inHand.TryRemove(letter.LetterId, out _);
            }
        }
    }

    private async Task<bool> WaitForLetterAsync() => await due.Reader.WaitToReadAsync(CancellationToken.None);

    private async Task SendAsync(LetterCarrier carrier, DueLetter letter)
    {
        try
        {
            await carrier.SendAsync(letter);
        }
        catch (Exception error)
        {
            // Nothing was sent or recorded; the row is still there and its turn comes again.
            log.LogWarning(error, "Letter {LetterId} could not be looked at and is tried again", letter.LetterId);
        }
    }
}
