using System.Net;
using System.Text.Json;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Findings over HTTP: stored, sealed, shown, and what follows from them.</summary>
public sealed class FindingApiTests(CasesFixture cases)
{
    private static readonly object Answer = new { summary = "We should have come." };

    [Fact]
    public async Task points_are_found_and_the_outcome_follows_at_each_stage()
    {
        var id = await cases.OpenedComplaint();
        (await Send(cases.Officer, id, "join", new { channel = "phone", words = "More.", points = new[] { "Again." } },
            null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await cases.Service.PublishAsync("complaints.linkage.record-linked.v1", id, new
        {
            complaintId = id,
            recordId = RecordId,
            recordKind = "repair",
            externalId = "WO-1042",
            allocatedBy = "housing-repairs",
            why = "same-property",
        });
        await Until(async () => (await Details(id)).GetProperty("linkedRecords").GetArrayLength() == 1);
        (await Found(cases.Officer, id, 1, "upheld", RecordId)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await Send(cases.Officer, id, "record-stage-1-response", Answer, "*"),
            HttpStatusCode.Conflict, "outcome-missing");
        (await Found(cases.Officer, id, 2, "not-upheld")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await Send(cases.Officer, id, "record-stage-1-response",
            new { outcome = "upheld", summary = "Sorry." }, "*"),
            HttpStatusCode.Conflict, "outcome-contradicts-findings");
        (await Send(cases.Officer, id, "record-stage-1-response", Answer, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(
            await Found(cases.Officer, id, 1, "not-upheld"), HttpStatusCode.Conflict, "finding-after-response");

        (await Send(cases.Officer, id, "escalate-to-stage-2", new { }, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(
            await Found(cases.Officer, id, 1, "upheld"), HttpStatusCode.Conflict, "acted-at-stage-1");
        var priya = cases.Service.As(Priya.Id, Priya.Name, "investigating-officer");
        (await Found(priya, id, 1, "upheld")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(priya, id, "record-stage-2-response", new { outcome = "upheld", summary = "Sorry." }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        var details = await Details(id);
        details.GetProperty("stage1Response").GetProperty("outcome").GetString().ShouldBe("partly-upheld");
        Numbers(details.GetProperty("stage1Response").GetProperty("unansweredPoints")).ShouldBeEmpty();
        Numbers(details.GetProperty("stage2Response").GetProperty("unansweredPoints")).ShouldBe([2]);
        var first = details.GetProperty("points")[0].GetProperty("findings");
        first.GetArrayLength().ShouldBe(2);
        first[0].GetProperty("reasons").GetString().ShouldBe("Our policy promises 20 days.");
        first[0].GetProperty("by").GetString().ShouldBe(Sam.Name);
        first[0].GetProperty("evidence")[0].GetProperty("name").GetString().ShouldBe("WO-1042");
        first[1].GetProperty("by").GetString().ShouldBe(Priya.Name);
        var history = await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/history?kind=finding_recorded"));
        history.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("what").GetString())
            .ShouldBe(["Point 1 was found upheld at stage 1.", "Point 2 was found not upheld at stage 1.",
                "Point 1 was found upheld at stage 2."]);
    }

    [Fact]
    public async Task the_same_again_is_one_finding_and_the_version_stays()
    {
        var id = await cases.OpenedComplaint();
        using var first = await Found(cases.Officer, id, 1, "upheld");
        using var again = await Found(cases.Officer, id, 1, "upheld");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(again)).GetProperty("version").GetInt64()
            .ShouldBe((await Json(first)).GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task of_two_who_find_at_once_on_what_they_read_one_does()
    {
        var id = await cases.OpenedComplaint();
        var version = (await Details(id)).GetProperty("version").GetInt64();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async n =>
        {
            using var answer = await Send(cases.Officer, id, "findings", new
            { point = 1, finding = "upheld", reasons = $"Reason {n}." }, $"\"{version}\"");
            return answer.StatusCode;
        }));
        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.PreconditionFailed).ShouldBe(9);
    }

    [Fact]
    public async Task who_may_not_answer_may_not_find()
    {
        var id = await cases.OpenedComplaint();
        var adviser = cases.Service.As(OtherId, "Avery Adviser", "contact-centre-adviser");
        await ShouldBeProblem(await Found(adviser, id, 1, "upheld"), HttpStatusCode.Forbidden, "not-permitted");
        await ShouldBeProblem(await Send(cases.Officer, id, "findings",
            new { point = 1, finding = "upheld", reasons = "Why." }, null),
            HttpStatusCode.PreconditionRequired, "if-match-missing");
    }

    [Fact]
    public async Task what_is_not_well_said_is_400_for_each_field()
    {
        var id = await cases.OpenedComplaint();
        using var answer = await Send(cases.Officer, id, "findings", new { finding = "maybe" }, "*");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Json(answer)).GetProperty("errors").EnumerateObject().Select(field => field.Name)
            .ShouldBe(["point", "finding", "reasons"], ignoreOrder: true);
    }

    [Fact]
    public async Task one_whom_it_is_about_finds_nothing()
    {
        var id = await cases.OpenedComplaint();
        var leader = cases.Service.As(OtherId, "Lena Leader", "team-leader");
        (await Send(leader, id, "declare-conflict", new { aboutStaff = new[] { Sam.Id }, reason = "Named." }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await Found(cases.Officer, id, 1, "upheld"), HttpStatusCode.NotFound, "not-found");
    }

    private static Task<HttpResponseMessage> Found(
        HttpClient who, Guid id, int point, string finding, params Guid[] evidence) =>
        Send(who, id, "findings", new { point, finding, reasons = "Our policy promises 20 days.", evidence }, "*");

    private static IEnumerable<int> Numbers(JsonElement list) => list.EnumerateArray().Select(one => one.GetInt32());

    private async Task<JsonElement> Details(Guid id) =>
        await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"));
}
