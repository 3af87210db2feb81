using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ComplaintsPlatform.Messages.Tests;

/// <summary>A plain client of the broker: what other modules, and accidents, put on the wire.</summary>
internal sealed class Wire(IConnection connection, IChannel channel) : IAsyncDisposable
{
    public static async Task<Wire> ConnectAsync(string broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        return new Wire(connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
    }

    public static string Message(
        Guid id, Guid subject, int number, string type = Node.Said, string source = "/complaints/sender") =>
        $$"""
        {"specversion":"1.0","id":"{{id}}","source":"{{source}}","type":"{{type}}","subject":"{{subject}}",
         "time":"2026-03-02T09:00:00Z","data":{"thingId":"{{subject}}","number":{{number}} } }
        """;

    public async Task SendAsync(string body, string routingKey = Node.Said) =>
        await channel.BasicPublishAsync("complaints", routingKey, mandatory: true, new BasicProperties
        { Persistent = true }, Encoding.UTF8.GetBytes(body));

    /// <summary>Messages that nobody has been given yet.</summary>
    public Task<uint> WaitingAsync(string queue = "listener.complaints") => channel.MessageCountAsync(queue);

    public Task<uint> ConsumersAsync(string queue = "listener.complaints") => channel.ConsumerCountAsync(queue);

    /// <summary>
    /// Stands in line for a queue and waits for what it is given when the one before is gone; gives it back with the
    /// connection.
    /// </summary>
    public async Task<Task<BasicDeliverEventArgs>> NextInLineAsync(string queue = "listener.complaints")
    {
        var given = new TaskCompletionSource<BasicDeliverEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => Task.FromResult(given.TrySetResult(delivery));
        await channel.BasicQosAsync(0, 1, global: false);
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        return given.Task;
    }

    /// <summary>A queue that gets a copy of everything that is said from now on.</summary>
    public async Task ListenAsync(string queue)
    {
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(queue, "complaints", "#");
    }

    public async Task<string?> TakeAsync(string queue) =>
        await channel.BasicGetAsync(queue, autoAck: true) is { } taken
            ? Encoding.UTF8.GetString(taken.Body.Span)
            : null;

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
