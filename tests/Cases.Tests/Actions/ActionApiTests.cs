using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts.Identity;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests.Actions;

/// <summary>What is followed up, and outside reviews, over HTTP and over the bus.</summary>
public sealed class ActionApiTests(CasesFixture cases)
{
    [Fact]
    public async Task money_beyond_a_limit_is_offered_agreed_to_paid_and_counted()
    {
        var id = await cases.OpenedComplaint();
        var owner = await KnownOwnerAsync();
        var action = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await Done(cases.Officer, id, "actions", new
        {
            actionId = action,
            kind = "compensation",
            what = "For the weeks without heating.",
            ownerId = owner,
            dueOn = "2026-03-20",
            amount = 300.50,
        });
        var pay = new { evidence = "By transfer.", doneOn = "2026-03-05", paidBy = "payment" };
        await ShouldBeProblem(await Send(cases.Officer, id, $"actions/{action}/finish", pay, null),
            HttpStatusCode.Conflict, "compensation-not-approved");
        (await ListedAsync("approval", action)).ShouldBeTrue();

        var leader = cases.Service.As(Lee.Id, Lee.Name, "team-leader");
        await Done(leader, id, $"actions/{action}/approve", new { });
        await Done(cases.Officer, id, $"actions/{action}/finish", pay);
        await Done(cases.Officer, id, "costs",
            new { costId = Surveyor.CostId, kind = "cost", what = "A surveyor.", amount = 120, on = "2026-03-04" });

        var all = await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/actions"));
        all.GetProperty("paid").GetDecimal().ShouldBe(300.50m);
        all.GetProperty("cost").GetDecimal().ShouldBe(420.50m);
        var shown = all.GetProperty("actions")[0];
        shown.GetProperty("band").GetString().ShouldBe("It affected the resident");
        shown.GetProperty("approvedBy").GetString().ShouldBe(Lee.Name);
        shown.GetProperty("done").GetProperty("isLate").GetBoolean().ShouldBeFalse();
        (await ListedAsync("open", action)).ShouldBeFalse();
        (await ListedAsync("done", action)).ShouldBeTrue();
    }

    [Fact]
    public async Task of_20_who_offer_one_action_at_once_all_get_one()
    {
        var id = await cases.OpenedComplaint();
        var promise = new
        {
            actionId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            kind = "apology",
            what = "A letter.",
            ownerId = await KnownOwnerAsync(),
            dueOn = "2026-03-20",
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var answer = await Send(cases.Officer, id, "actions", promise, null);
            return answer.StatusCode;
        }));
        answers.ShouldAllBe(code => code == HttpStatusCode.OK || code == HttpStatusCode.PreconditionFailed);
        answers.ShouldContain(HttpStatusCode.OK);
        (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/actions"))).GetProperty("actions")
            .GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task the_ombudsman_asks_decides_and_orders_and_the_order_is_followed_up_after_closing()
    {
        var id = await cases.OpenedComplaint();
        await Done(cases.Officer, id, "record-stage-1-response", new { outcome = "not-upheld", summary = "No." });
        await Done(cases.Officer, id, "close", new { because = "the-resident-is-satisfied" });
        var compliance = cases.Service.As(Lee.Id, Lee.Name, "compliance-officer");
        var (review, order) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Guid.CreateVersion7());
        await Done(compliance, id, "reviews",
            new { reviewId = review, body = "ombudsman", theirReference = "202600123", openedOn = "2026-03-04" });
        await Done(compliance, id, $"reviews/{review}/record-determination", new
        {
            issues = new[] { new { issue = "The leak.", finding = "maladministration" } },
            determinedOn = "2026-03-05",
        });
        await Done(compliance, id, "actions", new
        {
            actionId = order,
            kind = "order",
            what = "Write an apology from a director.",
            ownerId = await KnownOwnerAsync(),
            dueOn = "2026-03-03",
            reviewId = review,
        });
        (await ListedAsync("outside", order)).ShouldBeTrue();
        (await ListedAsync("overdue", order)).ShouldBeTrue();

        var late = new Contracts.SlaClock.TaskOverdue(id, order, new(2026, 3, 3));
        await cases.Service.PublishAsync("complaints.sla-clock.task-overdue.v1", id, late);
        await Until(async () => (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/actions")))
            .GetProperty("actions")[0].GetProperty("wasOverdue").GetBoolean());
        await ShouldBeProblem(await Send(compliance, id, $"reviews/{review}/close", new { }, null),
            HttpStatusCode.Conflict, "review-actions-open");
        await Done(compliance, id, $"actions/{order}/finish", new { evidence = "Sent.", doneOn = "2026-03-05" });
        await Done(compliance, id, $"reviews/{review}/close", new { closedOn = "2026-03-05" });
        (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}"))).GetProperty("reviewedBy")[0].GetString()
            .ShouldBe("ombudsman");
    }

    [Fact]
    public async Task an_unknown_list_is_a_problem_and_an_auditor_changes_nothing()
    {
        await ShouldBeProblem(await cases.Officer.GetAsync("/api/actions?list=mines"), HttpStatusCode.BadRequest,
            "action-list-unknown");
        var id = await cases.OpenedComplaint();
        var auditor = cases.Service.As(Lee.Id, Lee.Name, "auditor");
        await ShouldBeProblem(await Send(auditor, id, "costs", new { }, null), HttpStatusCode.Forbidden,
            "not-permitted");
        (await auditor.GetAsync($"/api/complaints/{id}/actions")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task an_administrator_says_who_may_offer_how_much()
    {
        var administrator = cases.Service.As(Priya.Id, Priya.Name, "administrator");
        using var before = await administrator.GetAsync("/api/compensation-rules");
        var rules = await Json(before);
        rules.GetProperty("bands").GetArrayLength().ShouldBe(4);
        using var change = new HttpRequestMessage(HttpMethod.Post, "/api/compensation-rules")
        {
            Content = JsonContent.Create(new
            {
                bands = JsonSerializer.Deserialize<object>(rules.GetProperty("bands")),
                limits = new object[] { new { role = "team-leader", upTo = 100 }, new { role = "team-leader" } },
            }),
        };
        change.Headers.TryAddWithoutValidation("If-Match", before.Headers.ETag!.Tag);
        await ShouldBeProblem(await administrator.SendAsync(change), HttpStatusCode.BadRequest, "not-valid");
    }

    private async Task<bool> ListedAsync(string list, Guid action)
    {
        for (string? next = ""; next is not null;)
        {
            var page = await Json(await cases.Officer.GetAsync($"/api/actions?list={list}&limit=100{next}"));
            if (page.GetProperty("items").EnumerateArray().Any(row => row.GetProperty("actionId").GetGuid() == action))
                return true;
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }

        return false;
    }

    private async Task<Guid> KnownOwnerAsync()
    {
        var owner = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await cases.Say(new UserChanged(owner, "Ola Owner", ["complaints-officer"], null, null, null), 1);
        await Until(async () => await cases.ColleagueRow(owner) is not null);
        return owner;
    }

    private static async Task Done(HttpClient client, Guid id, string verb, object body)
    {
        using var answer = await Send(client, id, verb, body, "*");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
