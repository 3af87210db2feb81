using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Messaging;

/// <summary>
/// Declares the whole system's exchanges and queues; idempotent. The topic bindings come last: from the moment that a message can reach a service's
/// exchange all queues hang on it. The publisher says which slot a subject falls into and the bindings say which queue has that slot, so no state of the
/// broker's own decides: a consistent-hash exchange rebuilds its ring in another order after a restart, and a subject that moved to another queue can overtake itself.
/// </summary>
internal static class Topology
{
    /// <summary>What subjects are spread over, and so the most queues that a service can have for an exchange.</summary>
    public const int Slots = 12;

    public static string Queue(Listening listening, int number) => $"{Entrance(listening)}.{number}";

    /// <summary>Where a subject belongs, the same in every process and for ever: the start of its SHA-256.</summary>
    public static string Slot(string subject)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(subject), hash);
        return (BinaryPrimitives.ReadUInt32BigEndian(hash) % Slots).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The exchange before a service's queues: what is sent there, only that service hears.</summary>
    public static string Entrance(Listening listening) => $"{listening.Service}.{listening.Exchange}";

    /// <summary>Whether a topic exchange would pass the type: <c>*</c> stands for one word, <c>#</c> for any number of them.</summary>
    public static bool Matches(string pattern, string type) => Matches(pattern.Split('.'), type.Split('.'));

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
        var (entrance, unslotted) = (Entrance(listening), $"{Entrance(listening)}.unslotted");
        await channel.ExchangeDeclareAsync(unslotted, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
        await channel.ExchangeDeclareAsync(entrance, ExchangeType.Headers, durable: true, autoDelete: false,
            new Dictionary<string, object?> { ["alternate-exchange"] = unslotted }, cancellationToken: ct);
        for (var number = 0; number < listening.Partitions; number++)
            await channel.QueueDeclareAsync(Queue(listening, number), durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true }, cancellationToken: ct);
        for (var slot = 0; slot < Slots; slot++)
            await channel.QueueBindAsync(Queue(listening, slot % listening.Partitions), entrance, routingKey: "",
                new Dictionary<string, object?> { ["x-match"] = "all", [CloudEvents.SlotHeader] = $"{slot}" }, cancellationToken: ct);
        await channel.QueueBindAsync(Queue(listening, 0), unslotted, routingKey: "", cancellationToken: ct);

        foreach (var pattern in listening.RoutingKeys)
            await channel.ExchangeBindAsync(entrance, listening.Exchange, pattern, cancellationToken: ct);
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> words) => pattern switch
    {
        [] => words.IsEmpty,
        ["#", .. var rest] => Matches(rest, words) || (!words.IsEmpty && Matches(pattern, words[1..])),
        [var word, .. var rest] => !words.IsEmpty && (word == "*" || word == words[0]) && Matches(rest, words[1..]),
    };
}
