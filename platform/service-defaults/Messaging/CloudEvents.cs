using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RabbitMQ.Client;
using Wolverine;
using Wolverine.RabbitMQ.Internal;
using Wolverine.Runtime.Serialization;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>
/// The wire format: CloudEvents 1.0, structured JSON. Everything is in the body; the AMQP properties repeat what
/// brokers route and people look at. Wolverine's own CloudEvents have neither subject nor extensions, and a content
/// type that is not theirs.
/// </summary>
internal sealed class CloudEvents(Voice voice) : IUnwrapsMetadataMessageSerializer, IRabbitMqEnvelopeMapper
{
    public const string Type = "application/cloudevents+json";

    // What an envelope carries besides Wolverine's own fields; kept through retries and dead letters.
    public const string SourceHeader = "ce-source";
    public const string IdHeader = "ce-id";
    public const string FingerprintHeader = "ce-fingerprint";
    public const string StreamVersionHeader = "ce-streamversion";
    public const string LogPositionHeader = "ce-logposition";
    public const string CausationHeader = "ce-causationid";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new WholeNumbers() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LetOptionalsBeMissing } },
    };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Opens a body that is sealed, and gives back any other; null when its subject was erased.</summary>
    public Func<byte[], byte[]?> Open { get; set; } = static body => body;

    /// <summary>Looks at data before it is read as its contract.</summary>
    public Action<Type, JsonElement>? Check { get; init; }

    public string ContentType => Type;

    public byte[] Write(Envelope envelope)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", envelope.Id);
            json.WriteString("source", voice.Source);
            json.WriteString("type", envelope.MessageType);
            json.WriteString("subject", envelope.GroupId);
            json.WriteString("time", envelope.SentAt.UtcDateTime);
            json.WriteString("datacontenttype", "application/json");
            if (envelope.TryGetHeader(StreamVersionHeader, out var version))
                json.WriteNumber("streamversion", long.Parse(version!, CultureInfo.InvariantCulture));
            envelope.TryGetHeader(LogPositionHeader, out var position);
            envelope.TryGetHeader(CausationHeader, out var causation);
            Optional("logposition", position);
            Optional("correlationid", envelope.CorrelationId);
            Optional("causationid", causation);
            Optional("actor", envelope.UserName);
            Optional("traceparent", envelope.ParentId);
            json.WritePropertyName("data");
            JsonSerializer.Serialize(json, envelope.Message!, envelope.Message!.GetType(), Json);
            json.WriteEndObject();

            void Optional(string name, string? value)
            {
                if (value is not null) json.WriteString(name, value);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    public void MapEnvelopeToOutgoing(Envelope envelope, IBasicProperties outgoing)
    {
        outgoing.Persistent = true;
        outgoing.ContentType = ContentType;
        outgoing.MessageId = envelope.Id.ToString();
        outgoing.Type = envelope.MessageType;
        outgoing.CorrelationId = envelope.CorrelationId;
        outgoing.Timestamp = new AmqpTimestamp(envelope.SentAt.ToUnixTimeSeconds());
        outgoing.Headers = new Dictionary<string, object?> { ["subject"] = envelope.GroupId };
    }

    /// <summary>
    /// Reads what the body says about itself. What cannot be read has an id made from its bytes and no type, for which
    /// <see cref="Unwrap"/> is asked: a mapper that throws would have the broker drop the message.
    /// </summary>
    public void MapIncomingToEnvelope(Envelope envelope, IReadOnlyBasicProperties incoming)
    {
        envelope.ContentType = ContentType;
        // The same id for the same bytes: what comes twice counts once even when it names no usable id.
        envelope.Id = DeterministicId.Of(envelope.Data!);
        try
        {
            Read(envelope);
        }
        catch (Exception)
        {
            envelope.MessageType = "";
        }
    }

    /// <summary>Reads what the body says about itself.</summary>
    /// <exception cref="UnprocessableMessageException">Not a CloudEvent that we can take.</exception>
    public void Unwrap(Envelope envelope)
    {
        try
        {
            Read(envelope);
        }
        catch (InvalidOperationException exception)
        {
            throw new UnprocessableMessageException($"Not a CloudEvent: {exception.Message}");
        }
    }

    private static void Read(Envelope envelope)
    {
        var root = Parse(envelope.Data!);
        if (Required(root, "specversion") != "1.0")
            throw new UnprocessableMessageException("Not a CloudEvent of version 1.0.");
        var (id, source, type, subject) =
            (Required(root, "id"), Required(root, "source"), Required(root, "type"), Required(root, "subject"));
        envelope.MessageType = type;
        envelope.Source = source;
        envelope.GroupId = subject;
        envelope.CorrelationId = Optional(root, "correlationid");
        envelope.UserName = Optional(root, "actor");
        envelope.ParentId = Optional(root, "traceparent");
        if (Optional(root, "time") is { } time)
            envelope.SentAt = DateTimeOffset.TryParse(
                time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent)
                ? sent
                : throw new UnprocessableMessageException("CloudEvents attribute 'time' is not a time.");
        envelope.Headers[SourceHeader] = source;
        envelope.Headers[IdHeader] = id;
        envelope.Headers[FingerprintHeader] = Fingerprint(type, root);
        Keep(LogPositionHeader, Optional(root, "logposition"));
        Keep(CausationHeader, Optional(root, "causationid"));
        if (root.TryGetProperty("streamversion", out var version) && version.ValueKind == JsonValueKind.Number
            && version.TryGetInt64(out var number))
            Keep(StreamVersionHeader, number.ToString(CultureInfo.InvariantCulture));
        // Last, so that what cannot be read has an id of its own. Other modules may give any text: source and id
        // together are unique by the standard.
        envelope.Id = source.StartsWith("/complaints/", StringComparison.Ordinal) && Guid.TryParse(id, out var ours)
            ? ours
            : DeterministicId.Of($"{source}\n{id}");

        void Keep(string header, string? value)
        {
            if (value is not null) envelope.Headers[header] = value;
        }
    }

    public object ReadFromData(Type messageType, Envelope envelope)
    {
        // A dead letter's body is sealed.
        var body = Open(envelope.Data!)
            ?? throw new UnprocessableMessageException("The message was erased with its subject.");
        if (!Parse(body).TryGetProperty("data", out var data) || data.ValueKind == JsonValueKind.Null)
            throw new UnprocessableMessageException("The CloudEvent has no data.");
        Check?.Invoke(messageType, data);
        return messageType == typeof(JsonElement) ? data : data.Deserialize(messageType, Json)!;
    }

    // Wolverine's older interface, of which this one is an extension, asks for these two as well. It never calls them
    // where the envelope is at hand, and half a CloudEvent must not go out.
    public object ReadFromData(byte[] data) =>
        throw new UnreachableException("A CloudEvent is read with its envelope.");

    public byte[] WriteMessage(object message) =>
        throw new UnreachableException("A CloudEvent is written with its envelope.");

    // A field that may be null may as well be left out, as schemas of other systems and older senders have it.
    private static void LetOptionalsBeMissing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property =>
            property.IsRequired && property.AssociatedParameter is { IsNullable: true }))
            property.IsRequired = false;
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            var root = JsonElement.Parse(body, Strict);
            return root.ValueKind == JsonValueKind.Object
                ? root
                : throw new UnprocessableMessageException("Not a CloudEvent: not a JSON object.");
        }
        catch (JsonException)
        {
            throw new UnprocessableMessageException("Not a CloudEvent: not JSON.");
        }
    }

    // The same source and id with another type or other data is the sender's fault, which is to be seen.
    private static string Fingerprint(string type, JsonElement root) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    $"{type}\n{(root.TryGetProperty("data", out var data) ? data.GetRawText() : "")}")));

    private static string Required(JsonElement root, string name) => Optional(root, name) is { Length: > 0 } value
        ? value
        : throw new UnprocessableMessageException($"CloudEvents attribute '{name}' is missing.");

    private static string? Optional(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new UnprocessableMessageException($"CloudEvents attribute '{name}' is not a string.");
        try
        {
            if (value.GetString() is { Length: <= 500 } text && !text.Any(char.IsControl)) return text;
        }
        catch (InvalidOperationException)
        {
            // Text that is not Unicode: JSON's parser lets it stand, and whoever reads it stumbles.
        }

        throw new UnprocessableMessageException(
            $"CloudEvents attribute '{name}' is over-long or has characters that are no text.");
    }
}
