using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ComplaintsPlatform.Messaging;

/// <summary>The wire format: CloudEvents 1.0, structured JSON. Everything is in the body; the AMQP properties repeat what brokers route and people look at.</summary>
internal static class CloudEvents
{
    public const string ContentType = "application/cloudevents+json";

    /// <summary>AMQP header with the subject: what a listener goes by before it opens the body.</summary>
    public const string SubjectHeader = "subject";

    /// <summary>AMQP header that chooses a service's queue, <c>0</c> to <c>11</c>; the publisher takes it from the subject.</summary>
    public const string SlotHeader = "slot";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static byte[] Write(Envelope envelope, object data)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", envelope.Id);
            json.WriteString("source", envelope.Source);
            json.WriteString("type", envelope.MessageType);
            json.WriteString("subject", envelope.Subject);
            json.WriteString("time", envelope.SentAt.UtcDateTime);
            json.WriteString("datacontenttype", "application/json");
            if (envelope.StreamVersion is { } version) json.WriteNumber("streamversion", version);
            Optional("logposition", envelope.LogPosition);
            Optional("correlationid", envelope.CorrelationId);
            Optional("causationid", envelope.CausationId);
            Optional("actor", envelope.Actor);
            Optional("traceparent", envelope.TraceParent);
            json.WritePropertyName("data");
            JsonSerializer.Serialize(json, data, data.GetType(), Json);
            json.WriteEndObject();

            void Optional(string name, string? value)
            {
                if (value is not null) json.WriteString(name, value);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="UnprocessableMessageException">Not a CloudEvent that we can take.</exception>
    public static (Envelope Envelope, JsonElement Data) Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var root = JsonElement.Parse(body.Span, Strict);
        if (root.ValueKind != JsonValueKind.Object) throw new UnprocessableMessageException("Not a CloudEvent: not a JSON object.");
        if (Required(root, "specversion") != "1.0") throw new UnprocessableMessageException("Not a CloudEvent of version 1.0.");
        var (id, source) = (Required(root, "id"), Required(root, "source"));
        var envelope = new Envelope
        {
            // Other modules may give any text: source and id together are unique by the standard.
            Id = Guid.TryParse(id, out var known) ? known : IdFrom(Encoding.UTF8.GetBytes($"{source}\n{id}")),
            Source = source,
            MessageType = Required(root, "type"),
            Subject = Required(root, "subject"),
            SentAt = Optional(root, "time") is not { } time ? now
                : DateTimeOffset.TryParse(time, System.Globalization.CultureInfo.InvariantCulture, out var sent) ? sent
                : throw new UnprocessableMessageException("CloudEvents attribute 'time' is not a time."),
            CorrelationId = Optional(root, "correlationid"),
            CausationId = Optional(root, "causationid"),
            TraceParent = Optional(root, "traceparent"),
            LogPosition = Optional(root, "logposition"),
            Actor = Optional(root, "actor"),
            StreamVersion = root.TryGetProperty("streamversion", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt64(out var number) ? number : null,
        };
        return (envelope, root.TryGetProperty("data", out var data) ? data : default);
    }

    public static T DataOf<T>(JsonElement data) => data.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
        ? throw new UnprocessableMessageException("The CloudEvent has no data.")
        : data.Deserialize<T>(Json)!;

    /// <summary>The same id for the same bytes: a message that comes twice counts once even when it names no usable id.</summary>
    public static Guid IdFrom(ReadOnlySpan<byte> content)
    {
        var hash = SHA256.HashData(content).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    private static string Required(JsonElement root, string name) => Optional(root, name) is { Length: > 0 } value
        ? value
        : throw new UnprocessableMessageException($"CloudEvents attribute '{name}' is missing.");

    private static string? Optional(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String) throw new UnprocessableMessageException($"CloudEvents attribute '{name}' is not a string.");
        var text = value.GetString()!;
        return text.Length <= 500 && !text.Any(char.IsControl)
            ? text
            : throw new UnprocessableMessageException($"CloudEvents attribute '{name}' is over-long or has control characters.");
    }
}
