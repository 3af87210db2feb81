using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using ComplaintsPlatform.RecordIntegrity;
using Marten;
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
        var (clients, made) = SomebodyAtBoth();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
        {
            using var answer = await Post(clients[n % 2], Body(), "one-key-for-fifty");
            return (answer.StatusCode, Text: await answer.Content.ReadAsStringAsync());
        }));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(49);
        answers.Select(answer => answer.Text).Distinct().ShouldHaveSingleItem();
        (await made()).ShouldBe(1);
    }

    [Fact]
    public async Task of_50_posts_with_one_id_one_makes_a_complaint()
    {
        var (clients, made) = SomebodyAtBoth();
        var body = Body();
        body["complaintId"] = Guid.CreateVersion7(Time.GetUtcNow());
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
        {
            using var answer = await Post(clients[n % 2], body, n % 3 == 0 ? $"key-{n}" : null);
            return answer.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(49);
        (await made()).ShouldBe(1);
    }

    [Fact]
    public async Task the_same_key_is_another_complaint_for_another_person()
    {
        using var mine = await Post(intake.Adviser, Body(), "shared");
        using var theirs = await Post(
            intake.Service.As(new("00000000-0000-7000-8000-0000000000bb"), "Sam", "housing-officer"), Body(), "shared");
        theirs.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(theirs)).GetProperty("complaintId").GetGuid()
            .ShouldNotBe((await Json(mine)).GetProperty("complaintId").GetGuid());
    }

    [Fact]
    public async Task a_key_with_another_body_is_422()
    {
        using var first = await Post(intake.Adviser, Body(), "reused");
        await ShouldBeProblem(await Post(intake.Adviser, Body("Another thing."), "reused"),
            HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task an_id_with_another_body_is_422()
    {
        var body = Body();
        body["complaintId"] = Guid.CreateVersion7(Time.GetUtcNow());
        using var first = await Post(intake.Adviser, body);
        body["category"] = "repairs";
        await ShouldBeProblem(
            await Post(intake.Adviser, body), HttpStatusCode.UnprocessableEntity, "complaint-id-reused");
    }

    [Fact]
    public async Task what_cannot_be_taken_is_said()
    {
        var tomorrow = Body();
        tomorrow["receivedOn"] = "2099-01-01";
        await ShouldBeProblem(await Post(intake.Adviser, tomorrow), HttpStatusCode.Conflict, "received-in-the-future");
        await ShouldBeProblem(await Post(intake.Adviser, Body(), new string('k', 201)), HttpStatusCode.BadRequest,
            "idempotency-key-malformed");
        using var twoKeys = new HttpRequestMessage(HttpMethod.Post, "/api/complaints")
        { Content = JsonContent.Create(Body()) };
        twoKeys.Headers.Add("Idempotency-Key", ["one", "two"]);
        await ShouldBeProblem(
            await intake.Adviser.SendAsync(twoKeys), HttpStatusCode.BadRequest, "idempotency-key-malformed");
        var unknown = Body();
        unknown["urgent"] = true;
        await ShouldBeProblem(await Post(intake.Adviser, unknown), HttpStatusCode.BadRequest, "not-valid");
    }

    [Fact]
    public async Task a_complaint_is_taken_without_a_name_and_with_details_that_are_none()
    {
        var body = Body();
        body["resident"] = new { email = "ada.osei at example.org" };
        using var answer = await Post(intake.Adviser, body, "odd");
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(answer)).GetProperty("toPutRight").EnumerateArray()
            .Select(detail => detail.GetProperty("field").GetString())
            .ShouldBe(["resident.email", "preferredContact"]);
        using var again = await Post(intake.Adviser, body, "odd");
        (await again.Content.ReadAsStringAsync()).ShouldBe(await answer.Content.ReadAsStringAsync());

        body.Remove("resident");
        body.Remove("preferredContact");
        using var anonymous = await Post(intake.Adviser, body);
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(anonymous)).GetProperty("toPutRight").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("resident", HttpStatusCode.Created)]
    [InlineData("partner", HttpStatusCode.Created)]
    [InlineData("module", HttpStatusCode.Created)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("ops-engineer", HttpStatusCode.Forbidden)]
    public async Task roles_that_capture_may_and_others_may_not(string role, HttpStatusCode status) =>
        (await Post(intake.Service.As(Guid.CreateVersion7(Time.GetUtcNow()), "Somebody", role),
            Body())).StatusCode.ShouldBe(status);

    [Fact]
    public async Task of_many_bodies_sent_at_once_with_one_key_one_is_taken_and_the_others_are_422()
    {
        var (clients, made) = SomebodyAtBoth();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            using var answer = await Post(clients[n % 2], Body($"Point {n}."), "one-key-for-many-bodies");
            return answer.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.UnprocessableEntity).ShouldBe(19);
        (await made()).ShouldBe(1);
    }

    [Fact]
    public async Task a_request_that_makes_nothing_spends_no_key()
    {
        var tomorrow = Body();
        tomorrow["receivedOn"] = "2099-01-01";
        await ShouldBeProblem(
            await Post(intake.Adviser, tomorrow, "unspent"), HttpStatusCode.Conflict, "received-in-the-future");
        await ShouldBeProblem(await Post(intake.Adviser, Body(""), "unspent"), HttpStatusCode.BadRequest, "not-valid");
        using var answer = await Post(intake.Adviser, Body(), "unspent");
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_repeat_says_word_for_word_what_the_first_answer_said()
    {
        using var first = await Post(intake.Adviser, Body(), "repeated");
        using var again = await Post(intake.AdviserAtReplica, Body(), "repeated");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.Location.ShouldBe(first.Headers.Location);
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task a_reference_that_is_taken_is_drawn_again()
    {
        var drawn = new Queue<string>(["CMP-0000-0000", "CMP-0000-0000", "CMP-0000-0001"]);
        await using var service = await RunningService.StartAsync<Program>(
            "intake", services => services.AddSingleton<DrawReference>(drawn.Dequeue));
        var adviser = service.As(Guid.CreateVersion7(Time.GetUtcNow()), "Jo", "contact-centre-adviser");
        foreach (var expected in new[] { "CMP-0000-0000", "CMP-0000-0001" })
        {
            using var answer = await Post(adviser, Body());
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            (await Json(answer)).GetProperty("reference").GetString().ShouldBe(expected);
        }
        drawn.ShouldBeEmpty();
    }

    [Fact]
    public async Task personal_data_is_unreadable_in_the_database()
    {
        using var answer = await Post(intake.Adviser, Body("A point that nobody else makes."), "ada.osei@example.org");
        var id = (await Json(answer)).GetProperty("complaintId").GetGuid();
        var stored = new List<string>();
        await foreach (var line in intake.Service.Services.GetRequiredService<EventRecord>()
            .ReadRawStreamAsync(id, TestContext.Current.CancellationToken)) stored.Add(line);
        await using var session = intake.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        stored.Add((await session.QueryAsync<string>(
            "select d::text from mt_doc_takenrequest d where complaint_id = ?", TestContext.Current.CancellationToken,
            id)).ShouldHaveSingleItem());

        stored.Count.ShouldBe(2);
        foreach (var line in stored)
            foreach (var secret in new[] { "Ada Osei", "ada.osei", "7946", "nobody else" })
                line.ShouldNotContain(secret);
    }

    [Fact]
    public async Task what_was_taken_is_told_to_the_others_once()
    {
        await using var connection = await new ConnectionFactory
        { Uri = new Uri(intake.Service.Broker) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel =
            await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var queue = (
            await channel.QueueDeclareAsync(cancellationToken: TestContext.Current.CancellationToken)).QueueName;
        await channel.QueueBindAsync(
            queue, "complaints", "complaints.intake.#", cancellationToken: TestContext.Current.CancellationToken);

        using var answer = await Post(intake.Adviser, Body(), "told");
        using var again = await Post(intake.Adviser, Body(), "told");
        var id = (await Json(answer)).GetProperty("complaintId").GetString()!;
        await UntilSaid(id);

        var told = new List<string>();
        while (await channel.BasicGetAsync(queue, autoAck: true, TestContext.Current.CancellationToken) is { } message)
            told.Add(Encoding.UTF8.GetString(message.Body.Span));
        told.Where(text => text.Contains(id, StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldContain("complaints.intake.complaint-made.v1");
    }

    private async Task UntilSaid(string id)
    {
        var store = intake.Service.Services.GetRequiredService<IDocumentStore>();
        await using var session = store.QuerySession();
        var position = (
            await session.Events.FetchStreamAsync(Guid.Parse(id), token: TestContext.Current.CancellationToken))[
                0].Sequence;
        await Eventually.IsSoAsync(
            async () => (await store.Advanced.AllProjectionProgress(token: TestContext.Current.CancellationToken))
                .Any(reader =>
                    reader.ShardName.StartsWith("publisher:", StringComparison.Ordinal) && reader.Sequence >= position),
            "The publisher did not pass the complaint.");
    }

    /// <summary>Somebody whom no other test is, at both replicas, and how many complaints they have made.</summary>
    private (HttpClient[] Clients, Func<Task<long>> Made) SomebodyAtBoth()
    {
        var id = Guid.CreateVersion7(Time.GetUtcNow());
        HttpClient[] clients =
            [.. new[] { intake.Service, intake.Replica }.Select(at => at.As(id, "Jo", "contact-centre-adviser"))];
        return (clients, MadeAsync);

        async Task<long> MadeAsync()
        {
            await using var database = new NpgsqlConnection(intake.Service.Database);
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(
                "select count(*) from mt_events where type = 'complaint_made' and user_name = $1", database);
            command.Parameters.Add(new() { Value = id.ToString() });
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
    }

    private static async Task ShouldBeProblem(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status);
        (await Json(response)).GetProperty("type").GetString().ShouldBe("urn:complaints:problem:" + code);
    }
}
