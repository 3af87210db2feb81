using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>What comes in wrong is answered with a problem that says so, through the gateway as a user meets
/// it.</summary>
public sealed class BadInputTests(Platform platform)
{
    private const string Good =
        """{"channel":"phone","category":"repairs","resident":{"name":"Ada Reed"},"points":"""
        + """["No heating."],"preferredContact":"phone"}""";

    public static TheoryData<string, string, int, string> Bodies => new()
    {
        { "malformed", """{"channel":"phone",""", 400, "json-malformed" },
        { "not an object", "[]", 400, "not-valid" },
        { "missing", "", 400, "body-missing" },
        { "null", "null", 400, "body-missing" },
        { "unknown field", With("\"colour\":\"red\""), 400, "not-valid" },
        { "wrong kind", Good.Replace("\"phone\"", "7", StringComparison.Ordinal), 400, "not-valid" },
        { "wrong word", Good.Replace("\"phone\"", "\"pigeon\"", StringComparison.Ordinal), 400, "not-valid" },
        { "no points", Good.Replace("[\"No heating.\"]", "[]", StringComparison.Ordinal), 400, "not-valid" },
        { "over-long", Good.Replace("No heating.", new string('x', 4001), StringComparison.Ordinal), 400, "not-valid" },
        { "control characters", Good.Replace("No heating.", "No \\u0007 heating", StringComparison.Ordinal), 400,
            "not-valid" },
        { "null character", Good.Replace("No heating.", "No \\u0000 heating", StringComparison.Ordinal), 400,
            "not-valid" },
        { "half a surrogate pair", Good.Replace("No heating.", "No \\ud800 heating", StringComparison.Ordinal), 400,
            "" },
        { "no date", With("\"receivedOn\":\"31/02/2026\""), 400, "not-valid" },
        { "future", With($"\"receivedOn\":\"{Tomorrow()}\""), 409, "received-in-the-future" },
        { "before the calendar", With("\"receivedOn\":\"2018-12-31\""), 400, "not-valid" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task a_bad_body_is_a_clear_problem(string what, string body, int status, string code)
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await ShouldBeProblem(
            await adviser.PostAsync(new Uri("api/complaints", UriKind.Relative), content), status, code, what);
    }

    [Theory]
    [InlineData("header injection", """{"name":"Ada","email":"a@b.org\r\nBcc: c@d.org"}""", "resident.email")]
    [InlineData("no email address", """{"name":"Ada","email":"ada at b.org"}""", "resident.email")]
    [InlineData("no phone number", """{"name":"Ada","phone":"ring my sister"}""", "resident.phone")]
    [InlineData("nobody", "null", "preferredContact")]
    public async Task a_detail_of_contact_that_is_odd_loses_no_complaint(string what, string resident, string field)
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var content = new StringContent(
            Good.Replace("""{"name":"Ada Reed"}""", resident, StringComparison.Ordinal), Encoding.UTF8,
            "application/json");
        using var answer = await adviser.PostAsync(new Uri("api/complaints", UriKind.Relative), content);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, what);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("toPutRight").EnumerateArray()
            .Select(detail => detail.GetProperty("field").GetString()).ShouldContain(field);
    }

    [Fact]
    public async Task twenty_one_megabytes_are_too_much()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var content = new StringContent(
            Good.Replace("No heating.", new string('x', 21_000_000), StringComparison.Ordinal), Encoding.UTF8,
            "application/json");
        await ShouldBeProblem(
            await adviser.PostAsync(new Uri("api/complaints", UriKind.Relative), content), 413, "body-too-large");
    }

    [Fact]
    public async Task another_media_type_is_not_taken()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var content = new StringContent(Good, Encoding.UTF8, "text/plain");
        await ShouldBeProblem(await adviser.PostAsync(new Uri("api/complaints", UriKind.Relative), content), 415,
            "media-type-unsupported");
    }

    [Fact]
    public async Task without_a_good_token_nobody_gets_in()
    {
        var token = await platform.TokenAsync("adviser");
        var parts = token.Split('.');
        var director = $$"""{"sub":"{{Guid.Empty}}","role":"director","aud":"complaints-api","exp":4102444800}""";
        var forged = $"{parts[0]}.{Base64Url(director)}.{parts[2]}";
        var unsigned = $"{Base64Url("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
        foreach (var (bearer, code) in (IEnumerable<(string?, string)>)
            [(null, "not-authenticated"), ("rubbish", "token-not-valid"), (forged, "token-not-valid"),
                (unsigned, "token-not-valid")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/reports/counts");
            if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            await ShouldBeProblem(await platform.Gateway.SendAsync(request), 401, code);
        }
    }

    [Fact]
    public async Task a_wrong_role_an_unknown_id_and_a_stale_version_are_told_apart()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var director = await platform.SignedInAsync("director");
        using var officer = await platform.SignedInAsync("officer");
        using var content = new StringContent(Good, Encoding.UTF8, "application/json");
        await ShouldBeProblem(
            await director.PostAsync(new Uri("api/complaints", UriKind.Relative), content), 403, "not-permitted");
        await ShouldBeProblem(
            await officer.GetAsync(new Uri($"api/complaints/{Guid.CreateVersion7()}", UriKind.Relative)), 404,
            "not-found");
        await ShouldBeProblem(await officer.GetAsync(new Uri("api/nothing/here", UriKind.Relative)), 404, "not-found");

        var id = (await adviser.MakeComplaintAsync(Scenarios.Complaint("stale@example.org"))).GetProperty("complaintId")
            .GetGuid();
        await officer.ReadUntilAsync($"api/complaints/{id}", _ => true, "The case was not opened.");
        await ShouldBeProblem(await Acknowledge(officer, id, null), 428, "if-match-missing");
        await ShouldBeProblem(await Acknowledge(officer, id, "three"), 400, "if-match-malformed");
        // A version that never was is as stale as an old one.
        await ShouldBeProblem(await Acknowledge(officer, id, "\"999\""), 412, "version-stale");
    }

    [Fact]
    public async Task a_repeated_key_gives_the_same_answer_and_another_body_under_it_is_refused()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        var first = await Post(Good);
        var again = await Post(Good);
        ((int)first.StatusCode, (int)again.StatusCode).ShouldBe((201, 200));
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        await ShouldBeProblem(await Post(Good.Replace("No heating.", "No water.", StringComparison.Ordinal)), 422,
            "idempotency-key-reused");

        async Task<HttpResponseMessage> Post(string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/complaints")
            { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", "bad-input-key");
            return await adviser.SendAsync(request);
        }
    }

    [Fact]
    public async Task a_housing_event_that_breaks_its_schema_is_a_dead_letter_and_the_feed_goes_on()
    {
        using var operations = await platform.SignedInAsync("ops");
        await platform.PublishToHousingAsync("housing.repairs.repair-raised.v1", "R-BROKEN-raised", "R-BROKEN", new
        { nonsense = true });
        var letters = await operations.ReadUntilAsync("api/operations/linkage/dead-letters",
            found => found.GetRawText().Contains("R-BROKEN", StringComparison.Ordinal), "There is no dead letter.");
        letters.GetRawText().ShouldContain("housing.repairs.repair-raised.v1");
    }

    private static async Task<HttpResponseMessage> Acknowledge(HttpClient officer, Guid id, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/complaints/{id}/acknowledge")
        {
            Content = JsonContent.Create(
                new
                {
                    definition = "No heating.",
                    outcomesSought = "Heating.",
                    responsibleFor = "All.",
                    notResponsibleFor = "Nothing."
                }),
        };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await officer.SendAsync(request);
    }

    private static async Task ShouldBeProblem(HttpResponseMessage answer, int status, string code, string what = "")
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            ((int)answer.StatusCode).ShouldBe(status, $"{what}: {text}");
            answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", what);
            var problem = JsonSerializer.Deserialize<JsonElement>(text);
            if (code.Length > 0)
                problem.GetProperty("type").GetString().ShouldBe($"urn:complaints:problem:{code}", text);
            problem.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace(what);
        }
    }

    private static string With(string field) => string.Concat(Good.AsSpan(0, Good.Length - 1), ",", field, "}");

    // The day after tomorrow in UTC is in the future in London, whatever the hour.
    private static string Tomorrow() =>
        TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Base64Url(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
