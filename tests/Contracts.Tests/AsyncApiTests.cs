using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Xml.Linq;
using Wolverine.Attributes;

namespace ComplaintsPlatform.Contracts.Tests;

/// <summary>
/// docs/asyncapi.json describes every event on the broker, and is what the contracts, their documentation, the schemas
/// and the topology say it is. After a change of those, run this with UPDATE_ASYNCAPI=1 and commit the file with the
/// change.
/// </summary>
public sealed class AsyncApiTests
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };
    private static readonly JsonSerializerOptions Written = new(Wire)
    { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Root = FindRoot();
    private static readonly XDocument Documentation =
        XDocument.Load(Path.ChangeExtension(typeof(Topology).Assembly.Location, ".xml"));

    [Fact]
    public void the_published_description_is_that_of_the_contracts()
    {
        var file = Path.Combine(Root, "docs", "asyncapi.json");
        var described = Describe().ToJsonString(Written) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_ASYNCAPI") is not null) File.WriteAllText(file, described);
        File.ReadAllText(file).ShouldBe(described);
    }

    private static JsonObject Describe()
    {
        var contracts = typeof(Topology).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<MessageIdentityAttribute>() is not null)
            .OrderBy(MessageNames.Of, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Complaints platform: events",
                ["version"] = "1",
                ["description"] =
                    "CloudEvents 1.0 in structured JSON over RabbitMQ. The routing key is the event's type; order "
                    + "is kept per subject (AMQP header 'subject', the same as the CloudEvents attribute). "
                    + "Delivery is at least once: go by id.",
            },
            ["defaultContentType"] = "application/cloudevents+json",
            ["channels"] = new JsonObject(
                contracts.Select(type =>
                    new KeyValuePair<string, JsonNode?>(MessageNames.Of(type), Channel(MessageNames.Of(type))))),
            ["operations"] = new JsonObject(
                contracts.Select(type =>
                    new KeyValuePair<string, JsonNode?>(MessageNames.Of(type), Operation(MessageNames.Of(type))))),
            ["components"] = new JsonObject
            {
                ["messages"] = new JsonObject(
                    contracts.Select(type =>
                        new KeyValuePair<string, JsonNode?>(MessageNames.Of(type), Message(type)))),
            },
        };
    }

    private static JsonObject Channel(string name) => new()
    {
        ["address"] = name,
        ["messages"] = new JsonObject { ["event"] = new JsonObject { ["$ref"] = $"#/components/messages/{name}" } },
        ["bindings"] = new JsonObject
        {
            ["amqp"] = new JsonObject
            {
                ["is"] = "routingKey",
                ["exchange"] = new JsonObject
                {
                    ["name"] = name[..name.IndexOf('.', StringComparison.Ordinal)],
                    ["type"] = "topic",
                    ["durable"] = true
                }
            },
        },
        ["x-heard-by"] = new JsonArray([.. Topology.Listeners
            .Where(consumer =>
                consumer.MessageTypes.Any(pattern => name.StartsWith(pattern.TrimEnd('#'), StringComparison.Ordinal)))
            .Select(consumer => (JsonNode)consumer.Service)]),
    };

    private static JsonObject Operation(string name) => new()
    {
        // Seen from the platform: it sends its own events and receives those of other modules.
        ["action"] = name.StartsWith("housing.", StringComparison.Ordinal) ? "receive" : "send",
        ["channel"] = new JsonObject { ["$ref"] = $"#/channels/{name}" },
    };

    private static JsonObject Message(Type type)
    {
        var name = MessageNames.Of(type);
        var schema = Path.Combine(Root, "shared-contracts", "Schemas", name + ".json");
        return new JsonObject
        {
            ["name"] = name,
            ["summary"] = Text(Member($"T:{type.FullName}")?.Element("summary")),
            ["contentType"] = "application/cloudevents+json",
            ["payload"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("specversion", "id", "source", "type", "subject", "time", "data"),
                ["properties"] = new JsonObject
                {
                    ["specversion"] = new JsonObject { ["const"] = "1.0" },
                    ["id"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" },
                    ["source"] = new JsonObject { ["type"] = "string" },
                    ["type"] = new JsonObject { ["const"] = name },
                    ["subject"] = new JsonObject { ["type"] = "string" },
                    ["time"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
                    ["data"] = File.Exists(schema) ? JsonNode.Parse(File.ReadAllText(schema)) : Schema(type),
                },
            },
        };
    }

    /// <summary>From the record; each property is described by the documentation of its parameter.</summary>
    private static JsonNode Schema(Type type) => Wire.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) =>
        {
            if (context.PropertyInfo is { AttributeProvider: PropertyInfo property } && node is JsonObject schema
                && Member($"T:{property.DeclaringType!.FullName}")?.Elements("param")
                    .FirstOrDefault(parameter =>
                        (string?)parameter.Attribute("name") == property.Name) is { } parameter)
                schema["description"] = Text(parameter);
            return node;
        },
    });

    private static XElement? Member(string name) =>
        Documentation.Descendants("member").FirstOrDefault(member => (string?)member.Attribute("name") == name);

    private static string? Text(XElement? element) => element is null
        ? null
        : string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ComplaintsPlatform.sln"))) directory = directory.Parent!;
        return directory.FullName;
    }
}
