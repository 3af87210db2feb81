using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Housing;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>Builds situations through the front door, as a user would.</summary>
public static class Scenarios
{
    public static object Complaint(
        string email, string? name = null, Guid? personId = null, Guid? propertyId = null) => new
        {
            channel = "phone",
            category = "repairs",
            resident = new { name = name ?? "Ada Reed", email, personId },
            propertyId,
            points = new[] { "The boiler has been broken for three weeks." },
            preferredContact = "email",
        };

    public static async Task<JsonElement> MakeComplaintAsync(this HttpClient adviser, object complaint)
    {
        using var answer = await adviser.PostAsJsonAsync("api/complaints", complaint);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Reads until a condition holds; a 404 (not there yet) counts as not.</summary>
    public static async Task<JsonElement> ReadUntilAsync(
        this HttpClient client, string path, Func<JsonElement, bool> condition, string otherwise,
        TimeSpan? limit = null)
    {
        var last = "";
        var found = await Eventually.GetAsync(async () =>
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            last = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) return null;
            var body = JsonSerializer.Deserialize<JsonElement>(last);
            return condition(body) ? new Found(body) : null;
        }, $"{otherwise} Last seen: {last}", limit);
        return found.Body;
    }

    /// <summary>Registers a person or a property; gives the id.</summary>
    public static async Task<Guid> RegisterAsync(this HttpClient client, string path, object body, string property)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(property).GetGuid();
    }

    /// <summary>A tenant's boiler is broken: said by the repairs module.</summary>
    public static Task RaiseRepairAsync(this Platform platform, string number, string tenant, string uprn)
    {
        var now = TimeProvider.System.GetUtcNow();
        var order = new Reference(number, "harbour-repairs");
        return platform.PublishToHousingAsync(
            MessageNames.Of(typeof(RepairRaised)), $"{number}-raised", number, new RepairRaised(
            order, now.AddDays(-3), "No hot water, boiler losing pressure", new Priority(2, null, now.AddDays(4)),
            new Trade("GA", "Gas engineer"),
            new Customer(new Reference(tenant, "harbour")), new PropertyUnit(uprn, null)));
    }

    public static async Task<JsonElement> CommandAsync(
        this HttpClient client, Guid complaintId, string verb, object body, string ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/complaints/{complaintId}/{verb}")
        { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private sealed record Found(JsonElement Body);
}
