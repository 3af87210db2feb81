using System.Globalization;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Housing;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Seed;

/// <summary>What the repairs module would have said about these homes over the year, on the exchange on which other
/// modules publish.</summary>
internal static class RepairsFeed
{
    private static readonly (string Work, string Code, string Trade)[] Works =
    [
        ("Kitchen tap leaking, replace washer or tap", "PL", "Plumber"),
        ("No hot water, boiler losing pressure", "GA", "Gas engineer"),
        ("Mould treatment to bedroom wall", "DA", "Damp specialist"),
        ("Extractor fan not working", "EL", "Electrician"), ("Back door lock broken", "CA", "Carpenter"),
        ("Roof leaking at chimney, renew flashing", "RO", "Roofer"),
        ("Light fitting wet, make safe", "EL", "Electrician"), ("Window cracked, reglaze", "GL", "Glazier"),
        ("Blocked drain at rear", "DR", "Drainage"), ("Plaster loose in hallway", "PT", "Plasterer"),
    ];

    public static IEnumerable<(string Id, string Type, string Subject, object Data)> Tell(
        Landlord landlord, int count, DateOnly today, Random random)
    {
        for (var n = 0; n < count; n++)
        {
            var person = landlord.People[random.Next(landlord.People.Count)];
            var number = string.Create(CultureInfo.InvariantCulture, $"R{100_200 + n}");
            var order = new Reference(number, "harbour-repairs");
            var day = today.AddDays(-random.Next(1, 380));
            var reported = new DateTimeOffset(day, new TimeOnly(8 + random.Next(9), random.Next(60)), TimeSpan.Zero);
            var (work, code, trade) = Works[random.Next(Works.Length)];
            var priority = random.Next(1, 5);
            (string, string, string, object) Fact<T>(string part, T data) where T : notnull =>
                ($"{number}-{part}", MessageNames.Of(typeof(T)), number, data);

            yield return Fact("raised",
                new RepairRaised(order, reported, work, new Priority(priority, null, reported.AddDays(priority * 7)),
                    new Trade(code, trade),
                random.Next(10) == 0
                    ? null
                    : new Customer(new Reference(person.TenantReference, Landlord.Allocator)),
                    new PropertyUnit(person.Home.Uprn, null)));
            var visit = day.AddDays(random.Next(2, 25));
            if (random.Next(10) < 7)
                yield return Fact("appointment",
                    new RepairAppointmentMade(
                        order, reported.AddMinutes(20), new AppointmentWindow(visit, "08:00", "13:00")));
            if (visit >= today) continue;
            var came = new DateTimeOffset(visit, new TimeOnly(11, 15), TimeSpan.Zero);
            if (random.Next(6) == 0) yield return Fact("no-access", new RepairNoAccess(order, came, true));
            else if (random.Next(6) > 0)
                yield return Fact("completed", new RepairCompleted(order, came.AddHours(2), null));
        }
    }

    public static async Task PublishAsync(
        string broker, IEnumerable<(string Id, string Type, string Subject, object Data)> facts)
    {
        var factory = new ConnectionFactory { Uri = new Uri(broker), ClientProvidedName = "seed" };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        foreach (var chunk in facts.Chunk(100))
            await Task.WhenAll(
                chunk.Select(fact =>
                    channel.BasicPublishAsync(Topology.Housing, fact.Type, mandatory: true,
                        Properties(fact.Id, fact.Subject), Body(fact)).AsTask()));
    }

    private static BasicProperties Properties(string id, string subject) => new()
    {
        ContentType = "application/cloudevents+json",
        DeliveryMode = DeliveryModes.Persistent,
        MessageId = id,
        Headers = new Dictionary<string, object?> { ["subject"] = subject },
    };

    private static byte[] Body((string Id, string Type, string Subject, object Data) fact) =>
        JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, object>
        {
            ["specversion"] = "1.0",
            ["id"] = fact.Id,
            ["source"] = "/housing/repairs",
            ["type"] = fact.Type,
            ["subject"] = fact.Subject,
            ["datacontenttype"] = "application/json",
            ["data"] = fact.Data
        },
        Web);

    // A property that is not given is left out: the schema knows no null for it.
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}
