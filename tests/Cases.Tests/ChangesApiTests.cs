using System.Net;
using System.Text.Json;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>What happens to a complaint, told as it happens.</summary>
public sealed class ChangesApiTests(CasesFixture cases)
{
    private static readonly object Acknowledgement = new
    {
        acknowledgedOn = "2026-03-04",
        definition = "A leak.",
        outcomesSought = "A repair.",
        responsibleFor = "The pipe.",
        notResponsibleFor = "The flat above.",
    };

    [Fact]
    public async Task a_change_is_told_to_whoever_reads_with_who_and_what()
    {
        var id = await cases.OpenedComplaint();
        await using var officer = await LiveReader.OpenAsync(cases.Officer, Changes(id));
        await using var auditor = await LiveReader.OpenAsync(cases.Auditor, Changes(id));
        officer.Position.ShouldBe(1);
        await Do(id, "claim", new { });
        foreach (var reader in new[] { officer, auditor })
        {
            var told = (await reader.NextAsync())!.Value;
            reader.Position.ShouldBe(2);
            told.GetProperty("complaintId").GetGuid().ShouldBe(id);
            told.GetProperty("kind").GetString().ShouldBe("complaint_claimed");
            told.GetProperty("who").GetString().ShouldBe("Sam Carter");
            told.TryGetProperty("at", out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task who_comes_back_is_told_what_was_missed_once_and_in_order_by_whichever_replica()
    {
        var id = await cases.OpenedComplaint();
        await Do(id, "claim", new { });
        await Do(id, "acknowledge", Acknowledgement);
        await using var other = cases.Service.Replica();
        using var officer = other.As(Sam.Id, Sam.Name, "complaints-officer");
        await using var back = await LiveReader.OpenAsync(officer, Changes(id), after: 1);
        await using var page = await LiveReader.OpenAsync(officer, Changes(id) + "?after=2");
        await Told(back, 2, "complaint_claimed");
        await Told(back, 3, "complaint_acknowledged");
        await Told(page, 3, "complaint_acknowledged");
        // Done at one replica, told by the other.
        await Do(id, "reclassify", new { category = "leaks", reason = "It leaks." });
        await Told(back, 4, "complaint_reclassified");
        await Told(page, 4, "complaint_reclassified");
    }

    [Fact]
    public async Task whom_a_complaint_is_hidden_from_hears_nothing_more_and_finds_nothing()
    {
        var id = await cases.OpenedComplaint();
        await using var replica = cases.Service.Replica();
        using var leader = replica.As(Priya.Id, Priya.Name, "team-leader");
        using var officer = replica.As(Sam.Id, Sam.Name, "complaints-officer");
        await using var hidden = await LiveReader.OpenAsync(leader, Changes(id));
        await using var others = await LiveReader.OpenAsync(officer, Changes(id));
        await Do(id, "claim", new { });
        await Told(hidden, 2, "complaint_claimed");
        await Told(others, 2, "complaint_claimed");
        await Do(id, "declare-conflict", new { aboutStaff = new[] { Priya.Id }, reason = "She is the neighbour." });
        await Told(others, 3, "conflict_declared");
        await Do(id, "acknowledge", Acknowledgement);
        await Told(others, 4, "complaint_acknowledged");
        await ShouldBeProblem(await leader.GetAsync(Changes(id)), HttpStatusCode.NotFound, "not-found");
        // With the replica ends what it tells, and that was all.
        await replica.StopAsync();
        (await hidden.NextAsync()).ShouldBeNull();
        hidden.Position.ShouldBe(2);
    }

    [Fact]
    public async Task with_the_token_ends_what_is_told()
    {
        var id = await cases.OpenedComplaint();
        var claims = cases.Service.Authority.Claims(Sam.Id.ToString(), Sam.Name, "complaints-officer");
        claims["exp"] = (long)claims["iat"] + 2;
        using var client = cases.Service.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", cases.Service.Authority.Sign(claims));
        await using var reader = await LiveReader.OpenAsync(client, Changes(id));
        (await reader.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task what_is_not_there_is_404_and_who_may_not_read_is_told_nothing()
    {
        var nothing = Guid.CreateVersion7(Now);
        await ShouldBeProblem(await cases.Officer.GetAsync(Changes(nothing)), HttpStatusCode.NotFound, "not-found");
        await ShouldBeProblem(await cases.Officer.GetAsync(Changes(nothing) + "?after=x"),
            HttpStatusCode.BadRequest, "not-valid");
        await ShouldBeProblem(await cases.Service.As(Priya.Id, Priya.Name, "resident").GetAsync(Changes(nothing)),
            HttpStatusCode.Forbidden, "not-permitted");
    }

    private static string Changes(Guid id) => $"/api/complaints/{id}/changes";

    private static async Task Told(LiveReader reader, long version, string kind)
    {
        ((JsonElement)(await reader.NextAsync())!).GetProperty("kind").GetString().ShouldBe(kind);
        reader.Position.ShouldBe(version);
    }

    private async Task Do(Guid id, string verb, object body)
    {
        // A leader may do all of it.
        using var client = cases.Service.As(Sam.Id, Sam.Name, "complaints-officer", "team-leader");
        using var answer = await Send(client, id, verb, body, "*");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
