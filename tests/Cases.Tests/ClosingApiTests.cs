using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>The end of a complaint over HTTP.</summary>
public sealed class ClosingApiTests(CasesFixture cases)
{
    private static readonly object Close = new { because = "the-resident-is-satisfied" };

    [Fact]
    public async Task answered_explained_and_closed_it_says_so_and_goes_on_at_stage_2_when_the_resident_comes_back()
    {
        var id = await cases.OpenedComplaint();
        await Done(id, "record-stage-1-response", new { outcome = "upheld", summary = "We should have come." });
        await ShouldBeProblem(await Send(cases.Officer, id, "close", Close, "*"), HttpStatusCode.Conflict,
            "cause-missing");
        await Done(id, "record-cause", new { rootCause = "delay", learning = "Ring before it is late." });
        await Done(id, "close", Close);

        var closed = await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"));
        closed.GetProperty("status").GetString().ShouldBe("closed");
        closed.GetProperty("closed").GetProperty("because").GetString().ShouldBe("the-resident-is-satisfied");
        closed.GetProperty("cause").GetProperty("learning").GetString().ShouldBe("Ring before it is late.");

        await Done(id, "escalate-to-stage-2", new { });
        (await Queued(id)).ShouldBeTrue();
        (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"))).GetProperty("status").GetString()
            .ShouldBe("new");
    }

    [Fact]
    public async Task withdrawn_it_leaves_the_queue_and_reopened_it_is_back()
    {
        var id = await cases.OpenedComplaint();
        await Done(id, "withdraw", new { reason = "It stopped by itself.", withdrawnOn = "2026-03-04" });
        (await Queued(id)).ShouldBeFalse();
        await ShouldBeProblem(await Send(cases.Officer, id, "claim", new { }, null), HttpStatusCode.Conflict,
            "complaint-withdrawn");
        await Done(id, "reopen", new { reason = "It leaks again." });
        (await Queued(id)).ShouldBeTrue();
        (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/history"))).GetProperty("changes")
            .EnumerateArray().Select(change => change.GetProperty("what").GetString()).TakeLast(2)
            .ShouldBe(["Withdrawn by the resident on 4 March 2026.", "Reopened."]);
    }

    [Fact]
    public async Task an_administrator_names_the_reasons_and_nobody_else_does()
    {
        var administrator = cases.Service.As(Priya.Id, Priya.Name, "administrator");
        using var before = await administrator.GetAsync("/api/choices/closing-reasons");
        var items = (await Json(before)).GetProperty("items").Deserialize<List<ChoiceGiven>>(Web)!;
        using var change = new HttpRequestMessage(HttpMethod.Post, "/api/choices/closing-reasons")
        { Content = JsonContent.Create(new { items = items.Append(new ChoiceGiven("Moved away")) }) };
        change.Headers.TryAddWithoutValidation("If-Match", before.Headers.ETag!.Tag);
        using var changed = await administrator.SendAsync(change);
        (await Json(changed)).GetProperty("items").EnumerateArray().Last().GetProperty("code").GetString()
            .ShouldBe("moved-away");

        (await cases.Officer.PostAsJsonAsync("/api/choices/closing-reasons", new { items })).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
        (await administrator.GetAsync("/api/choices/no-such-list")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private async Task Done(Guid id, string verb, object body)
    {
        using var answer = await Send(cases.Officer, id, verb, body, "*");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private async Task<bool> Queued(Guid id)
    {
        for (string? next = ""; next is not null;)
        {
            var page = await Json(await cases.Officer.GetAsync($"/api/complaints/queue?limit=100{next}"));
            if (page.GetProperty("items").EnumerateArray().Any(row => row.GetProperty("complaintId").GetGuid() == id))
                return true;
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }

        return false;
    }
}
