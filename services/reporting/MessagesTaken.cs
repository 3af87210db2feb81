using System.Collections.Concurrent;
using Marten;

namespace ComplaintsPlatform.Reporting;

/// <summary>
/// Keeps messages and folds them into the read tables. Transactions take their turn by the position that each of them
/// moves, so messages that wait for a turn share one: each in a transaction of its own cannot keep up with twenty
/// complaints a second on a busy machine. One that fails, fails alone. Applied again, after a crash before the message
/// counted as handled, they change nothing.
/// </summary>
public sealed class MessagesTaken(IDocumentStore store) : IDisposable
{
    private const int AtOnce = 100;

    private readonly ConcurrentQueue<Waiting> queue = [];
    private readonly SemaphoreSlim turn = new(1);

    public void Dispose() => turn.Dispose();

    internal async Task TakeAsync(StoredMessage message, CancellationToken ct)
    {
        var own = new Waiting(message);
        queue.Enqueue(own);
        await turn.WaitAsync(ct);
        try
        {
            // Whoever had the turn before may have taken this one along.
            while (!own.Done.Task.IsCompleted) await TakeNextAsync();
        }
        finally
        {
            turn.Release();
        }

        await own.Done.Task;
    }

    private Task TakeNextAsync()
    {
        List<Waiting> together = [];
        while (together.Count < AtOnce && queue.TryDequeue(out var next)) together.Add(next);
        return TakeAsync(together);
    }

    private async Task TakeAsync(List<Waiting> together)
    {
        try
        {
            await SaveAsync(together);
        }
        catch (Exception) when (together.Count > 1)
        {
            foreach (var one in together) await TakeAsync([one]);
        }
        catch (Exception exception)
        {
            together[0].Done.SetException(exception);
        }
    }

    // Nobody's cancellation ends what is the others' as well.
    private async Task SaveAsync(List<Waiting> together)
    {
        await using var session = store.LightweightSession();
        foreach (var one in together)
        {
            // The position is moved first, so that transactions take their turn by it.
            session.Queue(one.Message.Keep());
            if (ReportingMessages.Fold(one.Message) is { } change) session.Queue(change);
        }

        session.Queue(Reading.RecentChanges.Notice);
        await session.SaveChangesAsync();
        foreach (var one in together) one.Done.SetResult();
    }

    private sealed record Waiting(StoredMessage Message)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
