using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static ComplaintsPlatform.Intake.Tests.IntakeFixture;

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>The wiring of each verb of a submission.</summary>
public sealed class SubmissionApiTests(IntakeFixture intake)
{
    private HttpClient Officer =>
        intake.Service.As(new("00000000-0000-7000-8000-0000000000cc"), "Sam Carter", "complaints-officer");

    [Fact]
    public async Task a_service_request_is_recorded_once_and_read()
    {
        var body = new { type = "service-request", channel = "phone", what = "A tap drips.", isDissatisfied = true };
        using var answer = await Send(intake.Adviser, "", body, key: "tap");
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.ETag!.Tag.ShouldBe("\"2\"");
        var taken = await Json(answer);
        taken.GetProperty("reference").GetString()!.ShouldStartWith("CON-");
        taken.GetProperty("offerComplaint").GetBoolean().ShouldBeTrue();
        using var again = await Send(intake.AdviserAtReplica, "", body, key: "tap");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await answer.Content.ReadAsStringAsync());

        var id = taken.GetProperty("submissionId").GetGuid();
        var read = await intake.Adviser.GetFromJsonAsync<JsonElement>($"/api/submissions/{id}");
        read.GetProperty("what").GetString().ShouldBe("A tap drips.");
        read.GetProperty("offer").GetProperty("words").GetString().ShouldBe("A tap drips.");
        read.GetProperty("changes").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task a_partner_sees_what_they_brought_in_themselves_page_by_page_and_nothing_else()
    {
        var partner = intake.Service.As(
            Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "Ali Contractor", "partner");
        await Recorded();
        using var asked = await Send(partner, "", new
        { type = "service-request", channel = "phone", what = "The gate is broken." });
        var reference = (await Json(asked)).GetProperty("reference").GetString();
        for (var number = 1; number <= 25; number++)
            (await Post(partner, Body($"Point {number}."))).StatusCode.ShouldBe(HttpStatusCode.Created);

        var page = await partner.GetFromJsonAsync<JsonElement>("/api/submissions/mine");
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("said")[0].GetString())
            .ShouldBe(Enumerable.Range(1, 25).Reverse().Select(number => $"Point {number}."));
        var next = Uri.EscapeDataString(page.GetProperty("next").GetString()!);
        var rest = await partner.GetFromJsonAsync<JsonElement>($"/api/submissions/mine?before={next}");
        var only = rest.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        only.GetProperty("reference").GetString().ShouldBe(reference);
        only.GetProperty("status").GetString().ShouldBe("open");
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);

        (await partner.GetAsync($"/api/submissions/{only.GetProperty("submissionId").GetGuid()}")).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
        var nobody = intake.Service.As(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "Mo Other", "partner");
        (await nobody.GetFromJsonAsync<JsonElement>("/api/submissions/mine")).GetProperty("items").GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task it_is_passed_on_promoted_and_resolved_and_the_complaint_is_a_complaint()
    {
        var id = await Recorded();
        (await Send(intake.Adviser, $"/{id}/pass-to-service",
            new { service = "customer-service", repair = new { id = "WO-1", allocatedBy = "repairs" } }, "\"1\""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(intake.Adviser, $"/{id}/offer-complaint", new { words = "Nobody came." }, "\"2\""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        var promote = new { category = "repairs" };
        using var promoted = await Send(intake.Adviser, $"/{id}/promote-to-complaint", promote, "*");
        promoted.StatusCode.ShouldBe(HttpStatusCode.OK);
        promoted.Headers.ETag!.Tag.ShouldBe("\"4\"");
        using var again = await Send(intake.Adviser, $"/{id}/promote-to-complaint", promote, "*");
        (await again.Content.ReadAsStringAsync()).ShouldBe(await promoted.Content.ReadAsStringAsync());
        (await Send(intake.Adviser, $"/{id}/resolve", new { whatWasDone = "A new washer." }, "*"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        var read = await intake.Adviser.GetFromJsonAsync<JsonElement>($"/api/submissions/{id}");
        var complaintId = read.GetProperty("complaint").GetProperty("complaintId").GetGuid();
        read.GetProperty("resolution").GetProperty("whatWasDone").GetString().ShouldBe("A new washer.");
        (await intake.Adviser.GetAsync($"/api/submissions/{complaintId}")).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
        await ShouldBeProblem(await Send(intake.Adviser, $"/{complaintId}/resolve", new { whatWasDone = "x" }, "*"),
            HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task of_50_who_promote_at_once_all_get_one_complaint()
    {
        var id = await Recorded();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n =>
        {
            using var answer = await Send(n % 2 == 0 ? intake.Adviser : intake.AdviserAtReplica,
                $"/{id}/promote-to-complaint", new { category = "repairs" }, "*");
            return (answer.StatusCode, Text: await answer.Content.ReadAsStringAsync());
        }));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        // Whose read falls upon the first one's commit may be told the version before it; a command with that gets 412.
        answers.Select(answer => JsonDocument.Parse(answer.Text).RootElement)
            .Select(answer => (Id: answer.GetProperty("complaintId").GetGuid(),
                Reference: answer.GetProperty("reference").GetString()))
            .Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task a_refusal_answers_with_what_the_letter_says_and_advisers_may_not_refuse()
    {
        var id = await Recorded();
        var body = new
        {
            ground = "legal-proceedings",
            reasons = "A claim was filed.",
            circumstancesConsidered = "Looked at.",
            groundDate = "2026-01-05",
        };
        await ShouldBeProblem(await Send(intake.Adviser, $"/{id}/refuse-complaint", body, "\"1\""),
            HttpStatusCode.Forbidden, "not-permitted");
        using var answer = await Send(Officer, $"/{id}/refuse-complaint", body, "\"1\"");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var letter = await Json(answer);
        letter.GetProperty("paragraph").GetString().ShouldBe("2.2");
        letter.GetProperty("ombudsman").GetProperty("phone").GetString().ShouldBe("0300 111 3000");
        await ShouldBeProblem(await Send(Officer, $"/{id}/promote-to-complaint", new { category = "" }, "*"),
            HttpStatusCode.BadRequest, "not-valid");
        var read = await Officer.GetFromJsonAsync<JsonElement>($"/api/submissions/{id}");
        read.GetProperty("refusal").GetProperty("reasons").GetString().ShouldBe("A claim was filed.");
    }

    [Fact]
    public async Task forms_are_told_their_lists_and_the_grounds_of_the_code()
    {
        var lists = await intake.Adviser.GetFromJsonAsync<JsonElement>("/api/word-lists");
        lists.GetProperty("submissionTypes").GetArrayLength().ShouldBe(10);
        lists.GetProperty("seniorities")[0].GetString().ShouldBe("officer");
        lists.GetProperty("refusalGrounds").EnumerateArray()
            .Select(ground => ground.GetProperty("ground").GetString())
            .ShouldBe(["over-12-months", "legal-proceedings", "already-considered"]);
    }

    [Fact]
    public async Task the_list_goes_by_pages_and_filters()
    {
        var home = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var ids = new List<Guid>();
        foreach (var day in new[] { "2026-03-02", "2026-03-03", "2026-03-04" })
            ids.Insert(0, await Recorded(new
            { type = "compliment", channel = "email", what = "Thank you.", receivedOn = day, propertyId = home }));
        var first = await intake.Adviser.GetFromJsonAsync<JsonElement>(
            $"/api/submissions?type=compliment&propertyId={home}&limit=2");
        var second = await intake.Adviser.GetFromJsonAsync<JsonElement>(
            $"/api/submissions?propertyId={home}&limit=2&cursor={first.GetProperty("next").GetString()}");
        first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(row => row.GetProperty("submissionId").GetGuid()).ShouldBe(ids);
        second.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        (await intake.Adviser.GetFromJsonAsync<JsonElement>($"/api/submissions?propertyId={home}&status=resolved"))
            .GetProperty("items").GetArrayLength().ShouldBe(0);
        foreach (var query in new[] { "limit=0", "cursor=x", "type=complaint", "status=lost" })
            (await intake.Adviser.GetAsync($"/api/submissions?{query}")).StatusCode
                .ShouldBe(HttpStatusCode.BadRequest, query);
    }

    private async Task<Guid> Recorded(object? body = null)
    {
        using var answer = await Send(intake.Adviser, "",
            body ?? new
            { type = "service-request", channel = "phone", what = "A tap drips.", receivedOn = "2026-03-02" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await Json(answer)).GetProperty("submissionId").GetGuid();
    }

    private static async Task<HttpResponseMessage> Send(
        HttpClient client, string path, object body, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/submissions" + path)
        { Content = JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    private static async Task ShouldBeProblem(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status);
        (await Json(response)).GetProperty("type").GetString().ShouldBe("urn:complaints:problem:" + code);
    }
}
