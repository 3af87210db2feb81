using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using static ComplaintsPlatform.Cases.Tests.CasesFixture;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>A complaint read back: now, at every version and moment, its history, its record and the queue.</summary>
public sealed class ReadingApiTests(CasesFixture cases)
{
    [Fact]
    public async Task a_complaint_reads_as_it_was_at_every_version_and_at_every_moment()
    {
        var id = await AnsweredComplaint();
        string[] statuses = ["new", "assigned", "acknowledged", "responded"];
        for (var version = 1; version <= 4; version++)
        {
            using var answer = await cases.Officer.GetAsync($"/api/complaints/{id}?version={version}");
            answer.Headers.ETag!.Tag.ShouldBe($"\"{version}\"");
            var then = await Json(answer);
            then.GetProperty("status").GetString().ShouldBe(statuses[version - 1]);
            var at = then.GetProperty("lastRecordedAt").GetDateTimeOffset();
            var moment = Uri.EscapeDataString(at.ToString("O", CultureInfo.InvariantCulture));
            var same = await Json(await cases.Officer.GetAsync($"/api/complaints/{id}?asAt={moment}"));
            same.GetRawText().ShouldBe(then.GetRawText());
        }
    }

    [Fact]
    public async Task what_is_not_there_is_404_and_what_cannot_be_is_400()
    {
        var id = await cases.OpenedComplaint();
        await ShouldBeProblem(
            await cases.Officer.GetAsync($"/api/complaints/{id}?version=2"), HttpStatusCode.NotFound, "not-found");
        await ShouldBeProblem(await cases.Officer.GetAsync($"/api/complaints/{id}?asAt=2019-01-01T00:00:00Z"),
            HttpStatusCode.NotFound, "not-found");
        await ShouldBeProblem(await cases.Officer.GetAsync($"/api/complaints/{id}?version=0"),
            HttpStatusCode.BadRequest, "version-out-of-range");
        foreach (var part in new[] { "", "/history" })
            await ShouldBeProblem(await cases.Officer.GetAsync($"/api/complaints/{Guid.CreateVersion7(Now)}{part}"),
                HttpStatusCode.NotFound, "not-found");
        foreach (var part in new[] { "/stream", "/verify" })
            await ShouldBeProblem(await cases.Auditor.GetAsync($"/api/complaints/{Guid.CreateVersion7(Now)}{part}"),
                HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("", "resident")]
    [InlineData("", "partner")]
    [InlineData("/history", "resident")]
    [InlineData("/stream", "complaints-officer")]
    [InlineData("/verify", "team-leader")]
    public async Task a_role_that_may_not_read_is_403(string part, string role) =>
        await ShouldBeProblem(await cases.Service.As(Priya.Id, Priya.Name, role)
            .GetAsync($"/api/complaints/{Guid.CreateVersion7(Now)}{part}"), HttpStatusCode.Forbidden, "not-permitted");

    [Fact]
    public async Task nobody_reads_without_a_token() =>
        (await cases.Service.Anonymous()
            .GetAsync($"/api/complaints/{Guid.CreateVersion7(Now)}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task history_names_who_and_what_and_filters_by_kind()
    {
        var id = await AnsweredComplaint();
        var all = (await Json(await cases.Officer.GetAsync($"/api/complaints/{id}/history"))).GetProperty("changes")
            .EnumerateArray().ToList();
        all.Select(change => change.GetProperty("kind").GetString())
            .ShouldBe(["complaint_opened", "complaint_claimed", "complaint_acknowledged", "stage_1_response_recorded"]);
        all[1].GetProperty("who").GetString().ShouldBe("Sam Carter");
        all[1].GetProperty("whoId").GetString().ShouldBe(Sam.Id.ToString());
        all.ShouldAllBe(change => change.GetProperty("correlationId").GetString()!.Length > 0
            && change.GetProperty("causationId").GetString()!.Length > 0);

        var some = await Json(
            await cases.Officer.GetAsync($"/api/complaints/{id}/history?kind=complaint_claimed&kind=complaint_opened"));
        some.GetProperty("changes").GetArrayLength().ShouldBe(2);
        await ShouldBeProblem(await cases.Officer.GetAsync($"/api/complaints/{id}/history?kind=case_updated"),
            HttpStatusCode.BadRequest, "kind-unknown");
    }

    [Fact]
    public async Task the_raw_stream_verifies_outside_the_service_and_shows_no_personal_data()
    {
        var id = await AnsweredComplaint();
        using var answer = await cases.Auditor.GetAsync($"/api/complaints/{id}/stream");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var text = await answer.Content.ReadAsStringAsync();
        foreach (var secret in new[] { "Ada Osei", "ada.osei", "7946", "Harbour Row", "ceiling", "Stop the leak",
            "A leak.", "We should have come" })
            text.ShouldNotContain(secret);

        byte[] previous = [];
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        foreach (var line in lines)
        {
            using var parsed = JsonDocument.Parse(line);
            var stored = Encoding.UTF8.GetBytes(parsed.RootElement.GetProperty("event").GetRawText());
            previous = SHA256.HashData([.. previous, .. stored]);
            Convert.ToHexStringLower(previous).ShouldBe(parsed.RootElement.GetProperty("hash").GetString());
        }
    }

    [Fact]
    public async Task an_intact_record_verifies_and_an_altered_one_is_named()
    {
        var id = await AnsweredComplaint();
        (await Json(await cases.Auditor.GetAsync($"/api/complaints/{id}/verify"))).ShouldSatisfyAllConditions(
            report => report.GetProperty("isIntact").GetBoolean().ShouldBeTrue(),
            report => report.GetProperty("eventsChecked").GetInt64().ShouldBe(4));

        await using var owner = new NpgsqlConnection(cases.Service.Database);
        await owner.OpenAsync(TestContext.Current.CancellationToken);
        await using var forge = new NpgsqlCommand(
            """
            set session_replication_role = replica;
            update mt_events set data = jsonb_set(data, '{RespondedOn}',
              '"2026-03-03"') || jsonb_build_object('respondedOn', '2026-03-03') where stream_id = $1 and version = 4
            """.Replace("$1", $"'{id}'", StringComparison.Ordinal), owner);
        (await forge.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);

        var report = await Json(await cases.Auditor.GetAsync($"/api/complaints/{id}/verify"));
        report.GetProperty("isIntact").GetBoolean().ShouldBeFalse();
        report.GetProperty("findings")[0].GetProperty("version").GetInt64().ShouldBe(4);
    }

    [Fact]
    public async Task the_queue_is_paged_oldest_first_and_loses_what_is_claimed()
    {
        // Days that no other test uses, before all others.
        var ids = new List<Guid>();
        for (var day = 1; day <= 5; day++) ids.Add(await cases.OpenedComplaint(new DateOnly(2019, 1, day)));
        (await Send(cases.Officer, ids[1], "claim", new { }, null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var found = new List<Guid>();
        string? next = null;
        while (found.Count < 4)
        {
            var page = await Json(await cases.Officer.GetAsync($"/api/complaints/queue?limit=2&cursor={next}"));
            found.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(row => row.GetProperty("complaintId").GetGuid()));
            next = page.GetProperty("next").GetString();
        }
        found.ShouldBe([ids[0], ids[2], ids[3], ids[4]]);

        await ShouldBeProblem(await cases.Officer.GetAsync("/api/complaints/queue?cursor=nonsense"),
            HttpStatusCode.BadRequest, "cursor-malformed");
        await ShouldBeProblem(await cases.Officer.GetAsync("/api/complaints/queue?limit=101"),
            HttpStatusCode.BadRequest, "limit-out-of-range");
    }

    private async Task<Guid> AnsweredComplaint()
    {
        var id = await cases.OpenedComplaint();
        using var claimed = await Send(cases.Officer, id, "claim", new { }, null);
        using var acknowledged = await Send(cases.Officer, id, "acknowledge", new
        {
            acknowledgedOn = "2026-03-04",
            definition = "A leak.",
            outcomesSought = "A repair.",
            responsibleFor = "The pipe.",
            notResponsibleFor = "The flat above.",
        }, claimed.Headers.ETag!.Tag);
        using var responded = await Send(cases.Officer, id, "record-stage-1-response",
            new { respondedOn = "2026-03-05", outcome = "upheld", summary = "We should have come." },
            acknowledged.Headers.ETag!.Tag);
        responded.Headers.ETag!.Tag.ShouldBe("\"4\"");
        return id;
    }
}
