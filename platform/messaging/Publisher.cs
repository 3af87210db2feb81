using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Messaging;

/// <summary>
/// The log is the outbox: hears the service's own log as the subscription <c>publisher</c> and sends what the map makes of it. The bookmark moves
/// when this returns, hence after every confirm. A failure repeats the page: at least once, the consumers' inboxes make it once.
/// </summary>
internal sealed class Publisher(BusOptions options, BusHealth health, TimeProvider time) : IAsyncDisposable
{
    public const string SubscriptionName = "publisher";

    private readonly Sender sender = new(options, SubscriptionName);

    public async Task PublishAsync(IReadOnlyList<IEvent> page, IDocumentSession session, CancellationToken ct)
    {
        try
        {
            await sender.SendAsync(options.PublishExchange!, page, static _ => true, ct);
            health.Fine(SubscriptionName);
            Telemetry.PublisherLag.Record(AgeOf(page[^1]));
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            health.Problem(SubscriptionName, exception);
            Telemetry.PublisherLag.Record(AgeOf(page[0]));
            throw;
        }
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();

    private double AgeOf(IEvent @event) => Math.Max(0, (time.GetUtcNow() - @event.Timestamp).TotalSeconds);
}
