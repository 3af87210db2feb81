using System.Net;
using System.Text.Json;

namespace ComplaintsPlatform.ServiceDefaults.Tests;

public sealed class AnswerTests(TinyService service) : IClassFixture<TinyService>
{
    [Theory]
    [InlineData("/fails/stale", 412, "version-stale")]
    [InlineData("/fails/exists", 409, "already-exists")]
    [InlineData("/fails/database", 503, "database-unavailable")]
    [InlineData("/fails/store", 503, "database-unavailable")]
    [InlineData("/fails/handshake", 503, "database-unavailable")]
    [InlineData("/fails/save", 503, "database-unavailable")]
    [InlineData("/fails/otherwise", 500, "internal-error")]
    [InlineData("/refused", 409, "already-owned")]
    [InlineData("/absent", 404, "not-found")]
    public async Task what_goes_wrong_is_a_problem(string path, int status, string code) =>
        await (await service.GetAsync(path)).ShouldBeProblemAsync(status, code);

    [Fact]
    public async Task a_read_has_its_version_as_etag()
    {
        var answer = await service.GetAsync("/read");
        answer.Headers.ETag!.Tag.ShouldBe("\"4\"");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldBe("{\"name\":\"Rosa\",\"age\":40}");
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task health_needs_no_token(string path) =>
        (await service.GetAsync(path, token: null)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task headers_protect_browsers_on_every_answer()
    {
        foreach (var path in (string[])["/read", "/nowhere", "/fails/otherwise"])
        {
            var answer = await service.GetAsync(path);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Headers.Contains("Server").ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("case-42", true)]
    [InlineData("no spaces", false)]
    public async Task a_plain_correlation_id_is_kept_and_another_is_replaced(string given, bool kept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/read");
        request.Headers.Add("X-Correlation-Id", given);
        var answered = (await service.SendAsync(request)).Headers.GetValues("X-Correlation-Id").Single();
        (answered == given).ShouldBe(kept);
        answered.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("wait=5", true)]
    [InlineData("respond-async, wait=5", true)]
    [InlineData("wait=soon", false)]
    [InlineData(null, false)]
    public async Task a_read_waits_when_it_is_asked_to(string? preference, bool held)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/waits");
        if (preference is not null) request.Headers.TryAddWithoutValidation("Prefer", preference);
        var answer = await service.SendAsync(request);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldBe(held ? "true" : "false");
        answer.Headers.Contains("Preference-Applied").ShouldBe(held);
    }

    [Fact]
    public async Task the_document_knows_tokens_versions_and_problems()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(
            await (await service.GetAsync("/openapi/v1.json", token: null)).Content.ReadAsStringAsync(
                TestContext.Current.CancellationToken));
        var change = document.GetProperty("paths").GetProperty("/change/{id}").GetProperty("post");
        change.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString())
            .ShouldBe(["id", "If-Match"]);
        change.GetProperty("responses").EnumerateObject().Select(p => p.Name)
            .ShouldBe(["200", "400", "401", "403", "412", "428", "429", "default"], ignoreOrder: true);
        change.GetProperty("security")[0].TryGetProperty("bearer", out _).ShouldBeTrue(document.GetRawText());
        document.GetProperty("paths").GetProperty("/waits").GetProperty("get").GetProperty("parameters")
            .EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["Prefer"]);
        document.GetProperty("components").GetProperty("schemas").GetProperty("Submit").GetProperty("required")
            .EnumerateArray().Select(p => p.GetString()).ShouldBe(["text"]);
        document.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties")
            .TryGetProperty("traceId", out _).ShouldBeTrue();
    }
}
