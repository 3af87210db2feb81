using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.Simulator;
using Housing = ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class SchemaSpecs
{
    private static readonly Housing.Reference Person = new("P-1", "Harbour Tenancies");

    [Fact]
    public void every_contract_of_the_feed_has_its_schema()
    {
        var contracts = typeof(Housing.RepairRaised).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Housing.RepairRaised).Namespace && type.GetCustomAttributes(typeof(MessageIdentityAttribute), false).Length > 0)
            .Select(MessageNames.Of).Order(StringComparer.Ordinal);
        HousingSchemas.MessageTypes.ShouldBe(contracts);
    }

    [Fact]
    public void what_the_simulator_publishes_keeps_the_schemas_and_is_the_same_for_the_same_seed()
    {
        var households = new[] { new Household(Person, "100023336956", null), new Household(null, null, new Housing.Reference("B-7", "Harbour Homes")) };
        var settings = new FeedSettings(7, 300, new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var feed = RepairsFeed.Make(settings, households);
        foreach (var message in feed)
        {
            using var wire = JsonDocument.Parse(message.ToBytes());
            JsonSchema.Parse(HousingSchemas.Text(message.Type)).Problems(wire.RootElement.GetProperty("data")).ShouldBeEmpty();
        }

        feed.Select(message => message.Type).Distinct().Count().ShouldBe(4);
        feed.Select(message => message.Id).Distinct().Count().ShouldBe(feed.Count);
        Bytes(feed).ShouldBe(Bytes(RepairsFeed.Make(settings, households)));
        feed.GroupBy(message => message.Subject).ShouldAllBe(life => life.First().Data is Housing.RepairRaised);
    }

    private static string Bytes(IEnumerable<FeedMessage> feed) => Convert.ToHexString(SHA256.HashData([.. feed.SelectMany(message => message.ToBytes())]));

    [Theory]
    [InlineData("reference", null, "the message lacks reference")]
    [InlineData("descriptionOfWork", "\"\"", "/descriptionOfWork breaks minLength 1")]
    [InlineData("descriptionOfWork", "7", "/descriptionOfWork is not of type string")]
    [InlineData("dateReported", "\"2026-03-02\"", "/dateReported breaks format date-time")]
    [InlineData("dateReported", "\"2026-03-02T09:00:00\"", "/dateReported breaks format date-time")]
    [InlineData("priority", "{\"priorityCode\":6}", "/priority/priorityCode breaks maximum 5")]
    [InlineData("priority", "{\"priorityCode\":1e400}", "/priority/priorityCode is not of type integer")]
    [InlineData("property", "{}", "/property breaks minProperties 1")]
    [InlineData("property", "{\"uprn\":\"12 34\"}", "/property/uprn breaks pattern ^[0-9]{1,12}$")]
    [InlineData("customer", "{}", "/customer lacks reference")]
    [InlineData("reference", "{\"id\":\"a|b\",\"allocatedBy\":\"x\"}", "/reference/id breaks pattern")]
    public void a_broken_message_is_refused_with_the_place_and_without_the_value(string property, string? json, string problem)
    {
        var message = JsonSerializer.SerializeToNode(Repairs.Raised(person: Person), JsonSerializerOptions.Web)!.AsObject();
        message["property"]!.AsObject().Remove("reference");
        if (json is null) message.Remove(property);
        else message[property] = JsonNode.Parse(json);
        using var document = JsonDocument.Parse(message.ToJsonString());
        Should.Throw<UnprocessableMessageException>(() => HousingMessage.Read<Housing.RepairRaised>(document.RootElement)).Message.ShouldContain(problem);
    }

    [Fact]
    public void properties_that_the_schema_does_not_name_are_let_through()
    {
        var message = JsonSerializer.SerializeToNode(Repairs.Raised(), JsonSerializerOptions.Web)!.AsObject();
        message["property"]!.AsObject().Remove("reference");
        message["locationOfRepair"] = "Kitchen";
        using var document = JsonDocument.Parse(message.ToJsonString());
        HousingMessage.Read<Housing.RepairRaised>(document.RootElement).DescriptionOfWork.ShouldBe("Leak under the kitchen sink");
    }

    [Theory]
    [InlineData("""{"type":"object","unevaluatedProperties":false}""")]
    [InlineData("""{"properties":{"a":{"anyOf":[]}}}""")]
    [InlineData("""{"format":"email"}""")]
    [InlineData("""{"$ref":"#/$defs/missing"}""")]
    public void a_schema_that_says_more_than_the_validator_knows_is_refused(string schema) =>
        Should.Throw<InvalidDataException>(() => JsonSchema.Parse(schema));
}
