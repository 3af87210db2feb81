using System.Net;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>The wiring of each command: one success, one refusal, one stale version, one wrong role.</summary>
public sealed class CommandApiTests(CasesFixture cases)
{
    private static readonly object Assign = new
    { ownerId = Priya.Id, ownerName = Priya.Name, team = "Repairs complaints" };
    private static readonly object Acknowledge = new
    {
        acknowledgedOn = "2026-03-04",
        definition = "A leak.",
        outcomesSought = "A repair.",
        responsibleFor = "The pipe.",
        notResponsibleFor = "The flat above.",
    };

    private static readonly object Respond = new
    { respondedOn = "2026-03-05", outcome = "upheld", summary = "We should have come." };

    public static TheoryData<string> Verbs => ["assign", "acknowledge", "record-stage-1-response"];

    [Theory, MemberData(nameof(Verbs))]
    public async Task a_command_on_the_version_that_was_read_is_taken_and_says_the_new_one(string verb)
    {
        var id = await cases.OpenedComplaint();
        using var answer = await Send(cases.Officer, id, verb, BodyOf(verb), "\"1\"");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await Json(answer)).GetProperty("version").GetInt64().ShouldBe(2);
    }

    [Theory, MemberData(nameof(Verbs))]
    public async Task a_stale_version_is_412_and_none_is_428(string verb)
    {
        var id = await cases.OpenedComplaint();
        (await Send(cases.Officer, id, "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await Send(cases.Officer, id, verb, BodyOf(verb), "\"1\""),
            HttpStatusCode.PreconditionFailed, "version-stale");
        await ShouldBeProblem(await Send(cases.Officer, id, verb, BodyOf(verb), null),
            HttpStatusCode.PreconditionRequired, "if-match-missing");
    }

    [Theory, MemberData(nameof(Verbs))]
    public async Task a_complaint_that_does_not_exist_is_404(string verb) =>
        await ShouldBeProblem(await Send(cases.Officer, Guid.CreateVersion7(Now), verb, BodyOf(verb), "\"1\""),
            HttpStatusCode.NotFound, "not-found");

    [Theory]
    [InlineData("assign", "investigating-officer")]
    [InlineData("claim", "housing-officer")]
    [InlineData("acknowledge", "contact-centre-adviser")]
    [InlineData("record-stage-1-response", "resident")]
    public async Task a_role_that_may_not_is_403(string verb, string role)
    {
        var somebody = cases.Service.As(Priya.Id, Priya.Name, role);
        await ShouldBeProblem(await Send(somebody, Guid.CreateVersion7(Now), verb, BodyOf(verb), "\"1\""),
            HttpStatusCode.Forbidden, "not-permitted");
    }

    [Theory]
    [InlineData("acknowledge", "already-acknowledged")]
    [InlineData("record-stage-1-response", "already-responded")]
    public async Task a_rule_that_says_no_is_409(string verb, string code)
    {
        var id = await cases.OpenedComplaint();
        (await Send(cases.Officer, id, verb, BodyOf(verb), "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.OK);
        object other = verb == "acknowledge"
            ? new
            {
                definition = "Another.",
                outcomesSought = "A repair.",
                responsibleFor = "The pipe.",
                notResponsibleFor = "The flat above."
            }
            : new { outcome = "not-upheld", summary = "Another." };
        await ShouldBeProblem(await Send(cases.Officer, id, verb, other, "\"2\""), HttpStatusCode.Conflict, code);
    }

    [Fact]
    public async Task a_body_that_says_too_little_is_400_for_each_field()
    {
        var id = await cases.OpenedComplaint();
        using var answer = await Send(cases.Officer, id, "acknowledge", new { definition = "A leak." }, "\"1\"");
        await ShouldBeProblem(answer, HttpStatusCode.BadRequest, "not-valid");
    }

    [Fact]
    public async Task what_another_service_reports_does_not_make_a_users_version_stale()
    {
        var id = await cases.OpenedComplaint();
        await cases.Service.PublishAsync("complaints.sla-clock.deadline-near.v1", id, new
        { complaintId = id, clock = "acknowledgement", dueOn = "2026-03-09", workingDaysLeft = 1 });
        await UntilVersion(id, 2);
        using var answer = await Send(cases.Officer, id, "assign", Assign, "\"1\"");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.ETag!.Tag.ShouldBe("\"3\"");
    }

    [Fact]
    public async Task of_64_people_who_claim_at_once_exactly_one_wins_and_the_others_are_told_who()
    {
        var id = await cases.OpenedComplaint();
        var answers = await Task.WhenAll(Enumerable.Range(1, 64).Select(async n =>
        {
            var person = new Guid($"00000000-0000-7000-8000-{n:D12}");
            using var answer = await Send(
                cases.Service.As(person, $"Person {n}", "investigating-officer"), id, "claim", new { }, null);
            return (n, answer.StatusCode, Detail: answer.IsSuccessStatusCode
                ? ""
                : (await Json(answer)).GetProperty("detail").GetString()!);
        }));

        var winner = answers.Single(answer => answer.StatusCode == HttpStatusCode.OK).n;
        foreach (var lost in answers.Where(answer => answer.n != winner))
        {
            lost.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            lost.Detail.ShouldStartWith($"Person {winner} has");
        }
        using var read = await cases.Wait(id);
        (await Json(read)).GetProperty("version").GetInt64().ShouldBe(2);
    }

    private static object BodyOf(string verb) =>
        verb switch { "assign" => Assign, "acknowledge" => Acknowledge, "claim" => new { }, _ => Respond };

    private async Task UntilVersion(Guid id, int version)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while ((await cases.Officer.GetAsync(
            $"/api/complaints/{id}?version={version}")).StatusCode != HttpStatusCode.OK)
            TimeProvider.System.GetElapsedTime(deadline).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }
}
