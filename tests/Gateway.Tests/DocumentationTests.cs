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
        paths.ShouldContain("/api/operations/cases/parked-messages");
        paths.ShouldContain("/api/operations/cases/republish");
        paths.ShouldContain("/api/operations/intake/dead-letters");
        paths.ShouldNotContain("/internal");
        paths.ShouldNotContain("/parked-messages");
        document.GetProperty("info").GetProperty("description").GetString()!.ShouldContain("reporting");
    }

    [Fact]
    public async Task one_name_for_two_things_becomes_two_names()
    {
        var document = await (await gateway.SendAsync(HttpMethod.Get, "/openapi/v1.json", role: null)).JsonAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var service in (string[])["cases", "intake", "linkage"])
        {
            var name = document.GetProperty("paths").GetProperty("/api/" + service).GetProperty("get").GetProperty("responses").GetProperty("200")
                .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
            schemas.GetProperty(name).GetProperty("description").GetString().ShouldBe("of " + service);
        }
        schemas.TryGetProperty("intake.Problem", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task the_page_lists_every_operation_and_runs_nothing()
    {
        var answer = await gateway.SendAsync(HttpMethod.Get, "/docs", role: null);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("<code>/api/linkage</code>");
        page.ShouldContain("Needs a bearer token.");
        page.ShouldContain("of linkage");
        page.ShouldNotContain("<script", Case.Insensitive);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self'");
        var style = await gateway.SendAsync(HttpMethod.Get, "/docs/docs.css", role: null);
        style.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
    }
}
