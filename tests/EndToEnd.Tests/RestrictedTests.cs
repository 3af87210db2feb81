using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>A restricted complaint with all that it was made of: every route for reading of every service, asked over
/// the gateway as every role that is not named, tells nothing of it.</summary>
public sealed partial class RestrictedTests(Platform platform)
{
    private const string Secret = "the lodger upstairs waits for me";

    private static readonly string[] NotNamed =
    [
        "resident", "adviser", "housing.officer", "investigator", "compliance", "director", "auditor", "admin", "ops",
        "partner",
    ];

    [Fact]
    public async Task no_route_tells_whoever_is_not_named_that_there_is_one()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var officer = await platform.SignedInAsync("officer");
        var (officerId, leaderId) = (await platform.IdOfAsync("officer"), await platform.IdOfAsync("leader"));
        var property = await adviser.RegisterAsync(
            "api/properties", new { uprn = "100021765551", address = "5 Hidden Row, Harbourton" }, "propertyId");
        var person = await adviser.RegisterAsync("api/people", new
        {
            references = new[] { new { id = "T-5551", allocatedBy = "harbour" } },
            name = "Hannah Hidden",
            email = "hannah.hidden@example.org",
            propertyId = property,
        }, "personId");
        var submission = await PostAsync(adviser, "api/submissions", new
        {
            type = "service-request",
            channel = "phone",
            resident = new { name = "Hannah Hidden", personId = person },
            propertyId = property,
            what = $"A new lock: {Secret}.",
            preferredContact = "phone",
        });
        var submissionId = submission.GetProperty("submissionId").GetGuid();
        var made = await PostAsync(adviser, $"api/submissions/{submissionId}/promote-to-complaint", new
        { category = "staff-conduct", points = new[] { $"Nobody came, and {Secret}." } }, "*");
        var (id, reference) = (made.GetProperty("complaintId").GetGuid(), made.GetProperty("reference").GetString()!);
        await officer.ReadUntilAsync($"api/complaints/{id}", _ => true, "It was not opened.");
        await PostAsync(adviser, $"api/people/{person}/record-contact",
            new { channel = "phone", about = $"She rang: {Secret}.", complaintId = id }, "*");
        foreach (var part in new[] { "clocks", "evidence", "correspondence" })
            await officer.ReadUntilAsync($"api/complaints/{id}/{part}", _ => true, $"There are no {part}.");
        await officer.CommandAsync(id, "claim", new { }, "*");
        await officer.CommandAsync(id, "restrict",
            new { people = new[] { officerId, leaderId }, reason = "She is in danger." }, "*");

        // Each service hears of it in a moment.
        using var auditor = await platform.SignedInAsync("auditor");
        foreach (var part in new[] { "", "/clocks", "/evidence", "/correspondence" })
            await Eventually.GetAsync(async () =>
                (await auditor.GetAsync(new Uri($"api/complaints/{id}{part}", UriKind.Relative))).StatusCode
                    == HttpStatusCode.NotFound ? "hidden" : null, $"{part} is still there.");
        foreach (var path in new[] { $"api/submissions/{submissionId}", $"api/waiting-contacts/made-into/{id}" })
            await Eventually.GetAsync(async () =>
                (await auditor.GetAsync(new Uri(path, UriKind.Relative))).StatusCode == HttpStatusCode.NotFound
                    ? "hidden" : null, $"{path} is still there.");
        await auditor.ReadUntilAsync($"api/reports/complaints?reference={reference}",
            page => page.GetProperty("complaints").GetArrayLength() == 0, "It is still listed.");

        var paths = await ReadingAsync();
        foreach (var user in NotNamed)
        {
            using var client = await platform.SignedInAsync(user);
            foreach (var path in paths)
            {
                var asked = path.Replace("{complaintId}", $"{id}").Replace("{reference}", reference)
                    .Replace("{personId}", $"{person}").Replace("{propertyId}", $"{property}")
                    .Replace("{submissionId}", $"{submissionId}").Replace("{userId}", $"{officerId}");
                await ShouldTellNothingAsync(client, Parameter().Replace(asked, $"{Guid.CreateVersion7()}"),
                    user, id, reference, isAllowed: path == "/api/complaints/restricted");
            }

            foreach (var query in new[]
            {
                $"/api/reports/complaints?reference={reference}", $"/api/reports/complaints?complaintId={id}",
                "/api/reports/complaints?theme=staff-conduct", $"/api/submissions?personId={person}",
                $"/api/people/{person}/overview",
            })
                await ShouldTellNothingAsync(client, query, user, id, reference, isAllowed: false);
            (await platform.MailsToAsync($"{user}@harbour.example"))
                .ShouldNotContain(mail => mail.GetRawText().Contains(reference));
        }

        // The named go on with it, and whoever complains is told as before.
        using var leader = await platform.SignedInAsync("leader");
        (await leader.GetStringAsync($"api/complaints/{id}")).ShouldContain(Secret);
        (await leader.GetStringAsync($"api/people/{person}/overview")).ShouldContain(reference);
    }

    private static async Task ShouldTellNothingAsync(
        HttpClient client, string path, string user, Guid id, string reference, bool isAllowed)
    {
        using var answer = await client.GetAsync(
            new Uri(path.TrimStart('/'), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var because = $"{user} {path}";
        if (path.Contains($"/complaints/{id}", StringComparison.Ordinal))
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
        // What is told as it happens goes on for as long as somebody reads; its own tests see to it.
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream" || isAllowed) return;
        var said = await answer.Content.ReadAsStringAsync();
        // A problem says the address again that was asked.
        if (!answer.IsSuccessStatusCode)
            said = said.Replace($"{id}", "", StringComparison.Ordinal).Replace(reference, "");
        said.ShouldNotContain($"{id}", Case.Insensitive, because);
        said.ShouldNotContain(reference, Case.Insensitive, because);
        said.ShouldNotContain(Secret, Case.Insensitive, because);
    }

    private static async Task<JsonElement> PostAsync(
        HttpClient client, string path, object body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<IReadOnlyList<string>> ReadingAsync()
    {
        var document = await platform.Gateway.GetFromJsonAsync<JsonElement>("openapi/v1.json");
        return [.. document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal)
                && path.Value.TryGetProperty("get", out _))
            .Select(path => path.Name)];
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
