using System.Diagnostics;
using ComplaintsPlatform.Contracts;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Simulator;

/// <summary>
/// Publishes to the exchange <c>housing</c> as any module would: the exchange is declared as it is, header
/// <c>subject</c> says what the order is kept for, and nothing counts as published before the broker confirmed it.
/// </summary>
public sealed class FeedPublisher : IAsyncDisposable
{
    private const int Window = 256;
    private readonly IConnection connection;
    private readonly IChannel channel;

    private FeedPublisher(IConnection connection, IChannel channel) =>
        (this.connection, this.channel) = (connection, channel);

    /// <param name="amqp">AMQP address of the broker.</param>
    /// <param name="cancellationToken">Cancels connecting.</param>
    public static async Task<FeedPublisher> ConnectAsync(string amqp, CancellationToken cancellationToken = default)
    {
        var connection = await new ConnectionFactory
        { Uri = new Uri(amqp), ClientProvidedName = "repairs simulator" }.CreateConnectionAsync(cancellationToken);
        var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            cancellationToken);
        await channel.ExchangeDeclareAsync(Topology.Housing, ExchangeType.Topic, durable: true, autoDelete: false,
            cancellationToken: cancellationToken);
        return new FeedPublisher(connection, channel);
    }

    /// <summary>Publishes in order, and returns when all are confirmed.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="perSecond">Or null for as fast as the broker takes them.</param>
    /// <param name="cancellationToken">Stops between messages.</param>
    /// <returns>How many were confirmed.</returns>
    public async Task<int> PublishAsync(
        IEnumerable<FeedMessage> messages, double? perSecond = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var waiting = new Queue<Task>();
        var sent = 0;
        var start = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        foreach (var message in messages)
        {
            while (perSecond is { } rate && sent / rate > Stopwatch.GetElapsedTime(start).TotalSeconds)
                await pace.WaitForNextTickAsync(cancellationToken);
            var properties = new BasicProperties
            {
                ContentType = "application/cloudevents+json",
                DeliveryMode = DeliveryModes.Persistent,
                MessageId = message.Id.ToString(),
                Type = message.Type,
                Headers = new Dictionary<string, object?>
                { ["subject"] = message.Subject, ["slot"] = Slot(message.Subject) },
            };
            waiting.Enqueue(
                channel.BasicPublishAsync(Topology.Housing, message.Type, mandatory: false, properties,
                    message.ToBytes(), cancellationToken).AsTask());
            sent++;
            if (waiting.Count >= Window) await waiting.Dequeue();
        }

        await Task.WhenAll(waiting);
        return sent;
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>Spreads work orders over the listeners' queues; any function of the subject that never changes
    /// does.</summary>
    private static string Slot(string subject) =>
        $"{subject.Aggregate(0, static (sum, letter) => ((sum * 31) + letter) % 12)}";
}
