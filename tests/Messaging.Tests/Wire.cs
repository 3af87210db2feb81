using System.Text;
using RabbitMQ.Client;

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

    public async Task SendAsync(string body, object? subject, string routingKey = Node.Said) => await channel.BasicPublishAsync(
        "complaints", routingKey, mandatory: true,
        new BasicProperties { Persistent = true, Headers = new Dictionary<string, object?> { ["subject"] = subject?.ToString() } }, Encoding.UTF8.GetBytes(body));

    /// <summary>Takes a message that nobody listens to, without acknowledging it.</summary>
    public async Task<(string Queue, BasicGetResult Message)> TakeAsync(int partitions = 4)
    {
        for (var number = 0; number < partitions; number++)
            if (await channel.BasicGetAsync($"listener.complaints.{number}", autoAck: false) is { } message)
                return ($"listener.complaints.{number}", message);
        throw new InvalidOperationException("Every queue is empty.");
    }

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
