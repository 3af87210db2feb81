using System.Threading.Channels;
using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Wakes the sender when a letter was drafted. Rung by a subscription, so at once, and after a restart for what came meanwhile.</summary>
internal sealed class LetterBell
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rung.Writer.TryWrite(true);

    public Task Hear(IReadOnlyList<IEvent> page, IDocumentSession session, CancellationToken ct)
    {
        if (page.Any(stored => stored.Data is LetterDrafted)) Ring();
        return Task.CompletedTask;
    }

    /// <summary>Until it rings or the time is up.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            await rung.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }
}
