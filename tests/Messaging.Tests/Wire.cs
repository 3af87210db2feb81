using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ComplaintsPlatform.Messaging.Tests;

/// <summary>A plain client of the broker: what other modules, and accidents, put on the wire.</summary>
internal sealed class Wire(IConnection connection, IChannel channel) : IAsyncDisposable
{
    public static async Task<Wire> ConnectAsync(string broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        return new Wire(connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
    }

    public static string Message(Guid id, Guid subject, int number, string type = Node.Said) =>
        $$"""
        {"specversion":"1.0","id":"{{id}}","source":"/complaints/sender","type":"{{type}}","subject":"{{subject}}","time":"2026-03-02T09:00:00Z","data":{"thingId":"{{subject}}","number":{{number}} } }
        """;

    public Task SendAsync(string body, object? subject, string routingKey = Node.Said) =>
        SendAsync(body, routingKey, new Dictionary<string, object?> { ["subject"] = subject?.ToString(), ["slot"] = Topology.Slot($"{subject}") });

    public async Task SendAsync(string body, string routingKey, Dictionary<string, object?> headers) => await channel.BasicPublishAsync(
        "complaints", routingKey, mandatory: true, new BasicProperties { Persistent = true, Headers = headers }, Encoding.UTF8.GetBytes(body));

    /// <summary>Takes the first message of a service that is not running, without acknowledging it.</summary>
    public async Task<(string Queue, byte[] Body)> TakeAsync(int partitions = 4)
    {
        var taken = new TaskCompletionSource<(string, byte[])>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            taken.TrySetResult((message.ConsumerTag, message.Body.ToArray()));
            return Task.CompletedTask;
        };
        await channel.BasicQosAsync(0, 1, global: false);
        for (var number = 0; number < partitions; number++)
            await channel.BasicConsumeAsync($"listener.complaints.{number}", autoAck: false, consumerTag: $"listener.complaints.{number}", consumer);
        return await taken.Task;
    }

    /// <summary>Messages that nobody has been given yet.</summary>
    public async Task<uint> WaitingAsync(int partitions = 4)
    {
        uint waiting = 0;
        for (var number = 0; number < partitions; number++) waiting += await channel.MessageCountAsync($"listener.complaints.{number}");
        return waiting;
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
