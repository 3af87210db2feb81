using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ComplaintsPlatform.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;
using static ComplaintsPlatform.Intake.Tests.IntakeFixture;

namespace ComplaintsPlatform.Intake.Tests;

public sealed class MakeComplaintApiTests(IntakeFixture intake)
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [Fact]
    public async Task a_complaint_is_taken_and_named()
    {
        using var answer = await Post(intake.Adviser, Body());
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var taken = await Json(answer);
        var id = taken.GetProperty("complaintId").GetGuid();
        id.Version.ShouldBe(7);
        answer.Headers.Location!.OriginalString.ShouldBe($"/api/complaints/{id}");
        answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
        taken.GetProperty("receivedOn").GetString().ShouldBe("2026-03-02");
        Regex.IsMatch(taken.GetProperty("reference").GetString()!, "^CMP-[0-9A-Z]{4}-[0-9A-Z]{4}$").ShouldBeTrue();
    }

    [Fact]
    public async Task of_50_posts_with_one_key_to_two_replicas_one_makes_a_complaint_and_all_say_the_same()
    {
        var before = await Count();
        var clients = new[] { intake.Adviser, intake.AdviserAtReplica };
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
        {
            using var answer = await Post(clients[n % 2], Body(), "one-key-for-fifty");
            return (answer.StatusCode, Text: await answer.Content.ReadAsStringAsync());
        }));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(49);
        answers.Select(answer => answer.Text).Distinct().ShouldHaveSingleItem();
        (await Count()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task of_50_posts_with_one_id_one_makes_a_complaint()
    {
        var before = await Count();
        var body = Body();
        body["complaintId"] = Guid.CreateVersion7(Time.GetUtcNow());
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
        {
            using var answer = await Post(n % 2 == 0 ? intake.Adviser : intake.AdviserAtReplica, body, n % 3 == 0 ? $"key-{n}" : null);
            return answer.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(49);
        (await Count()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task the_same_key_is_another_complaint_for_another_person()
    {
        using var mine = await Post(intake.Adviser, Body(), "shared");
        using var theirs = await Post(intake.Service.As(new("00000000-0000-7000-8000-0000000000bb"), "Sam", "housing-officer"), Body(), "shared");
        theirs.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(theirs)).GetProperty("complaintId").GetGuid().ShouldNotBe((await Json(mine)).GetProperty("complaintId").GetGuid());
    }

    [Fact]
    public async Task a_key_with_another_body_is_422()
    {
        using var first = await Post(intake.Adviser, Body(), "reused");
        await ShouldBeProblem(await Post(intake.Adviser, Body("Another thing."), "reused"), HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task an_id_with_another_body_is_422()
    {
        var body = Body();
        body["complaintId"] = Guid.CreateVersion7(Time.GetUtcNow());
        using var first = await Post(intake.Adviser, body);
        body["category"] = "repairs";
        await ShouldBeProblem(await Post(intake.Adviser, body), HttpStatusCode.UnprocessableEntity, "complaint-id-reused");
    }

    [Fact]
    public async Task what_cannot_be_taken_is_said()
    {
        var tomorrow = Body();
        tomorrow["receivedOn"] = "2099-01-01";
        await ShouldBeProblem(await Post(intake.Adviser, tomorrow), HttpStatusCode.Conflict, "received-in-the-future");
        await ShouldBeProblem(await Post(intake.Adviser, Body(), new string('k', 201)), HttpStatusCode.BadRequest, "idempotency-key-malformed");
        var unknown = Body();
        unknown["urgent"] = true;
        await ShouldBeProblem(await Post(intake.Adviser, unknown), HttpStatusCode.BadRequest, "not-valid");
        var nobody = Body();
        nobody.Remove("resident");
        await ShouldBeProblem(await Post(intake.Adviser, nobody), HttpStatusCode.BadRequest, "not-valid");
    }

    [Theory]
    [InlineData("resident", HttpStatusCode.Created)]
    [InlineData("partner", HttpStatusCode.Created)]
    [InlineData("module", HttpStatusCode.Created)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("ops-engineer", HttpStatusCode.Forbidden)]
    public async Task roles_that_capture_may_and_others_may_not(string role, HttpStatusCode status) =>
        (await Post(intake.Service.As(Guid.CreateVersion7(Time.GetUtcNow()), "Somebody", role), Body())).StatusCode.ShouldBe(status);

    [Fact]
    public async Task a_reference_that_is_taken_is_drawn_again()
    {
        // The same unique key that a collision would break: the save fails, nothing is found under id or key, and another is drawn.
        using var scope = intake.Service.Services.CreateScope();
        var once = scope.ServiceProvider.GetRequiredService<OncePerRequest>();
        var actor = new ServiceDefaults.Actor(Guid.CreateVersion7(Time.GetUtcNow()), "Jo", [], []);
        var now = Time.GetUtcNow();
        string[] drawn = ["CMP-0000-0000", "CMP-0000-0000", "CMP-0000-0001"];
        var draws = 0;
        foreach (var expected in new[] { 1, 3 })
        {
            var id = Guid.CreateVersion7(now);
            await once.Make(MakeComplaintSpecs.Command, id, null, actor, _ => MakeComplaintEndpoint.Decide(MakeComplaintSpecs.Command, id, drawn[draws++], now),
                new Microsoft.AspNetCore.Http.DefaultHttpContext().Response, TestContext.Current.CancellationToken);
            draws.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task personal_data_is_unreadable_in_the_database()
    {
        using var answer = await Post(intake.Adviser, Body("A point that nobody else makes."));
        var id = (await Json(answer)).GetProperty("complaintId").GetGuid();
        await foreach (var line in intake.Service.Log.ReadRawStreamAsync(id, TestContext.Current.CancellationToken))
            foreach (var secret in new[] { "Ada Osei", "ada.osei", "7946", "nobody else" })
                line.ShouldNotContain(secret);
    }

    [Fact]
    public async Task what_was_taken_is_told_to_the_others_once()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(intake.Service.Broker) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var queue = (await channel.QueueDeclareAsync(cancellationToken: TestContext.Current.CancellationToken)).QueueName;
        await channel.QueueBindAsync(queue, "complaints", "complaints.intake.#", cancellationToken: TestContext.Current.CancellationToken);

        using var answer = await Post(intake.Adviser, Body(), "told");
        using var again = await Post(intake.Adviser, Body(), "told");
        var id = (await Json(answer)).GetProperty("complaintId").GetString()!;
        await intake.Service.Log.WaitForAsync("publisher", await Settled(id), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        var told = new List<string>();
        while (await channel.BasicGetAsync(queue, autoAck: true, TestContext.Current.CancellationToken) is { } message) told.Add(Encoding.UTF8.GetString(message.Body.Span));
        told.Where(text => text.Contains(id, StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("complaints.intake.complaint-made.v1");
    }

    private async Task<LogPosition> Settled(string id)
    {
        await using var session = intake.Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        return (await session.Events.FetchStreamAsync(Guid.Parse(id), cancellationToken: TestContext.Current.CancellationToken))[0].Position;
    }

    private async Task<long> Count()
    {
        await using var database = new NpgsqlConnection(intake.Service.Database);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("select count(*) from mt_events where type = 'complaint_made'", database);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task ShouldBeProblem(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status);
        (await Json(response)).GetProperty("type").GetString().ShouldBe("urn:complaints:problem:" + code);
    }
}
