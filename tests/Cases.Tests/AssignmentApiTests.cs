using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.Contracts.Linkage;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Who may have a complaint, and what becomes of it when they may no more: over the real broker.</summary>
public sealed class AssignmentApiTests(CasesFixture cases)
{
    private const string Rehousing = "rehousing-and-allocations";
    private static readonly DateOnly Today = London.DayOf(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task the_owners_name_and_team_are_identitys_and_not_the_callers()
    {
        var team = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await cases.Say(new TeamChanged(team, "Damp team"));
        var nadia = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await cases.Employ(nadia, "Nadia Khan", ["investigating-officer"], team);
        var id = await cases.OpenedComplaint();
        (await Send(cases.Officer, id, "assign", new { ownerId = nadia, ownerName = "Nora Nobody" }, "\"1\""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        var owner = (await Read(id)).GetProperty("owner");
        owner.GetProperty("name").GetString().ShouldBe("Nadia Khan");
        owner.GetProperty("team").GetString().ShouldBe("Damp team");
        (await cases.ColleagueRow(nadia))!.Value.GetProperty("openComplaints").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task nobody_is_assigned_who_is_not_there()
    {
        var id = await cases.OpenedComplaint();
        await ShouldBeProblem(
            await Send(cases.Officer, id, "assign", new { ownerId = Guid.CreateVersion7(Now) }, "\"1\""),
            HttpStatusCode.Conflict, "owner-unknown");
    }

    [Fact]
    public async Task what_a_disabled_user_holds_goes_back_once_and_nobody_is_credited_with_it()
    {
        var leaver = await cases.Employ("Len Leaver", "complaints-officer");
        Guid[] held = [await Assigned(leaver), await Assigned(leaver)];
        var left = new UserChanged(leaver, null, null, null, null, Disabled: true);
        await cases.Say(left, 2);
        await cases.Say(left, 2);

        foreach (var id in held)
        {
            await Until(async () => (await Read(id)).GetProperty("owner").ValueKind == JsonValueKind.Null);
            (await Read(id)).GetProperty("assignmentInWords").GetString()
                .ShouldBe("Back in the queue: Len Leaver has left.");
            var changes = (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/history")))
                .GetProperty("changes").EnumerateArray().ToList();
            var back = changes.Single(change => change.GetProperty("kind").GetString() == "complaint_released");
            back.GetProperty("whoId").GetString().ShouldBe("cases");
            back.GetProperty("who").ValueKind.ShouldBe(JsonValueKind.Null);
            (await InQueue(cases.Officer, id)).ShouldBeTrue();
        }

        await ShouldBeProblem(await Send(cases.Officer, held[0], "assign", new { ownerId = leaver }, "*"),
            HttpStatusCode.Conflict, "owner-disabled");
    }

    [Fact]
    public async Task who_is_away_from_today_holds_nothing_and_is_given_something_only_knowingly()
    {
        var away = await cases.Employ("Alva Away", "complaints-officer");
        var id = await Assigned(away);
        await cases.Say(new AbsenceChanged(away, Guid.CreateVersion7(Now), Today, Today.AddDays(3), false), 2);
        await Until(async () => (await Read(id)).GetProperty("owner").ValueKind == JsonValueKind.Null);

        await ShouldBeProblem(await Send(cases.Officer, id, "assign", new { ownerId = away }, "*"),
            HttpStatusCode.Conflict, "owner-absent");
        (await Send(cases.Officer, id, "assign", new { ownerId = away, evenIfAbsent = true }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task what_is_released_waits_in_the_queue_again_and_is_taken_over_by_a_leader()
    {
        var id = await Assigned(Sam.Id);
        (await Send(cases.Officer, id, "release", new { reason = "On leave." }, "\"2\"")).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        (await InQueue(cases.Officer, id)).ShouldBeTrue();
        (await Send(cases.Officer, id, "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await InQueue(cases.Officer, id)).ShouldBeFalse();

        var leader = cases.Service.As(Priya.Id, "Priya Shah", "team-leader");
        (await Send(leader, id, "take-over", new { reason = "Sam is ill." }, "\"4\"")).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        (await Read(id)).GetProperty("owner").GetProperty("name").GetString().ShouldBe("Priya Shah");
        await ShouldBeProblem(await Send(cases.Service.As(Sam.Id, Sam.Name, "investigating-officer"), id, "release",
            new { reason = "Mine." }, "*"), HttpStatusCode.Conflict, "owned-by-another");
    }

    [Fact]
    public async Task a_hundred_are_assigned_in_one_request_and_each_has_its_answer()
    {
        var (free, taken) = (await cases.OpenedComplaint(), await Assigned(Sam.Id));
        var unknown = Guid.CreateVersion7(Now);
        using var answer = await cases.Officer.PostAsJsonAsync("/api/complaints/assign-many",
            new { complaintIds = new[] { free, taken, unknown }, ownerId = Priya.Id });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await Json(answer);
        body.GetProperty("assigned").GetInt32().ShouldBe(1);
        body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString())
            .ShouldBe([null, "already-claimed", "not-found"]);
        (await Read(free)).GetProperty("owner").GetProperty("ownerId").GetGuid().ShouldBe(Priya.Id);

        await ShouldBeProblem(await cases.Officer.PostAsJsonAsync("/api/complaints/assign-many", new
        { complaintIds = Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7(Now)), ownerId = Priya.Id }),
            HttpStatusCode.BadRequest, "not-valid");
    }

    [Fact]
    public async Task a_complaint_about_somebody_is_not_there_for_them()
    {
        var carl = await cases.Employ("Carl Concerned", "complaints-officer");
        var id = await Assigned(carl);
        var reference = (await Read(id)).GetProperty("reference").GetString();
        (await Send(cases.Officer, id, "declare-conflict",
            new { aboutStaff = new[] { carl }, reason = "He is named." }, "*")).StatusCode
            .ShouldBe(HttpStatusCode.OK);

        var his = cases.Service.As(carl, "Carl Concerned", "complaints-officer", "auditor");
        foreach (var path in new[]
        {
            $"{id}", $"{id}?version=1", $"{id}/history", $"{id}/stream", $"{id}/verify", $"by-reference/{reference}",
            $"{id}/documents", $"{id}/documents/{id}/content", $"{id}/views",
        })
            await ShouldBeProblem(
                await his.GetAsync($"/api/complaints/{path}"), HttpStatusCode.NotFound, "not-found");
        var looks = await Json(await cases.Auditor.GetAsync($"/api/complaints/{id}/views"));
        looks.GetProperty("items").EnumerateArray()
            .ShouldNotContain(look => look.GetProperty("whoId").GetGuid() == carl);
        foreach (var (verb, body) in new (string, object)[]
        {
            ("claim", new { }), ("release", new { reason = "Mine." }), ("take-over", new { reason = "Mine." }),
            ("declare-conflict", new { aboutStaff = Array.Empty<Guid>(), reason = "Nonsense." }),
        })
            await ShouldBeProblem(await Send(his, id, verb, body, "*"), HttpStatusCode.NotFound, "not-found");
        (await InQueue(his, id)).ShouldBeFalse();
        (await InQueue(cases.Officer, id)).ShouldBeTrue();
        await ShouldBeProblem(await Send(cases.Officer, id, "assign", new { ownerId = carl }, "*"),
            HttpStatusCode.Conflict, "owner-concerned");
        var many = await Json(await his.PostAsJsonAsync("/api/complaints/assign-many",
            new { complaintIds = new[] { id }, ownerId = Priya.Id }));
        many.GetProperty("items")[0].GetProperty("code").GetString().ShouldBe("not-found");
    }

    [Fact]
    public async Task what_arrives_is_assigned_by_rule_and_the_reason_is_shown()
    {
        var pests = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await cases.Say(new TeamChanged(pests, "Pest team"));
        var pia = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await cases.Employ(pia, "Pia Pest", ["investigating-officer"], pests);
        var administrator = cases.Service.As(Priya.Id, "Priya Shah", "administrator");
        using var before = await administrator.GetAsync("/api/assignment-rules");
        var rules = new { rules = new[] { new { teamId = pests, category = "pest-control" } } };
        await ShouldBeProblem(await Set(administrator, rules, "\"7\""),
            HttpStatusCode.PreconditionFailed, "version-stale");
        await ShouldBeProblem(await Set(cases.Officer, rules, "*"), HttpStatusCode.Forbidden, "not-permitted");
        await ShouldBeProblem(await Set(administrator, new { rules = new[] { new { teamId = pia } } }, "*"),
            HttpStatusCode.Conflict, "rule-team-unknown");
        using var after = await Set(administrator, rules, before.Headers.ETag!.Tag);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);

        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await cases.Service.PublishAsync(
            "complaints.intake.complaint-made.v1", id, Made(id) with { Category = "pest-control" });
        (await cases.Wait(id)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Until(async () => (await Read(id)).GetProperty("owner").ValueKind != JsonValueKind.Null);
        (await Read(id)).GetProperty("assignmentInWords").GetString().ShouldBe(
            "Assigned to Pia Pest by rule 1: Pest control goes to Pest team; Pia Pest has the fewest open "
            + "complaints (0).");

        // Another one waits for the team when nobody is there, and the team's numbers say so.
        await cases.Say(new UserChanged(pia, null, null, null, null, Disabled: true), 3);
        await Until(async () => (await cases.ColleagueRow(pia))!.Value.GetProperty("disabled").GetBoolean());
        var second = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await cases.Service.PublishAsync(
            "complaints.intake.complaint-made.v1", second, Made(second) with { Category = "pest-control" });
        (await cases.Wait(second)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Until(async () => (await Read(second)).GetProperty("queuedFor").GetString() == "Pest team");
        await Until(async () => (await Json(await cases.Officer.GetAsync("/api/complaints/queue?team=Pest team")))
            .GetProperty("items").GetArrayLength() == 2);
        var teams = (await Json(await cases.Officer.GetAsync("/api/colleagues/teams"))).GetProperty("items");
        teams.EnumerateArray().Single(row => row.GetProperty("team").GetString() == "Pest team")
            .GetProperty("waiting").GetInt32().ShouldBe(2);

        (await Set(administrator, new { rules = Array.Empty<object>() }, after.Headers.ETag!.Tag)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task what_arrives_is_assigned_by_the_area_of_its_home_and_the_area_is_shown()
    {
        var harbour = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await cases.Say(new TeamChanged(harbour, "Harbour team"));
        await cases.Employ(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "Hal Harbour",
            ["complaints-officer"], harbour);
        var home = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await cases.Service.PublishAsync(
            "complaints.linkage.property-registered.v1", home, new PropertyRegistered(home, "PL4 0AE"));

        var administrator = cases.Service.As(Priya.Id, "Priya Shah", "administrator");
        using var before = await administrator.GetAsync("/api/areas");
        var areas = Of("Plymouth", "pl4");
        await ShouldBeProblem(await Set(administrator, areas, "\"7\"", "areas"),
            HttpStatusCode.PreconditionFailed, "version-stale");
        await ShouldBeProblem(await Set(cases.Officer, areas, "*", "areas"), HttpStatusCode.Forbidden,
            "not-permitted");
        using var odd = await Set(administrator, Of("Plymouth", "PL4", "PLX"), "*", "areas");
        odd.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Json(odd)).GetProperty("errors").GetProperty("areas[0].postcodes[1]")[0].GetString()!
            .ShouldStartWith("PLX: ");
        (await Set(administrator, areas, before.Headers.ETag!.Tag, "areas")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(await cases.Officer.GetAsync("/api/areas"))).GetProperty("items")[0].GetProperty("postcodes")[0]
            .GetString().ShouldBe("PL4");

        // Known for certain before the rule goes by it.
        var first = await Arrived(home);
        await Until(async () => (await Read(first)).GetProperty("area").GetProperty("name").GetString() == "Plymouth");
        var rules = new { rules = new[] { new { teamId = harbour, category = Rehousing, area = "Plymouth" } } };
        (await Set(administrator, rules, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await Set(administrator, Of("Elsewhere", "PL9"), "*", "areas"),
            HttpStatusCode.Conflict, "area-in-rules");

        var id = await Arrived(home);
        await Until(async () => (await Read(id)).GetProperty("owner").ValueKind != JsonValueKind.Null);
        (await Read(id)).GetProperty("assignmentInWords").GetString().ShouldBe(
            "Assigned to Hal Harbour by rule 1: Rehousing and allocations, in Plymouth goes to Harbour team; "
            + "Hal Harbour has the fewest open complaints (0).");
        var area = (await Read(id)).GetProperty("area");
        area.GetProperty("name").GetString().ShouldBe("Plymouth");
        area.GetProperty("inWords").GetString().ShouldBe("Plymouth, which has PL4.");

        var elsewhere = (await Read(await Arrived(null))).GetProperty("area");
        elsewhere.GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        elsewhere.GetProperty("inWords").GetString().ShouldBe("None: it is about no home that is known.");
        (await Set(administrator, new { rules = Array.Empty<object>() }, "*")).StatusCode
            .ShouldBe(HttpStatusCode.OK);

        static object Of(string name, params string[] postcodes) => new { areas = new[] { new { name, postcodes } } };

        async Task<Guid> Arrived(Guid? propertyId)
        {
            var complaintId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
            await cases.Service.PublishAsync("complaints.intake.complaint-made.v1", complaintId,
                Made(complaintId) with { Category = Rehousing, PropertyId = propertyId });
            (await cases.Wait(complaintId)).StatusCode.ShouldBe(HttpStatusCode.OK);
            return complaintId;
        }
    }

    private static async Task<HttpResponseMessage> Set(
        HttpClient client, object body, string ifMatch, string what = "assignment-rules")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{what}")
        { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request);
    }

    private async Task<Guid> Assigned(Guid ownerId)
    {
        var id = await cases.OpenedComplaint();
        (await Send(cases.Officer, id, "assign", new { ownerId }, "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.OK);
        return id;
    }

    private async Task<JsonElement> Read(Guid id) =>
        await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"));

    private static async Task<bool> InQueue(HttpClient client, Guid id)
    {
        for (string? next = null; ;)
        {
            var page = await Json(await client.GetAsync($"/api/complaints/queue?limit=100&cursor={next}"));
            if (page.GetProperty("items").EnumerateArray().Any(row => row.GetProperty("complaintId").GetGuid() == id))
                return true;
            if ((next = page.GetProperty("next").GetString()) is null) return false;
        }
    }
}
