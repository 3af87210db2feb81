namespace ComplaintsPlatform.Gateway.Tests;

public sealed class RoutingTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Id = "0198a000-0000-7000-8000-0000000000aa";

    [Theory]
    [InlineData("POST", "/api/complaints", "intake")]
    [InlineData("POST", "/api/submissions", "intake")]
    [InlineData("POST", $"/api/submissions/{Id}/promote-to-complaint", "intake")]
    [InlineData("POST", "/api/waiting-contacts/take-next", "intake")]
    [InlineData("POST", "/api/chats", "intake")]
    [InlineData("GET", $"/api/chats/{Id}/changes", "intake")]
    [InlineData("PUT", $"/api/drafts/{Id}", "intake")]
    [InlineData("GET", "/api/word-lists", "intake")]
    [InlineData("GET", "/api/guidance?category=repairs", "intake")]
    [InlineData("POST", "/api/complaints/likely-doubles", "cases")]
    [InlineData("POST", "/api/complaints/assign-many", "cases")]
    [InlineData("GET", "/api/colleagues?all=true", "cases")]
    [InlineData("GET", "/api/colleagues/teams", "cases")]
    [InlineData("POST", "/api/assignment-rules", "cases")]
    [InlineData("GET", "/api/areas", "cases")]
    [InlineData("POST", "/api/categories", "cases")]
    [InlineData("GET", "/api/complaints/by-reference/CMP-7K3M-9QXT", "cases")]
    [InlineData("GET", "/api/complaints/queue?limit=5", "cases")]
    [InlineData("GET", $"/api/complaints/{Id}", "cases")]
    [InlineData("GET", $"/api/complaints/{Id}?asAt=2026-01-01T00:00:00Z", "cases")]
    [InlineData("GET", $"/api/complaints/{Id}/history", "cases")]
    [InlineData("GET", $"/api/complaints/{Id}/stream", "cases")]
    [InlineData("GET", $"/api/complaints/{Id}/verify", "cases")]
    [InlineData("POST", $"/api/complaints/{Id}/assign", "cases")]
    [InlineData("POST", $"/api/complaints/{Id}/claim", "cases")]
    [InlineData("POST", $"/api/complaints/{Id}/acknowledge", "cases")]
    [InlineData("POST", $"/api/complaints/{Id}/record-stage-1-response", "cases")]
    [InlineData("GET", $"/api/complaints/{Id}/clocks", "sla-clock")]
    [InlineData("GET", "/api/calendar", "sla-clock")]
    [InlineData("GET", "/api/calendar/working-days?from=2026-01-01&to=2026-01-31", "sla-clock")]
    [InlineData("GET", $"/api/complaints/{Id}/correspondence", "correspondence")]
    [InlineData("GET", "/api/correspondence/to-send-by-hand", "correspondence")]
    [InlineData("GET", $"/api/complaints/{Id}/evidence", "linkage")]
    [InlineData("POST", "/api/people", "linkage")]
    [InlineData("GET", "/api/people?search=rosa", "linkage")]
    [InlineData("GET", $"/api/people/{Id}", "linkage")]
    [InlineData("POST", "/api/properties", "linkage")]
    [InlineData("GET", "/api/users", "identity")]
    [InlineData("POST", $"/api/users/{Id}/change-roles", "identity")]
    [InlineData("GET", "/api/teams", "identity")]
    public async Task a_route_goes_to_its_service(string method, string path, string service)
    {
        var answer = await (await gateway.SendAsync(new HttpMethod(method), path)).JsonAsync();
        answer.GetProperty("service").GetString().ShouldBe(service);
        answer.GetProperty("method").GetString().ShouldBe(method);
        answer.GetProperty("path").GetString().ShouldBe(path);
        answer.GetProperty("authorization").GetString().ShouldStartWith("Bearer ");
    }

    [Theory]
    [InlineData("intake"), InlineData("cases"), InlineData("sla-clock"), InlineData("correspondence")]
    [InlineData("linkage"), InlineData("identity")]
    public async Task operations_go_to_each_service(string service)
    {
        foreach (var rest in (string[])["/dead-letters", "/dead-letters/replay", "/republish",
            "/rebuild?projection=one"])
        {
            var answer = await (await gateway.SendAsync(HttpMethod.Post, $"/api/operations/{service}{rest}"))
                .JsonAsync();
            (answer.GetProperty("service").GetString(), answer.GetProperty("path").GetString())
                .ShouldBe((service, "/operations" + rest));
            await (await gateway.SendAsync(HttpMethod.Post, $"/api/operations/{service}{rest}", role: null))
                .ShouldBeProblemAsync(401, "not-authenticated");
        }
    }

    [Theory]
    [InlineData("POST", "/connect/token")]
    [InlineData("GET", "/.well-known/openid-configuration")]
    [InlineData("GET", "/connect/authorize?client_id=portal")]
    [InlineData("POST", "/connect/revoke")]
    [InlineData("GET", "/connect/end-session")]
    [InlineData("GET", "/sign-in?returnUrl=%2Fconnect%2Fauthorize")]
    [InlineData("POST", "/sign-in/reset-password")]
    public async Task sign_in_needs_no_token(string method, string path) =>
        (await (await gateway.SendAsync(new HttpMethod(method), path, role: null)).JsonAsync()).GetProperty("service")
            .GetString().ShouldBe("identity");

    [Theory]
    [InlineData("/api/complaints/queue")]
    [InlineData("/api/people")]
    [InlineData("/api/reports/counts")]
    [InlineData("/api/users")]
    [InlineData("/api/operations/cases/dead-letters")]
    [InlineData("/nowhere")]
    public async Task everything_else_does(string path) =>
        await (await gateway.SendAsync(HttpMethod.Get, path, role: null))
        .ShouldBeProblemAsync(401, "not-authenticated");

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api")]
    [InlineData("/api/complaints/not-an-id")]
    [InlineData("/operations/dead-letters")]
    [InlineData("/api/operations/nobody/dead-letters")]
    public async Task what_is_not_in_the_table_is_404(string path) =>
        await (await gateway.SendAsync(HttpMethod.Get, path)).ShouldBeProblemAsync(404, "not-found");

    [Fact]
    public async Task an_answer_that_goes_on_comes_as_it_is_written_and_ends_when_the_gateway_stops()
    {
        using var client = await gateway.StartGatewayAsync();
        client.DefaultRequestHeaders.Authorization =
            new("Bearer", gateway.Authority.TokenFor(Guid.CreateVersion7(), "Olive", "complaints-officer"));
        await using var reader =
            await LiveReader.OpenAsync(client, $"/api/complaints/{Guid.CreateVersion7()}/changes");
        (await reader.NextAsync())!.Value.GetProperty("kind").GetString().ShouldBe("complaint_claimed");
        await gateway.StopGatewayAsync();
        (await reader.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task another_method_is_405() => await (await gateway.SendAsync(HttpMethod.Delete, "/api/complaints"))
        .ShouldBeProblemAsync(405, "method-not-allowed");

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task its_health_is_its_own(string path) =>
        (await (await gateway.SendAsync(HttpMethod.Get, path, role: null)).JsonAsync()).TryGetProperty("service", out _)
        .ShouldBeFalse();

    [Fact]
    public async Task correlation_and_trace_travel_with_the_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        request.Headers.Add("X-Correlation-Id", "call-7");
        request.Headers.Add("X-Forwarded-For", "10.9.8.7");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var answer = await gateway.Client.SendAsync(request);
        answer.Headers.GetValues("X-Correlation-Id").ShouldBe(["call-7"]);
        var body = await answer.JsonAsync();
        body.GetProperty("correlation").GetString().ShouldBe("call-7");
        body.GetProperty("traceparent").GetString().ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
        // Where the call came from is what the gateway saw, not what the caller says.
        body.GetProperty("forwardedFor").GetString()!.ShouldNotContain("10.9.8.7");
    }
}
