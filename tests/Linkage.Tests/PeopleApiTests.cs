using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Linkage.Tests;

public sealed class PeopleApiTests(LinkageHost linkage) : IClassFixture<LinkageHost>
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task details_change_with_the_version_that_was_read_and_the_person_is_found_by_the_new_ones()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var id = await RegisterAsync(adviser, new { name = "Mary Shelly", email = "mary @shelly" });
        var details = new { name = "Mary Shelley", email = "mary@shelley.example", phone = "+442079460777" };
        (await adviser.PostAsJsonAsync($"api/people/{id}/change-details", details)).StatusCode
            .ShouldBe(HttpStatusCode.PreconditionRequired);
        (await SendAsync(adviser, id, "change-details", details, "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(adviser, id, "change-details", details, "\"1\"")).StatusCode
            .ShouldBe(HttpStatusCode.PreconditionFailed);
        var verify = new { details = new[] { "phone" }, channel = "phone" };
        (await SendAsync(adviser, id, "verify-details", verify, "\"2\"")).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        var found = await adviser.GetFromJsonAsync<JsonElement>("api/people?search=020%207946%200777");
        found.GetProperty("people")[0].GetProperty("name").GetString().ShouldBe("Mary Shelley");
        var page = await adviser.GetAsync($"api/people/{id}");
        page.Headers.ETag!.Tag.ShouldBe("\"3\"");
        var person = await page.Content.ReadFromJsonAsync<JsonElement>();
        person.GetProperty("toPutRight").GetArrayLength().ShouldBe(0);
        person.GetProperty("verified").GetProperty("phone").GetProperty("channel").GetString().ShouldBe("phone");
    }

    [Fact]
    public async Task who_may_be_registered_already_is_shown_and_can_be_somebody_else()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var first = await RegisterAsync(adviser, new { name = "Percy Bysshe", phone = "07700 900456" });
        var again = new { name = "P. Bysshe", phone = "+44 7700 900456" };
        var answer = await adviser.PostAsJsonAsync("api/people", again);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("type").GetString().ShouldBe("urn:complaints:problem:possible-double");
        var known = problem.GetProperty("doubles")[0];
        known.GetProperty("personId").GetGuid().ShouldBe(first);
        known.GetProperty("why").EnumerateArray().Select(why => why.GetString())
            .ShouldBe(["similar-name", "same-phone"]);
        await RegisterAsync(adviser, new { again.name, again.phone, isSomebodyElse = true });
    }

    [Fact]
    public async Task everything_known_about_a_person_is_one_answer()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var (home, complaint, repair) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        (await adviser.PostAsJsonAsync("api/properties", new
        {
            propertyId = home,
            uprn = "100071417680",
            address = "3 Harbour Row"
        })).EnsureSuccessStatusCode();
        (await adviser.PostAsJsonAsync($"api/properties/{home}/record-alert",
            new { code = "dog", source = "staff", agreedOn = "2026-01-05" })).EnsureSuccessStatusCode();
        var id = await RegisterAsync(
            adviser, new { name = "Ada Whole", references = Of("T-WHOLE"), propertyId = home });
        await RegisterAsync(adviser, new { name = "Byron Whole", propertyId = home });
        foreach (var (verb, body) in new (string, object)[]
        {
            ("record-contact", new { channel = "phone", about = "Rang about the boiler." }),
            ("add-household-member", new { name = "Byron Whole", relationship = "child" }),
            ("authorise-representative", new { name = "Mary Voice", relationship = "advocate", scope = "everything",
                from = "2026-01-01" }),
            ("record-need", new { kind = "adjustment", code = "large-print", source = "resident",
                agreedOn = "2026-01-05", reviewOn = "2026-02-05" }),
        })
            (await adviser.PostAsJsonAsync($"api/people/{id}/{verb}", body)).EnsureSuccessStatusCode();
        await linkage.RecordAsync(repair, new RepairRaised(repair, new Reference("WO-WHOLE", "R"), At,
            new DateOnly(2026, 3, 1), "Leak", 2, null, "PL", new Reference("T-WHOLE", "Harbour"),
            "100071417680", null));
        await MakeAsync(complaint, "Ada Whole", id);

        var all = await adviser.GetFromJsonAsync<JsonElement>($"api/people/{id}/overview");
        var person = all.GetProperty("person");
        person.GetProperty("contacts")[0].GetProperty("about").GetString().ShouldBe("Rang about the boiler.");
        person.GetProperty("contacts")[0].GetProperty("by").GetString().ShouldBe("Test Person");
        person.GetProperty("household")[0].GetProperty("name").GetString().ShouldBe("Byron Whole");
        person.GetProperty("representatives")[0].GetProperty("mayActToday").GetBoolean().ShouldBeTrue();
        person.GetProperty("needs")[0].GetProperty("stands").GetBoolean().ShouldBeTrue();
        all.GetProperty("home").GetProperty("alerts")[0].GetProperty("code").GetString().ShouldBe("dog");
        all.GetProperty("home").GetProperty("liveThere")[0].GetProperty("name").GetString().ShouldBe("Byron Whole");
        all.GetProperty("repairs")[0].GetProperty("why").GetString().ShouldBe("same-person-and-property");
        all.GetProperty("repairs")[0].GetProperty("repair").GetProperty("description").GetString().ShouldBe("Leak");
        all.GetProperty("complaints")[0].GetProperty("complaintId").GetGuid().ShouldBe(complaint);
        (await adviser.GetAsync($"api/people/{complaint}/overview")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var resident = linkage.Client(Roles.Resident);
        (await resident.GetAsync($"api/people/{id}/overview")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task complaints_about_the_home_are_shown_whether_they_name_it_or_only_somebody_who_lives_there()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var (home, elsewhere) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        (await adviser.PostAsJsonAsync("api/properties", new
        {
            propertyId = home,
            uprn = "100071417705",
            address = "9 Harbour Row"
        })).EnsureSuccessStatusCode();
        var person = await RegisterAsync(adviser, new { name = "Hester Home", propertyId = home });
        var other = await RegisterAsync(adviser, new { name = "Edgar Home", propertyId = home });
        var (named, byOther, own, away) = (
            await OpenAsync(null, home, 1), await OpenAsync(other, null, 2), await OpenAsync(person, elsewhere, 3),
            await OpenAsync(other, elsewhere, 4));

        var shown = (await adviser.GetFromJsonAsync<JsonElement>($"api/people/{person}/overview"))
            .GetProperty("complaints").EnumerateArray().ToDictionary(
                complaint => complaint.GetProperty("complaintId").GetGuid(),
                complaint => complaint.GetProperty("why").GetString());
        shown.Keys.ShouldBe([own, byOther, named]);
        shown.ShouldNotContainKey(away);
        (shown[own], shown[byOther], shown[named]).ShouldBe(("same-person", "same-property", "same-property"));

        async Task<Guid> OpenAsync(Guid? who, Guid? where, int day)
        {
            var complaint = Guid.CreateVersion7();
            var (from, until) = EvidenceWindow.Of(new DateOnly(2026, 3, day));
            await linkage.RecordAsync(complaint, new DossierOpened(
                complaint, $"CMP-{day}", new DateOnly(2026, 3, day), who, where, from, until));
            return complaint;
        }
    }

    [Fact]
    public async Task a_merged_double_leads_to_its_record_shares_its_repairs_and_can_be_undone()
    {
        using var officer = linkage.Client(Roles.ComplaintsOfficer);
        var kept = await RegisterAsync(officer, new { name = "Anna Merge", references = Of("T-KEPT") });
        var twin = await RegisterAsync(officer, new { name = "Anna Mergetwin", references = Of("T-TWIN") });
        var (complaint, repair) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await MakeAsync(complaint, "Anna Merge", kept);
        await linkage.RecordAsync(repair, new RepairRaised(repair, new Reference("WO-TWIN", "R"), At,
            new DateOnly(2026, 3, 1), "Leak", 2, null, "PL", new Reference("T-TWIN", "Harbour"), null, null));
        (await SendAsync(officer, twin, "merge", new { into = kept, reason = "One woman." }, "\"1\"")).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        await linkage.JoinedAsync();
        (await linkage.StreamAsync(complaint)).Select(stored => stored.Data.GetType().Name)
            .ShouldBe([nameof(DossierOpened), nameof(RecordLinked)]);
        (await FindAsync(officer, "mergetwin")).ShouldBe([kept]);
        (await SendAsync(officer, twin, "record-contact", new { channel = "phone", about = "x" }, "*")).StatusCode
            .ShouldBe(HttpStatusCode.Conflict);

        (await SendAsync(officer, twin, "undo-merge", new { reason = "Sisters." }, "\"2\"")).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        (await FindAsync(officer, "mergetwin")).ShouldBe([twin]);
        (await linkage.ScalarAsync<string>(
            $"select data ->> 'keys' from mt_doc_personentry where id = '{kept}'")).ShouldBe("[\"Harbour|T-KEPT\"]");
        await linkage.JoinedAsync();
        (await linkage.StreamAsync(complaint))[^1].Data.ShouldBeOfType<RecordUnlinked>();
    }

    [Fact]
    public async Task nobodys_repairs_show_on_a_complaint_because_of_an_id_that_does_not_fit_until_it_is_confirmed()
    {
        using var officer = linkage.Client(Roles.ComplaintsOfficer);
        var tom = await RegisterAsync(officer, new { name = "Tom Ashby", references = Of("T-TOM") });
        var (complaint, repair) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await linkage.RecordAsync(repair, new RepairRaised(repair, new Reference("WO-TOM", "R"), At,
            new DateOnly(2026, 3, 1), "Leak", 2, null, "PL", new Reference("T-TOM", "Harbour"), null, null));
        await MakeAsync(complaint, "Ama Quartey", tom);
        await linkage.JoinedAsync();
        var evidence = await officer.GetFromJsonAsync<JsonElement>($"api/complaints/{complaint}/evidence");
        evidence.GetProperty("items").GetArrayLength().ShouldBe(0);
        var suggested = evidence.GetProperty("suggestedPersons")[0];
        suggested.GetProperty("why").GetString().ShouldBe("name-does-not-fit");
        suggested.GetProperty("name").GetString().ShouldBe("Tom Ashby");

        var confirm = new HttpRequestMessage(HttpMethod.Post, $"api/complaints/{complaint}/confirm-person")
        { Content = JsonContent.Create(new { personId = tom }), Headers = { { "If-Match", "\"1\"" } } };
        (await officer.SendAsync(confirm)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await linkage.JoinedAsync();
        evidence = await officer.GetFromJsonAsync<JsonElement>($"api/complaints/{complaint}/evidence");
        evidence.GetProperty("items").GetArrayLength().ShouldBe(1);
        evidence.GetProperty("suggestedPersons").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("000000000000")]
    [InlineData("999999999999")]
    [InlineData("100071000000")]
    public async Task a_uprn_that_names_no_home_joins_nothing(string uprn)
    {
        var (home, complaint, repair) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await linkage.RecordAsync(home, new PropertyRegistered(home, uprn, "9 Nowhere", []));
        await linkage.RecordAsync(repair, new RepairRaised(repair, new Reference($"WO-{uprn}", "R"), At,
            new DateOnly(2026, 3, 1), "Leak", 2, null, "PL", null, uprn, null));
        await OpenAsync(complaint, home);
        (await linkage.StreamAsync(complaint)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task a_uprn_that_several_homes_have_joins_nothing()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        var flats = new List<Guid>();
        foreach (var flat in new[] { "PR-F1", "PR-F2" })
        {
            var answer = await adviser.PostAsJsonAsync("api/properties",
                new { uprn = "100071417699", address = $"{flat}, The Block", references = Of(flat) });
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            flats.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("propertyId").GetGuid());
        }

        flats.ShouldBeUnique();
        var (complaint, repair) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await linkage.RecordAsync(repair, new RepairRaised(repair, new Reference("WO-BLOCK", "R"), At,
            new DateOnly(2026, 3, 1), "Leak", 2, null, "PL", null, "100071417699", null));
        await OpenAsync(complaint, flats[0]);
        (await linkage.StreamAsync(complaint)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task equality_answers_are_read_by_compliance_officers_alone_and_lie_apart()
    {
        using var adviser = linkage.Client(Roles.ContactCentreAdviser);
        using var compliance = linkage.Client(Roles.ComplianceOfficer);
        var id = await RegisterAsync(adviser, new { name = "Eve Qual" });
        (await adviser.PostAsJsonAsync($"api/people/{id}/answer-equality",
            new { consent = true, channel = "phone", religion = "sikh" })).StatusCode
            .ShouldBe(HttpStatusCode.NoContent);
        foreach (var path in new[] { $"api/people/{id}/equality", "api/people/equality-summary?question=religion" })
        {
            (await adviser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await compliance.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await adviser.GetStringAsync($"api/people/{id}/overview")).ShouldNotContain("sikh");
        (await compliance.GetFromJsonAsync<JsonElement>("api/people/equality-summary?question=religion"))
            .GetProperty("groups").GetArrayLength().ShouldBe(0);
        (await linkage.ScalarAsync<long>(
            "select (select count(*) from mt_events where data::text ilike '%sikh%') + (select count(*) from "
                + "mt_doc_equalityentry where data::text ilike '%sikh%')")).ShouldBe(0);
        (await adviser.PostAsJsonAsync($"api/people/{id}/withdraw-equality", new { })).StatusCode
            .ShouldBe(HttpStatusCode.NoContent);
        (await compliance.GetAsync($"api/people/{id}/equality")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task OpenAsync(Guid complaint, Guid home)
    {
        var received = new DateOnly(2026, 3, 2);
        var (from, until) = EvidenceWindow.Of(received);
        await linkage.RecordAsync(complaint, new DossierOpened(complaint, "CMP-1", received, null, home, from, until));
        await linkage.JoinedAsync();
    }

    private static object[] Of(string id) => [new { id, allocatedBy = "Harbour" }];

    private static async Task<Guid> RegisterAsync(HttpClient client, object person)
    {
        var answer = await client.PostAsJsonAsync("api/people", person);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("personId").GetGuid();
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, Guid person, string verb, object body, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/people/{person}/{verb}")
        { Content = JsonContent.Create(body), Headers = { { "If-Match", version } } };
        return await client.SendAsync(request);
    }

    private static async Task<IReadOnlyList<Guid>> FindAsync(HttpClient client, string search) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"api/people?search={search}")).GetProperty("people")
            .EnumerateArray().Select(person => person.GetProperty("personId").GetGuid())];

    private async Task MakeAsync(Guid complaint, string name, Guid person)
    {
        await using var channel = await linkage.ChannelAsync();
        await channel.SayAsync(MessageNames.Of(typeof(ComplaintMade)), complaint, new ComplaintMade(
            complaint, "CMP-7K3M-9QXT", "phone", "repairs", new DateOnly(2026, 3, 2), At, complaint,
            new Complainant(person, name, null, null, null), null, [new PointOfComplaint(1, "The leak came back")],
            null, "phone"), source: "/complaints/intake", time: At);
        await LinkageHost.UntilAsync(async () => (await linkage.StreamAsync(complaint)).Count > 0);
    }
}
