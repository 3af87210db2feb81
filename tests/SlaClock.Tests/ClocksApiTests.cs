using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Npgsql;

[assembly: AssemblyFixture(typeof(ComplaintsPlatform.SlaClock.Tests.ClocksFixture))]

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>The real service on a real database and broker.</summary>
public sealed class ClocksFixture : IAsyncLifetime
{
    public RunningService<Program> Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await RunningService.StartAsync<Program>("slaclock");

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}

/// <summary>Messages in, routes out.</summary>
public sealed class ClocksApiTests(ClocksFixture fixture)
{
    private static readonly DateOnly Received = new(2024, 3, 13);

    private HttpClient As(params string[] roles) =>
        fixture.Service.As(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "Robin", roles);

    [Fact]
    public async Task a_back_dated_complaint_gets_its_clocks_and_its_acknowledgement_changes_them()
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await fixture.Service.PublishAsync("complaints.cases.complaint-opened.v1", id,
            new ComplaintOpened(id, "CMP-1", "letter", "repairs", Received, null));
        var (opened, etag) = await Clocks(id, ifNoneMatch: null);
        opened.Clocks.Select(clock => clock.State)
            .ShouldBe([ClockState.Breached, ClockState.Breached, ClockState.Breached]);
        opened.Clocks[2].Clock.ShouldBe(Clock.FirstContact);

        await fixture.Service.PublishAsync(
            "complaints.cases.complaint-acknowledged.v1", id, new ComplaintAcknowledged(id, new DateOnly(2024, 4, 19)));
        var (acknowledged, _) = await Clocks(id, ifNoneMatch: etag);
        var clock = acknowledged.Clocks[0];
        (clock.State, clock.DaysCounted, clock.DueOn).ShouldBe((ClockState.Late, 25, new DateOnly(2024, 3, 20)));
        clock.Explanation.Single(day =>
            day.Date == new DateOnly(2024, 3, 29)).Says.ShouldBe("bank holiday: Good Friday");
        acknowledged.Clocks[1].TriggerOn.ShouldBe(new DateOnly(2024, 4, 19));
    }

    [Fact]
    public async Task the_same_message_twice_and_a_response_without_acknowledgement_are_recorded_once()
    {
        var (id, message) = (
            Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        for (var n = 0; n < 2; n++)
            await fixture.Service.PublishAsync("complaints.cases.complaint-opened.v1", id,
                new ComplaintOpened(id, "CMP-2", "letter", "repairs", Received, null), message);
        await fixture.Service.PublishAsync("complaints.cases.stage-1-response-recorded.v1", id,
            new Stage1ResponseRecorded(id, new DateOnly(2024, 3, 15), "upheld"));

        var (shown, etag) = await Clocks(id, ifNoneMatch: null);
        while (shown.RespondedOn is null) (shown, etag) = await Clocks(id, etag);
        shown.Clocks[0].BreachCause.ShouldBe(Clock.WithoutAcknowledgement);
        (shown.Clocks[1].State, shown.Clocks[1].DaysFromReceipt).ShouldBe((ClockState.InTime, 2));
        (await Count("select count(*) from mt_events where stream_id = $1 and type = 'receipt_noted'", id)).ShouldBe(1);
        (await Count("select count(*) from mt_doc_openclock where complaint_id = $1", id)).ShouldBe(0);
    }

    [Fact]
    public async Task a_complaint_received_outside_the_calendar_is_a_dead_letter_and_seen()
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await fixture.Service.PublishAsync("complaints.cases.complaint-opened.v1", id,
            new ComplaintOpened(id, "CMP-3", "letter", "repairs", new DateOnly(2018, 12, 31), null));
        await Eventually.IsSoAsync(
            async () => (await As("ops-engineer").GetStringAsync("/operations/dead-letters")) is var letters
                && letters.Contains(id.ToString(), StringComparison.Ordinal)
                    && letters.Contains("outside the calendar", StringComparison.Ordinal),
            "The message is no dead letter.");
    }

    [Fact]
    public async Task working_days_are_counted_for_everyone_signed_in()
    {
        var counted = await As("resident")
            .GetFromJsonAsync<JsonElement>("/api/calendar/working-days?from=2024-08-23&to=2024-09-09");
        counted.GetProperty("days").GetInt32().ShouldBe(10);
        counted.GetProperty("alternatives").GetProperty("bankHolidaysIgnored").GetInt32().ShouldBe(11);
        counted.GetProperty("bankHolidaysSpanned")[0].GetProperty("name").GetString().ShouldBe("Summer bank holiday");
        (await As("resident").GetFromJsonAsync<JsonElement>("/api/calendar")).GetProperty("holidays").GetArrayLength()
            .ShouldBe(83);
    }

    [Theory]
    [InlineData("/api/calendar/working-days?from=2018-12-31&to=2019-01-04", "date-outside-calendar")]
    [InlineData("/api/calendar/working-days?from=2028-12-01&to=2029-01-01", "date-outside-calendar")]
    [InlineData("/api/calendar/working-days?from=2024-01-02&to=2024-01-01", "dates-out-of-order")]
    [InlineData("/api/clocks/due?limit=0", "limit-out-of-range")]
    [InlineData("/api/clocks/due?cursor=nonsense", "cursor-malformed")]
    public async Task what_cannot_be_answered_is_refused(string path, string code)
    {
        using var answer = await As("complaints-officer").GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()
            .ShouldBe("urn:complaints:problem:" + code);
    }

    [Theory]
    [InlineData("resident", HttpStatusCode.Forbidden)]
    [InlineData("complaints-officer", HttpStatusCode.NotFound)]
    public async Task clocks_of_nothing(string role, HttpStatusCode status)
    {
        using var answer = await As(role)
            .GetAsync($"/api/complaints/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}/clocks");
        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task a_complaint_about_somebody_has_no_clocks_for_them_and_is_in_no_list_of_theirs()
    {
        var (id, carl) = (
            Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await fixture.Service.PublishAsync("complaints.cases.complaint-opened.v1", id, new ComplaintOpened(
            id, "CMP-8", "letter", "staff-conduct", London.DayOf(TimeProvider.System.GetUtcNow()), null));
        var (shown, _) = await Clocks(id, ifNoneMatch: null);
        var his = fixture.Service.As(carl, "Carl", "complaints-officer");
        await fixture.Service.PublishAsync(
            "complaints.cases.complaint-restricted.v1", id, new ComplaintRestricted(id, [carl]), streamVersion: 3);
        await Eventually.IsSoAsync(async () =>
            (await his.GetAsync($"/api/complaints/{id}/clocks")).StatusCode == HttpStatusCode.NotFound,
            "The clocks are still shown.");
        var due = $"/api/clocks/due?on={shown.Clocks[0].DueOn:yyyy-MM-dd}&limit=100";
        (await his.GetStringAsync(due)).ShouldNotContain(id.ToString());
        (await As("complaints-officer").GetStringAsync(due)).ShouldContain(id.ToString());

        // What was said before is not the last word, and naming nobody lifts it.
        await fixture.Service.PublishAsync(
            "complaints.cases.complaint-restricted.v1", id, new ComplaintRestricted(id, []), streamVersion: 4);
        await fixture.Service.PublishAsync(
            "complaints.cases.complaint-restricted.v1", id, new ComplaintRestricted(id, [carl]), streamVersion: 3);
        await Eventually.IsSoAsync(async () =>
            (await his.GetAsync($"/api/complaints/{id}/clocks")).StatusCode == HttpStatusCode.OK,
            "The clocks are hidden still.");

        // For named people alone, it is there for nobody else, whatever their role.
        await fixture.Service.PublishAsync("complaints.cases.complaint-restricted.v1", id,
            new ComplaintRestricted(id, [], [carl]), streamVersion: 5);
        await Eventually.IsSoAsync(async () =>
            (await As("auditor").GetAsync($"/api/complaints/{id}/clocks")).StatusCode == HttpStatusCode.NotFound,
            "The clocks are still shown.");
        (await As("team-leader").GetStringAsync(due)).ShouldNotContain(id.ToString());
        (await his.GetStringAsync(due)).ShouldContain(id.ToString());
    }

    [Fact]
    public async Task what_falls_due_is_listed_for_readers()
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var today = London.DayOf(TimeProvider.System.GetUtcNow());
        await fixture.Service.PublishAsync("complaints.cases.complaint-opened.v1", id,
            new ComplaintOpened(id, "CMP-4", "letter", "repairs", today, null));
        var (shown, _) = await Clocks(id, ifNoneMatch: null);
        var due = await As("complaints-officer")
            .GetStringAsync($"/api/clocks/due?on={shown.Clocks[0].DueOn:yyyy-MM-dd}");
        due.ShouldContain(id.ToString());
    }

    [Fact]
    public async Task what_falls_due_is_listed_in_pages_until_it_is_answered()
    {
        // A day that nothing else falls due on.
        var (received, due) = (new DateOnly(2028, 6, 5), "2028-06-12");
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7(TimeProvider.System.GetUtcNow())).ToList();
        foreach (var id in ids)
        {
            await fixture.Service.PublishAsync("complaints.cases.complaint-opened.v1", id,
                new ComplaintOpened(id, "CMP-6", "letter", "repairs", received, null));
            await Clocks(id, ifNoneMatch: null);
        }

        var officer = As("complaints-officer");
        var page = await officer.GetFromJsonAsync<DueClocks>($"/api/clocks/due?on={due}&limit=3");
        var rest = await officer.GetFromJsonAsync<DueClocks>($"/api/clocks/due?on={due}&limit=3&cursor={page!.Next}");
        (page.Clocks.Count, rest!.Clocks.Count, rest.Next).ShouldBe((3, 2, null));
        page.Clocks.Concat(rest.Clocks).Select(clock => clock.ComplaintId).ShouldBe(ids, ignoreOrder: true);
        (await officer.GetFromJsonAsync<DueClocks>("/api/clocks/due?on=2028-06-13"))!.Clocks.ShouldBeEmpty();

        await fixture.Service.PublishAsync(
            "complaints.cases.complaint-acknowledged.v1", ids[0], new ComplaintAcknowledged(ids[0], received));
        await fixture.Service.PublishAsync("complaints.cases.stage-1-response-recorded.v1", ids[1],
            new Stage1ResponseRecorded(ids[1], received, "upheld"));
        await Eventually.IsSoAsync(
            async () => (await officer.GetFromJsonAsync<DueClocks>($"/api/clocks/due?on={due}"))!.Clocks.Count == 3,
            "Stopped clocks are still listed.");
        // The one that was acknowledged falls due for its response; the one that was answered for nothing.
        var response = await officer.GetStringAsync("/api/clocks/due?on=2028-06-19");
        (response.Contains(ids[0].ToString(), StringComparison.Ordinal),
            response.Contains(ids[1].ToString(), StringComparison.Ordinal)).ShouldBe((true, false));
    }

    [Fact]
    public async Task an_answer_that_was_heard_of_before_the_opening_leaves_nothing_to_wait_for()
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await fixture.Service.PublishAsync("complaints.cases.stage-1-response-recorded.v1", id,
            new Stage1ResponseRecorded(id, new DateOnly(2024, 3, 15), "upheld"));
        await fixture.Service.PublishAsync("complaints.cases.complaint-opened.v1", id,
            new ComplaintOpened(id, "CMP-7", "letter", "repairs", Received, null));
        var (shown, etag) = await Clocks(id, ifNoneMatch: null);
        while (shown.ReceivedOn is null) (shown, etag) = await Clocks(id, etag);
        shown.Clocks[0].BreachCause.ShouldBe(Clock.WithoutAcknowledgement);
        (await Count("select count(*) from mt_doc_openclock where complaint_id = $1", id)).ShouldBe(0);
    }

    [Fact]
    public async Task an_ops_engineer_and_nobody_else_rebuilds_the_list_of_open_clocks_and_nothing_changes()
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await fixture.Service.PublishAsync("complaints.cases.complaint-opened.v1", id,
            new ComplaintOpened(id, "CMP-5", "letter", "repairs", Received, null));
        await Clocks(id, ifNoneMatch: null);
        const string Rows =
            "select string_agg(data::text, ' ' order by id) from mt_doc_openclock where complaint_id = $1";
        var before = await Scalar<string>(Rows, id);
        using (var refused = await As("complaints-officer")
            .PostAsync(new Uri("/operations/rebuild", UriKind.Relative), null)) refused.StatusCode.ShouldBe(
                HttpStatusCode.Forbidden);
        using var answer = await As("ops-engineer").PostAsync(new Uri("/operations/rebuild", UriKind.Relative), null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("projection").GetString()
            .ShouldBe("open-clocks");
        (await Scalar<string>(Rows, id)).ShouldBe(before);
    }

    private async Task<(ClocksShown Shown, string ETag)> Clocks(Guid id, string? ifNoneMatch)
    {
        using var answer = await Eventually.GetAsync(Ask, "There are no clocks.");
        return ((await answer.Content.ReadFromJsonAsync<ClocksShown>(Json))!, answer.Headers.ETag!.ToString());

        async Task<HttpResponseMessage?> Ask()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/complaints/{id}/clocks");
            request.Headers.Add("Prefer", "wait=20");
            if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
            var answer = await As("complaints-officer").SendAsync(request);
            return answer.StatusCode == HttpStatusCode.OK ? answer : null;
        }
    }

    private Task<long> Count(string sql, Guid id) => Scalar<long>(sql, id);

    private async Task<T> Scalar<T>(string sql, Guid id)
    {
        await using var connection = new NpgsqlConnection(fixture.Service.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = id } } };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
