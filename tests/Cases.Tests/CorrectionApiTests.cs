using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>A correction over HTTP: proposed, agreed to by somebody else, and said to others.</summary>
public sealed class CorrectionApiTests(CasesFixture cases)
{
    [Fact]
    public async Task a_day_is_put_right_when_somebody_who_leads_agrees()
    {
        var id = await cases.OpenedComplaint();
        var correction = Guid.CreateVersion7();
        using var proposed = await cases.Officer.PostAsJsonAsync($"/api/complaints/{id}/corrections", new
        { correctionId = correction, fact = "received-on", value = "2026-02-27", reason = "The stamp says so." });
        proposed.StatusCode.ShouldBe(HttpStatusCode.OK, await proposed.Content.ReadAsStringAsync());
        var leader = cases.Service.As(Lee.Id, Lee.Name, "team-leader");
        (await cases.Officer.PostAsync($"/api/complaints/{id}/corrections/{correction}/approve", null)).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
        (await leader.PostAsync($"/api/complaints/{id}/corrections/{NewId}/approve", null)).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
        (await leader.PostAsync($"/api/complaints/{id}/corrections/{correction}/approve", null)).StatusCode
            .ShouldBe(HttpStatusCode.OK);

        (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"))).GetProperty("receivedOn").GetString()
            .ShouldBe("2026-02-27");
        var one = (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/corrections")))
            .GetProperty("corrections")[0];
        one.GetProperty("state").GetString().ShouldBe("approved");
        one.GetProperty("after").GetString().ShouldBe("27 February 2026");
        one.GetProperty("decidedBy").GetString().ShouldBe(Lee.Name);
        using var again = await cases.Officer.PostAsJsonAsync($"/api/complaints/{id}/corrections", new
        { correctionId = Guid.CreateVersion7(), fact = "received-on", value = "2026-02-27", reason = "Again." });
        await ShouldBeProblem(again, HttpStatusCode.Conflict, "nothing-to-correct");
        var queue = await cases.Officer.GetFromJsonAsync<JsonElement>("/api/complaints/queue?limit=100");
        queue.GetProperty("items").EnumerateArray().Where(row => row.GetProperty("complaintId").GetGuid() == id)
            .ShouldAllBe(row => row.GetProperty("receivedOn").GetString() == "2026-02-27");
    }
}
