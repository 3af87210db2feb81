using System.Net;
using System.Text.Json;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>The resident asks for another officer: over the API.</summary>
public sealed class AnotherOfficerApiTests(CasesFixture cases)
{
    private static readonly object Ask = new { askedBy = "resident", reason = "He never rings back." };

    [Fact]
    public async Task whoever_takes_the_call_records_it_and_it_waits_for_somebody_else()
    {
        var id = await cases.OpenedComplaint();
        var adviser = cases.Service.As(Priya.Id, "Priya Shah", "contact-centre-adviser");
        await ShouldBeProblem(await Send(adviser, id, "ask-for-another-officer", Ask, "*"),
            HttpStatusCode.Conflict, "no-officer-yet");
        (await Send(cases.Officer, id, "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await Send(adviser, id, "ask-for-another-officer", Ask, null),
            HttpStatusCode.PreconditionRequired, "if-match-missing");
        await ShouldBeProblem(
            await Send(adviser, id, "ask-for-another-officer", new { askedBy = "neighbour", reason = "" }, "*"),
            HttpStatusCode.BadRequest, "not-valid");
        (await Send(adviser, id, "ask-for-another-officer", Ask, "\"2\"")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var now = await Read(id);
        now.GetProperty("owner").ValueKind.ShouldBe(JsonValueKind.Null);
        now.GetProperty("assignmentInWords").GetString()
            .ShouldBe("Back in the queue: the resident asked for another officer than Sam Carter.");
        var asked = now.GetProperty("notWanted").EnumerateArray().ShouldHaveSingleItem();
        asked.GetProperty("name").GetString().ShouldBe("Sam Carter");
        asked.GetProperty("reason").GetString().ShouldBe("He never rings back.");
        await ShouldBeProblem(await Send(cases.Officer, id, "claim", new { }, null),
            HttpStatusCode.Conflict, "another-officer-wanted");
        var raw = await (await cases.Auditor.GetAsync($"/api/complaints/{id}/stream")).Content.ReadAsStringAsync();
        raw.ShouldContain("another_officer_asked_for");
        raw.ShouldNotContain("rings back");
    }

    [Fact]
    public async Task only_a_team_leader_lets_the_officer_have_it_again()
    {
        var id = await cases.OpenedComplaint();
        (await Send(cases.Officer, id, "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(cases.Officer, id, "ask-for-another-officer", Ask, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var allow = new { officerId = Sam.Id, reason = "They spoke, and she agrees." };
        await ShouldBeProblem(await Send(cases.Officer, id, "allow-officer-again", allow, "*"),
            HttpStatusCode.Forbidden, "not-permitted");
        await ShouldBeProblem(
            await Send(cases.Service.As(Sam.Id, Sam.Name, "team-leader"), id, "allow-officer-again", allow, "*"),
            HttpStatusCode.Conflict, "allowed-by-themselves");
        (await Send(cases.Service.As(Priya.Id, Priya.Name, "team-leader"), id, "allow-officer-again", allow, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Read(id)).GetProperty("notWanted").GetArrayLength().ShouldBe(0);
        (await Send(cases.Officer, id, "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<JsonElement> Read(Guid id) => await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"));
}
