using System.Diagnostics;
using System.Globalization;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.RabbitMQ;
using Wolverine.Runtime;
using Wolverine.Transports.Sending;
using Wolverine.Util;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>
/// The log is the outbox: says a service's new events in the order of the log, one lane per subject, and lets Marten's
/// bookmark move only when the broker has confirmed them all. At least once; the consumers make it once. Wolverine's
/// own outbox recovers without an order.
/// </summary>
internal sealed partial class Publisher(IServiceProvider services, Voice voice, BusHealth health, TimeProvider time,
    ILogger<Publisher> log) : SubscriptionBase
{
    public new const string Name = "publisher";

    // RabbitMQ.Client 7.2 has no limit, and strands whoever waits for a channel that is disposed meanwhile. By the
    // machine's clock: a network knows no other.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly ActivitySource Source = new("ComplaintsPlatform.Messages");

    // Late, since the runtime is made after the store that this is part of.
    private readonly Lazy<IWolverineRuntime> runtime = new(services.GetRequiredService<IWolverineRuntime>);

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        CancellationToken cancellationToken)
    {
        var cooldown = TimeSpan.FromMilliseconds(50);
        for (var waiting = page.Events; ; cooldown = cooldown * 2 < TimeSpan.FromSeconds(5)
            ? cooldown * 2
            : TimeSpan.FromSeconds(5))
        {
            var (unsaid, problem) =
                await SayAsync(waiting, RabbitMqEndpointUri.Exchange(Voice.Exchange), static _ => true);
            if (problem is null)
            {
                health.Fine(Name);
                return NullChangeListener.Instance;
            }

            health.Problem(Name, problem);
            LogWaiting(log, unsaid.Count, problem.GetType().Name);
            waiting = unsaid;
            await Task.Delay(cooldown, time, cancellationToken);
        }
    }

    /// <summary>Says events, in order for each subject.</summary>
    /// <returns>What the broker did not confirm, in log order, and why.</returns>
    public async Task<(List<IEvent> Unsaid, Exception? Problem)> SayAsync(
        IReadOnlyList<IEvent> events, Uri destination, Func<string, bool> wanted)
    {
        var sender = ((InlineSendingAgent)runtime.Value.Endpoints.GetOrBuildSendingAgent(destination)).Sender;
        var lanes = events
            // Marten leaves a tombstone where an append failed.
            .Where(@event => @event.Data is not Tombstone)
            .Select(@event => (Event: @event, Announcement: voice.Announce!(@event)))
            .Where(said =>
                said.Announcement is not null && wanted(said.Announcement.Message.GetType().ToMessageTypeName()))
            .GroupBy(said => said.Announcement!.Subject, said => (said.Event, said.Announcement!));
        var results = await Task.WhenAll(lanes.Select(lane => SayLaneAsync([.. lane], sender)));
        return ([.. results.SelectMany(result => result.Unsaid).OrderBy(@event => @event.Sequence)],
            results.FirstOrDefault(result => result.Problem is not null).Problem);
    }

    private async Task<(IEnumerable<IEvent> Unsaid, Exception? Problem)> SayLaneAsync(
        IReadOnlyList<(IEvent Event, Announcement Announcement)> lane, ISender sender)
    {
        for (var said = 0; said < lane.Count; said++)
            try
            {
                await SayOneAsync(lane[said].Event, lane[said].Announcement, sender);
            }
            catch (Exception exception)
            {
                return (lane.Skip(said).Select(unsaid => unsaid.Event), exception);
            }

        return ([], null);
    }

    // Not by the sending agent: that one tries a few times from memory and gives up in silence. The sender throws. What
    // is given up here and yet arrives, after its repetition and others, counts once and in its place all the same.
    private async Task SayOneAsync(IEvent @event, Announcement announcement, ISender sender)
    {
        var type = announcement.Message.GetType().ToMessageTypeName();
        using var activity = Source.StartActivity(
            $"send {type}", ActivityKind.Producer, @event.Headers?.GetValueOrDefault("traceparent")?.ToString());
        var envelope = new Envelope(announcement.Message)
        {
            Id = @event.Id,
            MessageType = type,
            TopicName = type,
            GroupId = announcement.Subject.ToString(),
            Source = voice.Service,
            SentAt = @event.Timestamp,
            CorrelationId = @event.CorrelationId,
            UserName = @event.UserName,
            ParentId = activity?.Id ?? @event.Headers?.GetValueOrDefault("traceparent")?.ToString(),
            Destination = sender.Destination,
            Serializer = services.GetRequiredService<CloudEvents>(),
        };
        envelope.Headers[CloudEvents.StreamVersionHeader] = @event.Version.ToString(CultureInfo.InvariantCulture);
        envelope.Headers[CloudEvents.LogPositionHeader] = @event.Sequence.ToString(CultureInfo.InvariantCulture);
        if (@event.CausationId is { } cause) envelope.Headers[CloudEvents.CausationHeader] = cause;
        await sender.SendAsync(envelope).AsTask().WaitAsync(Patience);
    }

    [LoggerMessage(LogLevel.Warning, "{Count} events wait to be said: {Kind}.")]
    private static partial void LogWaiting(ILogger log, int count, string kind);
}
