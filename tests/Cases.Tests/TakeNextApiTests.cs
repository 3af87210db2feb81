using System.Net;
using System.Net.Http.Json;
using Npgsql;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Taking the next complaint, on a service of its own: the queue of the others would be taken empty.</summary>
public sealed class TakeNextApiTests : IAsyncLifetime
{
    private readonly CasesFixture cases = new();

    public ValueTask InitializeAsync() => cases.InitializeAsync();

    public ValueTask DisposeAsync() => cases.DisposeAsync();

    [Fact]
    public async Task fifty_people_who_take_the_next_at_once_get_one_each_none_twice_and_none_is_left()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cases.OpenedComplaint()));
        var answers = await Task.WhenAll(Enumerable.Range(1, 51).Select(async n =>
        {
            using var answer = await TakeAsync(Person(n));
            return (answer.StatusCode, Id: answer.StatusCode == HttpStatusCode.OK
                ? (await Json(answer)).GetProperty("complaintId").GetGuid()
                : (Guid?)null);
        }));
        answers.Select(answer => answer.Id).OfType<Guid>().ShouldBe(made, ignoreOrder: true);
        answers.Single(answer => answer.Id is null).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task the_urgent_one_comes_first_then_the_one_that_was_received_first()
    {
        var later = await cases.OpenedComplaint(Received.AddDays(1));
        var first = await cases.OpenedComplaint(Received);
        var urgent = await cases.OpenedComplaint(Received.AddDays(2));
        (await Send(cases.Officer, urgent, "reclassify", new { reason = "A child.", priority = "urgent" }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var expected in new[] { urgent, first, later })
            (await TakenAsync(Person(1))).ShouldBe(expected);
        (await TakeAsync(Person(1))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task what_somebody_may_not_own_is_passed_over_and_stays_for_others()
    {
        var about = await cases.OpenedComplaint(Received);
        var priya = cases.Service.As(Priya.Id, Priya.Name, "investigating-officer");
        (await Send(cases.Officer, about, "declare-conflict",
            new { aboutStaff = new[] { Priya.Id }, reason = "Named." }, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var again = await cases.OpenedComplaint(Received.AddDays(1));
        (await Send(priya, again, "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(cases.Officer, again, "escalate-to-stage-2", new { requestedOn = $"{Received.AddDays(2):O}" }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        var free = await cases.OpenedComplaint(Received.AddDays(3));

        (await TakenAsync(priya)).ShouldBe(free);
        (await TakeAsync(priya)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await TakenAsync(Person(2))).ShouldBe(about);
        (await TakenAsync(Person(2))).ShouldBe(again);
        await ShouldBeProblem(await TakeAsync(cases.Service.As(Priya.Id, Priya.Name, "auditor")),
            HttpStatusCode.Forbidden, "not-permitted");
    }

    [Fact]
    public async Task what_is_taken_next_is_found_by_its_index()
    {
        await using var connection = new NpgsqlConnection(cases.Service.Database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off;
            explain select d.id from mt_doc_unansweredcomplaint d where d.owner_id is null
            order by {Reading.UnansweredComplaints.Urgency}, d.received_on, d.id limit 1
            """;
        await using var plan = await command.ExecuteReaderAsync();
        (await plan.ReadAsync() && await plan.ReadAsync()).ShouldBeTrue();
        plan.GetString(0).ShouldContain("unassigned_complaints_to_take");
    }

    private HttpClient Person(int n) => cases.Service.As(
        new Guid($"00000000-0000-7000-8000-{n:D12}"), $"Person {n}", "investigating-officer");

    private static Task<HttpResponseMessage> TakeAsync(HttpClient client) =>
        client.PostAsJsonAsync("/api/complaints/take-next", new { });

    private static async Task<Guid> TakenAsync(HttpClient client)
    {
        using var answer = await TakeAsync(client);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await Json(answer)).GetProperty("complaintId").GetGuid();
    }
}
