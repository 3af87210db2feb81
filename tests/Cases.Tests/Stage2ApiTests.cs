using System.Net;
using System.Text.Json;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Stage 2 over HTTP: the queue, who may take it on each path, and what is recorded once.</summary>
public sealed class Stage2ApiTests(CasesFixture cases)
{
    private static readonly object Answer = new { outcome = "upheld", summary = "We should have come." };
    private static readonly object Acknowledge = new
    { definition = "A leak.", outcomesSought = "A repair.", responsibleFor = "It.", notResponsibleFor = "Nothing." };

    [Fact]
    public async Task what_was_answered_is_back_in_the_queue_with_the_click_that_escalates_it()
    {
        var id = await AnsweredBySam();
        (await Queued(id)).ShouldBeNull();
        (await Send(cases.Officer, id, "escalate-to-stage-2", new { }, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var row = (await Queued(id))!.Value;
        row.GetProperty("stage").GetString().ShouldBe("stage-2");
        row.GetProperty("receivedOn").GetString().ShouldBe("2026-03-02");
        row.GetProperty("team").ValueKind.ShouldBe(JsonValueKind.Null);

        var priya = cases.Service.As(Priya.Id, Priya.Name, "investigating-officer");
        (await Send(priya, id, "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Queued(id)).ShouldBeNull();
        (await Send(priya, id, "acknowledge-stage-2", Acknowledge, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(priya, id, "record-stage-2-response", Answer, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var details = await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"));
        details.GetProperty("stage").GetString().ShouldBe("stage-2");
        details.GetProperty("status").GetString().ShouldBe("responded");
        details.GetProperty("actedAtStage1").EnumerateArray().Single().GetGuid().ShouldBe(Sam.Id);
        details.GetProperty("stage1Response").GetProperty("outcome").GetString().ShouldBe("upheld");
    }

    [Fact]
    public async Task who_acted_at_stage_1_gets_it_on_no_path()
    {
        var id = await AnsweredBySam();
        (await Send(cases.Officer, id, "escalate-to-stage-2", new { }, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var leader = cases.Service.As(OtherId, "Lena Leader", "team-leader");
        foreach (var (who, verb, body) in new (HttpClient, string, object)[]
        {
            (cases.Officer, "claim", new { }), (cases.Officer, "take-over", new { reason = "It was mine." }),
            (leader, "assign", new { ownerId = Sam.Id }),
            (cases.Officer, "acknowledge-stage-2", Acknowledge), (cases.Officer, "record-stage-2-response", Answer),
        })
            await ShouldBeProblem(await Send(who, id, verb, body, "*"), HttpStatusCode.Conflict, "acted-at-stage-1");
        using var many = await leader.PostAsync("/api/complaints/assign-many", JsonContent(new
        { complaintIds = new[] { id }, ownerId = Sam.Id }));
        (await Json(many)).GetProperty("items")[0].GetProperty("code").GetString().ShouldBe("acted-at-stage-1");
    }

    [Fact]
    public async Task who_acts_at_stage_2_does_not_answer_stage_1_any_more()
    {
        var id = await cases.OpenedComplaint();
        (await Send(cases.Officer, id, "escalate-to-stage-2", new { }, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(cases.Officer, id, "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await Send(cases.Officer, id, "record-stage-1-response", Answer, "*"),
            HttpStatusCode.Conflict, "acted-at-stage-2");
    }

    [Fact]
    public async Task of_20_who_record_the_request_at_once_one_does()
    {
        var id = await AnsweredBySam();
        var version = (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"))).GetProperty("version")
            .GetInt64();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            using var answer = await Send(
                cases.Officer, id, "escalate-to-stage-2", new { words = $"Caller {n}." }, $"\"{version}\"");
            return answer.IsSuccessStatusCode ? "" : (await Json(answer)).GetProperty("type").GetString()!;
        }));
        answers.Count(type => type.Length == 0).ShouldBe(1);
        // Whose look at the stream falls upon the first one's commit sees what was recorded, and is told of that.
        answers.Where(type => type.Length > 0).Select(type => type.Split(':')[^1]).Except(
            ["version-stale", "already-escalated"]).ShouldBeEmpty();
    }

    private static StringContent JsonContent(object body) =>
        new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");

    private async Task<Guid> AnsweredBySam()
    {
        var id = await cases.OpenedComplaint();
        (await Send(cases.Officer, id, "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(cases.Officer, id, "record-stage-1-response", Answer, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        return id;
    }

    // Whatever else waits there: every page of the queue.
    private async Task<JsonElement?> Queued(Guid id)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await Json(await cases.Officer.GetAsync($"/api/complaints/queue?limit=100{cursor}"));
            foreach (var row in page.GetProperty("items").EnumerateArray())
                if (row.GetProperty("complaintId").GetGuid() == id)
                    return row;
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : null;
        }

        return null;
    }
}
