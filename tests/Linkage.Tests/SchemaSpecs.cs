using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.Simulator;
using Wolverine.Attributes;
using Housing = ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class SchemaSpecs
{
    private static readonly Housing.Reference Person = new("P-1", "Harbour Tenancies");

    [Fact]
    public void every_contract_of_the_feed_has_its_schema()
    {
        var contracts = typeof(Housing.RepairRaised).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Housing.RepairRaised).Namespace
                && type.GetCustomAttributes(typeof(MessageIdentityAttribute), false).Length > 0)
            .Select(MessageNames.Of).Order(StringComparer.Ordinal);
        HousingSchemas.MessageTypes.ShouldBe(contracts);
    }

    [Fact]
    public void what_the_simulator_publishes_keeps_the_schemas_and_is_the_same_for_the_same_seed()
    {
        var households = new[] { new Household(Person, "100023336956", null),
            new Household(null, null, new Housing.Reference("B-7", "Harbour Homes")) };
        var settings = new FeedSettings(7, 300, new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var feed = RepairsFeed.Make(settings, households);
        foreach (var message in feed)
        {
            using var wire = JsonDocument.Parse(message.ToBytes());
            HousingFeed.Problems(message.Type, wire.RootElement.GetProperty("data")).ShouldBeEmpty();
        }

        feed.Select(message => message.Type).Distinct().Count().ShouldBe(4);
        feed.Select(message => message.Id).Distinct().Count().ShouldBe(feed.Count);
        Bytes(feed).ShouldBe(Bytes(RepairsFeed.Make(settings, households)));
        feed.GroupBy(message => message.Subject).ShouldAllBe(life => life.First().Data is Housing.RepairRaised);
    }

    private static string Bytes(IEnumerable<FeedMessage> feed) =>
        Convert.ToHexString(SHA256.HashData([.. feed.SelectMany(message => message.ToBytes())]));

    [Theory]
    [InlineData("reference", null, "the message: Required properties [\"reference\"] are not present")]
    [InlineData("descriptionOfWork", "\"\"", "/descriptionOfWork: Value should be at least 1 characters")]
    [InlineData("descriptionOfWork", "7", "/descriptionOfWork: Value is \"integer\" but should be \"string\"")]
    [InlineData("dateReported", "\"2026-03-02\"", "/dateReported: Value does not match format \"date-time\"")]
    [InlineData("dateReported", "\"2026-03-02T09:00:00\"", "/dateReported: Value does not match format \"date-time\"")]
    [InlineData("priority", "{\"priorityCode\":6}", "/priority/priorityCode: Value should be at most 5")]
    [InlineData("priority", "{\"priorityCode\":0}", "/priority/priorityCode: Value should be at least 1")]
    [InlineData(
        "priority", "{\"priorityCode\":2.5}", "/priority/priorityCode: Value is \"number\" but should be \"integer\"")]
    [InlineData("priority", "{\"priorityCode\":1e400}", "/priority/priorityCode: Value should be at most 5")]
    [InlineData("property", "{}", "/property: Value should have at least 1 properties")]
    [InlineData("customer", "{}", "/customer: Required properties [\"reference\"] are not present")]
    [InlineData(
        "reference", "{\"id\":\" \\n\",\"allocatedBy\":\"x\"}", "/reference/id: The string value is not a match")]
    [InlineData("property", "{\"uprn\":7}", "/property/uprn: Value is \"integer\" but should be")]
    public void a_broken_message_is_refused_with_the_place_and_without_the_value(
        string property, string? json, string problem)
    {
        var message = Message();
        if (json is null) message.Remove(property);
        else message[property] = JsonNode.Parse(json);
        var refused = Should.Throw<UnprocessableMessageException>(() => Check(message)).Message;
        refused.ShouldContain(problem);
        foreach (var value in (string[])["6", "1e400"]) refused.ShouldNotContain(value);
    }

    [Fact]
    public void properties_that_the_schema_does_not_name_are_let_through()
    {
        var message = Message();
        message["locationOfRepair"] = "Kitchen";
        Should.NotThrow(() => Check(message));
    }

    [Fact]
    public void what_is_not_of_the_housing_modules_is_not_looked_at() =>
        Should.NotThrow(() => HousingFeed.Check(typeof(Contracts.Intake.ComplaintMade), default));

    private static void Check(JsonObject message)
    {
        using var document = JsonDocument.Parse(message.ToJsonString());
        HousingFeed.Check(typeof(Housing.RepairRaised), document.RootElement);
    }

    private static JsonObject Message()
    {
        var message =
            JsonSerializer.SerializeToNode(Repairs.Raised(person: Person), JsonSerializerOptions.Web)!.AsObject();
        message["property"]!.AsObject().Remove("reference");
        return message;
    }
}
