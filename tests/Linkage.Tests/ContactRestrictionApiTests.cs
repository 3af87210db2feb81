using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>Contact restricted, looked at again and ended, by whom it may be.</summary>
public sealed class ContactRestrictionApiTests(LinkageHost linkage) : IClassFixture<LinkageHost>
{
    [Fact]
    public async Task contact_is_restricted_once_listed_looked_at_again_and_ended()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        using var officer = linkage.Client(Roles.ComplaintsOfficer);
        var made = await adviser.PostAsJsonAsync("api/people", new { name = "Cordelia Crossgates" });
        var person = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("personId").GetGuid();
        var restriction = Guid.CreateVersion7();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);
        object Said(DateOnly reviewOn) => new
        {
            restrictionId = restriction,
            behaviour = "Shouted at three advisers.",
            evidence = "Recordings of three calls.",
            ways = new[] { "letter-only" },
            whyProportionate = "A written warning changed nothing.",
            needsConsidered = "None are known.",
            toldOn = today,
            howToAppeal = "By a letter to the head of service.",
            from = today,
            reviewOn,
        };

        (await SendAsync(adviser, person, "restrict-contact", Said(today.AddMonths(6)))).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
        (await CodeAsync(await SendAsync(officer, person, "restrict-contact", Said(today.AddMonths(7)))))
            .ShouldBe("urn:complaints:problem:restriction-review-out-of-reach");
        foreach (var _ in new[] { 1, 2 })
            (await SendAsync(officer, person, "restrict-contact", Said(today.AddMonths(6)))).EnsureSuccessStatusCode();
        var row = (await OfAsync(adviser, person)).ShouldHaveSingleItem();
        row.GetProperty("restrictionId").GetGuid().ShouldBe(restriction);
        row.GetProperty("name").GetString().ShouldBe("Cordelia Crossgates");

        var next = today.AddMonths(3);
        (await SendAsync(officer, person, "review-contact-restriction",
            new { restrictionId = restriction, why = "Twice again.", reviewOn = next })).EnsureSuccessStatusCode();
        (await OfAsync(adviser, person)).ShouldHaveSingleItem().GetProperty("reviewOn").GetString()
            .ShouldBe($"{next:yyyy-MM-dd}");
        (await SendAsync(officer, person, "end-contact-restriction",
            new { restrictionId = restriction, reason = "It has been quiet." })).EnsureSuccessStatusCode();
        (await OfAsync(adviser, person)).ShouldBeEmpty();
        (await CodeAsync(await SendAsync(officer, person, "review-contact-restriction",
            new { restrictionId = restriction, why = "Once more.", reviewOn = next })))
            .ShouldBe("urn:complaints:problem:restriction-not-known");
        var shown = (await adviser.GetFromJsonAsync<JsonElement>($"api/people/{person}"))
            .GetProperty("contactRestrictions")[0].GetRawText();
        shown.ShouldContain("It has been quiet.");
        shown.ShouldContain("Twice again.");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, Guid person, string verb, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/people/{person}/{verb}")
        { Content = JsonContent.Create(body), Headers = { { "If-Match", "*" } } };
        return await client.SendAsync(request);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString();

    private static async Task<IReadOnlyList<JsonElement>> OfAsync(HttpClient client, Guid person) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("api/people/contact-restrictions")).GetProperty("items")
            .EnumerateArray().Where(row => row.GetProperty("personId").GetGuid() == person)];
}
