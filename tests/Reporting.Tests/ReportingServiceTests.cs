using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.SlaClock;

namespace ComplaintsPlatform.Reporting.Tests;

/// <summary>The service as it runs: heard from a real broker, asked over HTTP.</summary>
public sealed class ReportingServiceTests : IAsyncLifetime
{
    private RunningService<Program> service = null!;
    private HttpClient director = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync<Program>("reporting");
        director = service.As(Guid.CreateVersion7(), "Dana Director", Roles.Director);
    }

    public async ValueTask DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task A_complaint_is_shown_once_its_messages_have_come_and_a_message_delivered_twice_counts_once()
    {
        var id = Guid.CreateVersion7();
        var message = Guid.CreateVersion7();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        await service.PublishAsync("complaints.sla-clock.deadline-set.v1", id,
            new DeadlineSet(id, "acknowledgement", today.AddDays(-9), today.AddDays(-2), false, 1));
        for (var i = 0; i < 2; i++)
            await service.PublishAsync("complaints.cases.complaint-opened.v1", id,
                new ComplaintOpened(id, "CMP-1", "phone", "repairs", today.AddDays(-9), null), message);

        var page = await ReadAsync($"/api/reports/complaints?complaintId={id}", wait: true);

        var row = page.GetProperty("complaints").EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("reference").GetString().ShouldBe("CMP-1");
        row.GetProperty("status").GetString().ShouldBe("new");
        var position = page.GetProperty("madeAt").GetProperty("position").GetInt64();
        var counts = await ReadAsync("/api/reports/counts", wait: true, Math.Max(2, position));
        counts.GetProperty("total").GetInt64().ShouldBe(1);
        counts.GetProperty("byTimeliness")[0].GetProperty("key").GetString().ShouldBe("overdue");
        counts.GetProperty("overdue").GetProperty("ofWhat").GetString().ShouldNotBeNullOrEmpty();
        counts.GetProperty("madeAt").GetProperty("sources")[0].GetProperty("source").GetString()
            .ShouldStartWith("/complaints/");
    }

    [Fact]
    public async Task Service_requests_are_counted_by_type_and_refusals_by_ground_and_a_merged_complaint_once()
    {
        var (first, second, complaint) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var day = new DateOnly(2026, 3, 2);
        // The resolution is heard of before what it resolves.
        await SayAsync("intake.submission-resolved", first, new SubmissionResolved(first, day, true));
        foreach (var id in new[] { first, second })
            await SayAsync("intake.submission-recorded", id, new SubmissionRecorded(
                id, "CON-1", "service-request", "phone", day, new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), null, null));
        await SayAsync("intake.complaint-refused", second, new ComplaintRefused(
            second, "legal-proceedings", "2.2", day));
        await SayAsync("cases.complaint-opened", complaint, new ComplaintOpened(
            complaint, "CMP-1", "phone", "repairs", day, null));
        await SayAsync("cases.complaint-reclassified", complaint, new ComplaintReclassified(
            complaint, "leaks", [], null, null));
        await SayAsync("cases.complaint-merged", complaint, new ComplaintMerged(complaint, first, "CMP-2"));
        (await ReadAsync("/api/reports/counts", wait: true, 7)).GetProperty("total").GetInt64().ShouldBe(0);

        var counts = await ReadAsync("/api/reports/submissions?receivedFrom=2026-03-01&receivedTo=2026-03-02", false);
        var line = counts.GetProperty("byType").EnumerateArray().ShouldHaveSingleItem();
        line.GetRawText().ShouldBe(
            """{"type":"service-request","received":2,"resolved":1,"atFirstContact":1,"refused":1}""");
        counts.GetProperty("refusedByGround")[0].GetProperty("paragraph").GetString().ShouldBe("2.2");
        (await ReadAsync("/api/reports/submissions?receivedFrom=2026-03-03", false)).GetProperty("byType")
            .GetArrayLength().ShouldBe(0);

        await SayAsync("cases.merge-undone", complaint, new MergeUndone(complaint, "CMP-1", first));
        (await ReadAsync("/api/reports/counts?theme=leaks", wait: true, 8)).GetProperty("total").GetInt64()
            .ShouldBe(1);
    }

    private Task SayAsync(string fact, Guid subject, object message) =>
        service.PublishAsync($"complaints.{fact}.v1", subject, message);

    [Theory]
    [InlineData("/api/reports/counts?theme=No%20code", "theme")]
    [InlineData("/api/reports/complaints?limit=1000", "limit")]
    [InlineData("/api/reports/complaints?cursor=AAAA", "cursor")]
    public async Task A_question_that_cannot_be_taken_is_a_problem_that_names_the_parameter(
        string path, string parameter)
    {
        using var answer =
            await director.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
            .GetProperty("errors").TryGetProperty(parameter, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Residents_read_no_reports_and_only_an_ops_engineer_rebuilds()
    {
        var ct = TestContext.Current.CancellationToken;
        (await service.As(Guid.CreateVersion7(), "Rosa Resident", Roles.Resident)
            .GetAsync(new Uri("/api/reports/counts", UriKind.Relative), ct)).StatusCode.ShouldBe(
                HttpStatusCode.Forbidden);
        (await service.Anonymous()
            .GetAsync(new Uri("/api/reports/complaints", UriKind.Relative), ct)).StatusCode.ShouldBe(
                HttpStatusCode.Unauthorized);
        (await director.PostAsync(new Uri("/operations/rebuild", UriKind.Relative), null, ct)).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden);
        (await service.As(Guid.CreateVersion7(), "Otto Operations", Roles.OpsEngineer)
            .PostAsync(new Uri("/operations/rebuild", UriKind.Relative), null, ct)).StatusCode.ShouldBe(
                HttpStatusCode.OK);
    }

    private async Task<JsonElement> ReadAsync(string path, bool wait, long? position = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (wait) request.Headers.Add("Prefer", "wait=20");
        if (position is { } wanted)
            request.Headers.Add(
                "Complaints-Position", wanted.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var answer = await director.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(
            HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
