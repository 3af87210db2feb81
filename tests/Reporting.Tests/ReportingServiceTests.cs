using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
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

    [Theory]
    [InlineData("/api/reports/counts?theme=none", "theme")]
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
