using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts.Identity;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Links between complaints, on both sides, and who learns nothing of one.</summary>
public sealed class LinkApiTests(CasesFixture cases)
{
    [Fact]
    public async Task linked_here_it_is_linked_there_and_taken_back_on_both_sides()
    {
        var (id, otherId) = (await cases.OpenedComplaint(), await cases.OpenedComplaint());
        await Done(cases.Officer, id, "link", new { otherId, reason = "The same contractor." });
        (await LinkedAsync(cases.Officer, id)).ShouldBe([otherId]);
        (await LinkedAsync(cases.Officer, otherId)).ShouldBe([id]);
        await Done(cases.Officer, otherId, "unlink", new { otherId = id, reason = "Another one." });
        (await LinkedAsync(cases.Officer, id)).ShouldBeEmpty();
        (await LinkedAsync(cases.Officer, otherId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task whoever_a_complaint_is_about_learns_of_it_from_no_link()
    {
        var (id, otherId) = (await cases.OpenedComplaint(), await cases.OpenedComplaint());
        await cases.Say(new UserChanged(Priya.Id, Priya.Name, Priya.Roles, null, null, null), 1);
        await Until(async () => await cases.ColleagueRow(Priya.Id) is not null);
        await Done(cases.Officer, id, "link", new { otherId, reason = "The same contractor." });
        await Done(cases.Officer, otherId, "declare-conflict",
            new { aboutStaff = new[] { Priya.Id }, reason = "She is named in it." });
        var priya = cases.Service.As(Priya.Id, Priya.Name, "investigating-officer");
        (await LinkedAsync(priya, id)).ShouldBeEmpty();
        (await LinkedAsync(cases.Officer, id)).ShouldBe([otherId]);
        (await priya.GetStringAsync($"/api/complaints/{id}/history")).ShouldNotContain("has to do with it");
        (await cases.Officer.GetStringAsync($"/api/complaints/{id}/history")).ShouldContain("has to do with it");
        await ShouldBeProblem(await Send(priya, id, "link", new { otherId, reason = "I guess." }, null),
            HttpStatusCode.Conflict, "linked-unknown");
    }

    private static async Task<IEnumerable<Guid>> LinkedAsync(HttpClient client, Guid id) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/complaints/{id}")).GetProperty("linkedTo").EnumerateArray()
            .Select(other => other.GetProperty("complaintId").GetGuid());

    private static async Task Done(HttpClient client, Guid id, string verb, object body)
    {
        using var answer = await Send(client, id, verb, body, "*");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
