using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Restricting;

/// <summary>A restricted complaint is there for the named alone: on the real service, by every route.</summary>
public sealed class RestrictedApiTests(CasesFixture cases)
{
    private static readonly Guid Nobody = new("00000000-0000-7000-8000-0000000000ef");

    [Fact]
    public async Task no_route_tells_anybody_who_is_not_named_and_a_compliance_officer_names_others_unseen()
    {
        var (lee, cora) = (await cases.Employ("Lee Named", "team-leader"),
            await cases.Employ("Cora Compliance", "compliance-officer"));
        var (id, open) = (await cases.OpenedComplaint(), await cases.OpenedComplaint());
        await Done(cases.Officer, open, "link", new { otherId = id, reason = "The same block." });
        var reference = (await Read(cases.Officer, id)).GetProperty("reference").GetString()!;
        await Done(cases.Officer, id, "claim", new { });
        await Done(cases.Officer, id, "restrict", new { people = new[] { Sam.Id, lee }, reason = "She hides." });
        await Done(cases.Officer, id, "restrict", new { people = new[] { lee, Sam.Id }, reason = "Sent again." });
        await ShouldBeProblem(await Send(cases.Officer, id, "assign", new { ownerId = Priya.Id }, "*"),
            HttpStatusCode.Conflict, "owner-not-named");

        // Every route for reading, as whoever holds every role and is not named.
        var all = cases.Service.As(Nobody, "Nosy Nobody", [.. Roles.All]);
        foreach (var path in RoutesForReading().Select(path => path.Replace("{complaintId:guid}", $"{id}")))
        {
            if (path.EndsWith("/changes", StringComparison.Ordinal)) continue;
            var answer = await all.GetAsync(path.Replace("{reference}", reference));
            var said = await answer.Content.ReadAsStringAsync();
            if (path.Contains($"{id}", StringComparison.Ordinal) || path.Contains("{reference}"))
            {
                // As for one that there never was: the address alone is said again.
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
                said = said.Replace($"{id}", "", StringComparison.Ordinal).Replace(reference, "");
            }

            if (path == "/api/complaints/restricted") continue;
            said.ShouldNotContain($"{id}", Case.Insensitive, path);
            said.ShouldNotContain(reference, Case.Insensitive, path);
        }

        // Nor what another complaint says of it, its stored record included.
        foreach (var path in new[] { "", "/history", "/stream" })
        {
            var said = await all.GetStringAsync($"/api/complaints/{open}{path}");
            said.ShouldNotContain(reference, Case.Insensitive, path);
            said.ShouldNotContain($"{id}", Case.Insensitive, path);
            (await cases.Officer.GetAsync($"/api/complaints/{open}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await OpenOf(all, Sam.Id)).ShouldBe(await OpenOf(cases.Officer, Sam.Id) - 1);
        var unlinked = await Send(all, open, "unlink", new { otherId = id, reason = "x" }, null);
        unlinked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Read(cases.Officer, open)).GetProperty("linkedTo").GetArrayLength().ShouldBe(1);
        foreach (var (verb, body) in new (string, object)[]
        {
            ("claim", new { }), ("take-over", new { reason = "Mine." }),
            ("restrict", new { people = Array.Empty<Guid>(), reason = "Curious." }),
        })
            await ShouldBeProblem(await Send(all, id, verb, body, "*"), HttpStatusCode.NotFound, "not-found");

        // A compliance officer sees that it is there and who may know of it.
        var compliance = cases.Service.As(cora, "Cora Compliance", "compliance-officer");
        var row = (await Row(compliance, id))!.Value;
        row.GetProperty("reference").GetString().ShouldBe(reference);
        row.GetProperty("by").GetString().ShouldBe(Sam.Name);
        row.GetProperty("isLeftAlone").GetBoolean().ShouldBeFalse();
        row.GetProperty("people").EnumerateArray().Select(one => one.GetProperty("userId").GetGuid())
            .ShouldBe([Sam.Id, lee], ignoreOrder: true);
        await cases.Say(new Contracts.Identity.UserChanged(lee, null, null, null, null, true), 2);
        await Until(async () => (await Row(compliance, id))!.Value.GetProperty("isLeftAlone").GetBoolean());
        await ShouldBeProblem(await compliance.GetAsync($"/api/complaints/{id}"), HttpStatusCode.NotFound, "not-found");
        (await Replace(compliance, id, new { people = new[] { cora }, reason = "Both have left." })).StatusCode
            .ShouldBe(HttpStatusCode.NoContent);
        (await compliance.GetAsync($"/api/complaints/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await cases.Officer.GetAsync($"/api/complaints/{id}"), HttpStatusCode.NotFound,
            "not-found");
        (await compliance.GetStringAsync($"/api/complaints/{id}/history")).ShouldContain("who could not see it");
        await ShouldBeProblem(await Replace(compliance, open, new { people = new[] { cora }, reason = "x" }),
            HttpStatusCode.NotFound, "not-found");

        // Lifted, it is there for everybody again.
        await Done(compliance, id, "restrict", new { people = Array.Empty<Guid>(), reason = "She is safe." });
        (await Read(cases.Officer, id)).GetProperty("reference").GetString().ShouldBe(reference);
        (await Row(compliance, id)).ShouldBeNull();
    }

    [Fact]
    public async Task restricted_it_takes_what_was_merged_into_it_along()
    {
        var lee = await cases.Employ("Lee Merged", "team-leader");
        var (id, duplicate) = (await cases.OpenedComplaint(), await cases.OpenedComplaint());
        await Done(cases.Officer, id, "merge", new { duplicateId = duplicate, reason = "The same." });
        await Done(cases.Officer, id, "restrict", new { people = new[] { Sam.Id, lee }, reason = "She hides." });
        await ShouldBeProblem(await cases.Auditor.GetAsync($"/api/complaints/{duplicate}"), HttpStatusCode.NotFound,
            "not-found");
        await Done(cases.Officer, id, "undo-merge", new { duplicateId = duplicate, reason = "Not the same." });
        (await Read(cases.Officer, duplicate)).GetProperty("onlyFor").GetArrayLength().ShouldBe(2);
    }

    private IEnumerable<string> RoutesForReading() => cases.Service.Services
        .GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
        .Select(route => "/" + route.RoutePattern.RawText!.Trim('/'))
        .Where(path => path.StartsWith("/api/", StringComparison.Ordinal));

    private static async Task<int> OpenOf(HttpClient client, Guid userId) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/colleagues?all=true")).GetProperty("items").EnumerateArray()
            .Single(row => row.GetProperty("userId").GetGuid() == userId).GetProperty("openComplaints").GetInt32();

    private static async Task<JsonElement?> Row(HttpClient client, Guid id) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/complaints/restricted")).GetProperty("items").EnumerateArray()
            .Where(row => row.GetProperty("complaintId").GetGuid() == id).Select(row => (JsonElement?)row)
            .FirstOrDefault();

    private static Task<HttpResponseMessage> Replace(HttpClient client, Guid id, object body) =>
        client.PostAsJsonAsync($"/api/complaints/restricted/{id}/replace-named", body);

    private static Task<JsonElement> Read(HttpClient client, Guid id) =>
        client.GetFromJsonAsync<JsonElement>($"/api/complaints/{id}");

    private static async Task Done(HttpClient client, Guid id, string verb, object body)
    {
        using var answer = await Send(client, id, verb, body, "*");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
