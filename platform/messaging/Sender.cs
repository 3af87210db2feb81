using System.Diagnostics;
using ComplaintsPlatform.EventStore;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Messaging;

/// <summary>
/// Sends what the map makes of events, on one channel, and waits for the broker's word on each message. Subjects go side by side, one subject's
/// messages wait for each other. A page that failed is given again whole; what was confirmed of it is not sent a second time, so that one message
/// that no queue takes does not send all others of its page for as long as it stands there.
/// </summary>
internal sealed class Sender(BusOptions options, string role) : IAsyncDisposable
{
    // Without a limit a queue that has lost its majority would hold the publisher in silence.
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(30);

    // No rate limiter: the client's own delays single calls, which reorders a pipeline. A page bounds what is on its way.
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    private readonly Broker broker = new(options, role);
    private readonly HashSet<Guid> confirmed = [];
    private IChannel? channel;

    /// <summary>Returns when the broker has all of them: how many were sent.</summary>
    /// <param name="exchange">Where to.</param>
    /// <param name="page">In log order.</param>
    /// <param name="wanted">Which message types.</param>
    /// <param name="ct">Cancels; what the broker has by then stays there.</param>
    public async Task<int> SendAsync(string exchange, IReadOnlyList<IEvent> page, Func<string, bool> wanted, CancellationToken ct)
    {
        var sending = new List<(Guid Id, Task Sent)>(page.Count);
        try
        {
            if (channel is not { IsOpen: true })
            {
                await DropChannelAsync();
                channel = await broker.OpenChannelAsync(Confirmed, ct);
            }

            // A nack in the middle of a subject must not let a later one pass.
            var last = new Dictionary<Guid, Task>();
            foreach (var @event in page)
            {
                if (confirmed.Contains(@event.Id) || options.Map!(@event) is not { } outgoing) continue;
                var type = options.NameOf(outgoing.Message.GetType());
                if (!wanted(type)) continue;
                var sent = SendAsync(channel, exchange, type, @event, outgoing, last.GetValueOrDefault(outgoing.Subject, Task.CompletedTask), ct);
                last[outgoing.Subject] = sent;
                sending.Add((@event.Id, sent));
            }

            await AllOf(sending).WaitAsync(ConfirmTimeout, ct);
            confirmed.Clear();
            return sending.Count;
        }
        catch
        {
            // What is still on its way must not arrive between the repeated messages.
            await DropChannelAsync();
            await AllOf(sending).WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            confirmed.UnionWith(sending.Where(one => one.Sent.IsCompletedSuccessfully).Select(one => one.Id));
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropChannelAsync();
        await broker.DisposeAsync();
    }

    private static Task AllOf(List<(Guid Id, Task Sent)> sending) => Task.WhenAll(sending.Select(one => one.Sent));

    private async Task SendAsync(IChannel to, string exchange, string type, IEvent @event, Outgoing outgoing, Task before, CancellationToken ct)
    {
        await before;
        var traceParent = @event.Headers.GetValueOrDefault("traceparent");
        using var activity = Telemetry.Sending(exchange, type, traceParent);
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
            await to.BasicPublishAsync(exchange, type, mandatory: true, properties, CloudEvents.Write(envelope, outgoing.Message), ct);
            Telemetry.Published.Add(1);
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
