using System.Diagnostics;
using ComplaintsPlatform.EventStore;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Messaging;

/// <summary>
/// The log is the outbox: hears the service's own log as the subscription <c>publisher</c> and sends what the map makes of it. The bookmark moves
/// when this returns, hence after every confirm. A failure repeats the page: at least once, the consumers' inboxes make it once.
/// </summary>
internal sealed class Publisher(BusOptions options, BusHealth health) : IAsyncDisposable
{
    public const string SubscriptionName = "publisher";

    // Without a limit a queue that has lost its majority would hold the publisher in silence.
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(30);

    // No rate limiter: the client's own delays single calls, which reorders a pipeline. A page bounds what is on its way.
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    private readonly Broker broker = new(options, SubscriptionName);
    private IChannel? channel;

    public async Task PublishAsync(IReadOnlyList<IEvent> page, IDocumentSession session, CancellationToken ct)
    {
        var sending = new List<Task>(page.Count);
        try
        {
            if (channel is not { IsOpen: true })
            {
                await DropChannelAsync();
                channel = await broker.OpenChannelAsync(Confirmed, ct);
            }

            // Subjects go side by side, one subject's messages wait for each other: a nack in the middle must not let a later one pass.
            var last = new Dictionary<Guid, Task>();
            foreach (var @event in page)
            {
                if (options.Map!(@event) is not { } outgoing) continue;
                var sent = SendAsync(channel, @event, outgoing, last.GetValueOrDefault(outgoing.Subject, Task.CompletedTask), ct);
                last[outgoing.Subject] = sent;
                sending.Add(sent);
            }

            await Task.WhenAll(sending).WaitAsync(ConfirmTimeout, ct);
            Telemetry.Published.Add(sending.Count);
            health.Fine(SubscriptionName);
        }
        catch (Exception exception)
        {
            if (!ct.IsCancellationRequested) health.Problem(SubscriptionName, exception);
            // What is still on its way must not arrive between the repeated messages.
            await DropChannelAsync();
            await Task.WhenAll(sending).WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropChannelAsync();
        await broker.DisposeAsync();
    }

    private async Task SendAsync(IChannel to, IEvent @event, Outgoing outgoing, Task before, CancellationToken ct)
    {
        await before;
        var type = options.NameOf(outgoing.Message.GetType());
        var traceParent = @event.Headers.GetValueOrDefault("traceparent");
        using var activity = Telemetry.Sending(options.PublishExchange!, type, traceParent);
        var envelope = EnvelopeOf(@event, outgoing, type, activity?.Id ?? traceParent);
        activity?.SetTag("messaging.message.id", envelope.Id).SetTag("messaging.message.conversation_id", envelope.CorrelationId);
        var properties = new BasicProperties
        {
            Persistent = true,
            ContentType = CloudEvents.ContentType,
            MessageId = envelope.Id.ToString(),
            Type = type,
            CorrelationId = envelope.CorrelationId,
            Timestamp = new AmqpTimestamp(envelope.SentAt.ToUnixTimeSeconds()),
            Headers = new Dictionary<string, object?> { [CloudEvents.SubjectHeader] = envelope.Subject, [CloudEvents.SlotHeader] = Topology.Slot(envelope.Subject) },
        };
        try
        {
            // Mandatory: a message that no queue takes is a hole in the topology, never a message lost.
            await to.BasicPublishAsync(options.PublishExchange!, type, mandatory: true, properties, CloudEvents.Write(envelope, outgoing.Message), ct);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }
    }

    private Envelope EnvelopeOf(IEvent @event, Outgoing outgoing, string type, string? traceParent) => new()
    {
        Id = @event.Id,
        MessageType = type,
        Source = $"/complaints/{options.Service}",
        Subject = outgoing.Subject.ToString(),
        SentAt = @event.Timestamp,
        CorrelationId = @event.CorrelationId,
        CausationId = @event.CausationId,
        StreamVersion = @event.Version,
        LogPosition = @event.Position.ToString(),
        Actor = @event.UserName,
        TraceParent = traceParent,
    };

    private async Task DropChannelAsync()
    {
        if (channel is not { } old) return;
        channel = null;
        await old.AbortAsync();
        await old.DisposeAsync();
    }
}
