using RabbitMQ.Client;

namespace ComplaintsPlatform.Messaging;

/// <summary>
/// Declares the whole system's exchanges and queues; idempotent. A queue's topic binding comes last: from the moment that a message can reach
/// the consistent-hash exchange all its queues hang on it, so a subject never changes its queue between two messages.
/// </summary>
internal static class Topology
{
    public static string Ring(Listening listening) => $"{listening.Service}.{listening.Exchange}";

    public static string Queue(Listening listening, int number) => $"{Ring(listening)}.{number}";

    public static async Task DeclareAsync(IChannel channel, BusOptions options, CancellationToken ct)
    {
        var topics = options.Topology.Select(listening => listening.Exchange).Append(options.PublishExchange).OfType<string>().Distinct();
        foreach (var topic in topics)
            await channel.ExchangeDeclareAsync(topic, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: ct);
        foreach (var listening in options.Topology)
            await DeclareAsync(channel, listening, ct);
    }

    private static async Task DeclareAsync(IChannel channel, Listening listening, CancellationToken ct)
    {
        var ring = Ring(listening);
        await channel.ExchangeDeclareAsync(ring, "x-consistent-hash", durable: true, autoDelete: false,
            new Dictionary<string, object?> { ["hash-header"] = CloudEvents.SubjectHeader }, cancellationToken: ct);
        for (var number = 0; number < listening.Partitions; number++)
        {
            await channel.QueueDeclareAsync(Queue(listening, number), durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true }, cancellationToken: ct);
            await channel.QueueBindAsync(Queue(listening, number), ring, routingKey: "1", cancellationToken: ct);
        }

        foreach (var pattern in listening.RoutingKeys)
            await channel.ExchangeBindAsync(ring, listening.Exchange, pattern, cancellationToken: ct);
    }
}
