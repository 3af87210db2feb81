using System.Text.RegularExpressions;

namespace ComplaintsPlatform.Gateway.Tests;

public sealed class DocumentationTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task one_document_has_every_service_in_the_addresses_of_the_gateway()
    {
        var document = await (await gateway.SendAsync(HttpMethod.Get, "/openapi/v1.json", role: null)).JsonAsync();
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        paths.ShouldContain("/api/cases");
        paths.ShouldContain("/api/sla-clock");
        paths.ShouldContain("/api/operations/cases/dead-letters");
        paths.ShouldContain("/api/operations/cases/republish");
        paths.ShouldContain("/api/operations/intake/dead-letters");
        paths.ShouldNotContain("/internal");
        paths.ShouldNotContain("/operations/dead-letters");
        document.GetProperty("info").GetProperty("description").GetString()!.ShouldContain("reporting");
    }

    [Fact]
    public async Task one_name_for_two_things_becomes_two_names()
    {
        var document = await (await gateway.SendAsync(HttpMethod.Get, "/openapi/v1.json", role: null)).JsonAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var service in (string[])["cases", "intake", "linkage"])
        {
            var name = document.GetProperty("paths").GetProperty("/api/" + service).GetProperty("get")
                .GetProperty("responses").GetProperty("200")
                .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref")
                .GetString()!.Split('/')[^1];
            schemas.GetProperty(name).GetProperty("description").GetString().ShouldBe("of " + service);
        }
        schemas.TryGetProperty("intake.Problem", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task the_page_comes_whole_from_the_gateway_and_may_ask_nobody_else()
    {
        var answer = await gateway.SendAsync(HttpMethod.Get, "/docs/", role: null);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("openapi/v1.json");
        page.ShouldNotContain("https://", Case.Insensitive);

        var scripts = Regex.Matches(page, "<script[^>]*>").Select(script => script.Value).ToList();
        scripts.ShouldNotBeEmpty();
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        var nonce = Regex.Match(scripts[0], "nonce=\"([^\"]+)\"").Groups[1].Value;
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("connect-src 'self'");
        policy.ShouldContain($"script-src 'self' 'nonce-{nonce}'");
        scripts.ShouldAllBe(script => script.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal));
        foreach (var source in scripts.Select(script => Regex.Match(script, "src=\"([^\"]+)\""))
            .Where(source => source.Success))
        {
            var script = await gateway.SendAsync(HttpMethod.Get, "/docs/" + source.Groups[1].Value, role: null);
            script.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript", source.Value);
        }
        // Only this page's policy is as wide as that.
        (await gateway.SendAsync(HttpMethod.Get, "/openapi/v1.json", role: null)).Headers.GetValues(
            "Content-Security-Policy").Single()
            .ShouldStartWith("default-src 'none'; frame-ancestors");
    }
}
