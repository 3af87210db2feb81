using System.Text.Json;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Testing;

/// <summary>Messages as another service of the platform says them.</summary>
public static class CloudEvent
{
    /// <summary>Publishes one to the exchange of complaints.</summary>
    public static ValueTask SayAsync(
        this IChannel channel, string type, Guid subject, object data, string source = "/complaints/test",
        Guid? id = null, DateTimeOffset? time = null, long? streamVersion = null, Guid? actor = null)
    {
        var said = new Dictionary<string, object>
        {
            ["specversion"] = "1.0",
            ["id"] = id ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            ["source"] = source,
            ["type"] = type,
            ["subject"] = subject,
            ["time"] = time ?? TimeProvider.System.GetUtcNow(),
            ["data"] = data,
        };
        if (streamVersion is { } version) said["streamversion"] = version;
        if (actor is { } who) said["actor"] = who;
        var body = JsonSerializer.SerializeToUtf8Bytes(said, JsonSerializerOptions.Web);
        var properties = new BasicProperties
        {
            ContentType = "application/cloudevents+json",
            Persistent = true,
            Headers = new Dictionary<string, object?> { ["subject"] = subject.ToString() },
        };
        return channel.BasicPublishAsync("complaints", type, mandatory: true, properties, body);
    }
}
