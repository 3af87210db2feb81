using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.Gateway.Tests;

/// <summary>The gateway as it is, before seven services that only say who they are and what they were asked.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private static readonly string[] Names = ["intake", "cases", "sla-clock", "correspondence", "linkage", "identity"];
    private readonly List<IAsyncDisposable> started = [];

    public TestAuthority Authority { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Authority = await TestAuthority.StartAsync();
        Client = await StartGatewayAsync();
    }

    /// <summary>A gateway of its own settings. The service reporting is at an address where nobody listens.</summary>
    public async Task<HttpClient> StartGatewayAsync(params (string Key, string Value)[] settings)
    {
        var services = new Dictionary<string, string?> { ["services:reporting:http:0"] = "http://127.0.0.1:9" };
        foreach (var name in Names) services[$"services:{name}:http:0"] = await StartServiceAsync(name);
        var gateway = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development").UseSetting("urls", "http://127.0.0.1:0")
                .UseSetting("Authentication:Authority", Authority.Url).UseSetting("RateLimits:PerUser", "0")
                .UseSetting("RateLimits:PerAddress", "0");
            foreach (var (key, value) in services) host.UseSetting(key, value);
            foreach (var (key, value) in settings) host.UseSetting(key, value);
            host.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
            // Longer than any test: one that stops for an answer that goes on is noticed.
            host.ConfigureTestServices(all =>
                all.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(5)));
        });
        gateway.UseKestrel();
        gateway.StartServer();
        started.Add(gateway);
        return new HttpClient { BaseAddress = gateway.ClientOptions.BaseAddress };
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path,
        string? role = "complaints-officer", HttpContent? content = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (role is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer", Authority.TokenFor(Guid.Parse("0198a000-0000-7000-8000-000000000001"), "Olive", role));
        return await (client ?? Client).SendAsync(request);
    }

    /// <summary>Stops the gateway that was started last.</summary>
    public ValueTask StopGatewayAsync() => started[^1].DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var service in started) await service.DisposeAsync();
        await Authority.DisposeAsync();
    }

    private async Task<string> StartServiceAsync(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/openapi/v1.json", () => Results.Text(DocumentOf(name), "application/json"));
        app.MapGet("/api/complaints/{id:guid}/changes", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("event: position\nid: 1\ndata: 1\n\n");
            await context.Response.WriteAsync("id: 2\ndata: {\"kind\":\"complaint_claimed\"}\n\n");
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        app.MapFallback(async (HttpRequest request) => Results.Json(new
        {
            service = name,
            method = request.Method,
            path = request.Path.Value + request.QueryString,
            correlation = request.Headers["X-Correlation-Id"].ToString(),
            traceparent = request.Headers.TraceParent.ToString(),
            forwardedFor = request.Headers["X-Forwarded-For"].ToString(),
            authorization = request.Headers.Authorization.ToString(),
            bytes = await CountAsync(request.Body),
        }));
        await app.StartAsync();
        started.Add(app);
        return app.Urls.First();
    }

    private static async Task<long> CountAsync(Stream body)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        while (await body.ReadAsync(buffer) is > 0 and var read) total += read;
        return total;
    }

    // Every service has a schema Page of its own, one in common, a route of its own, and some that are not for the
    // world.
    private static string DocumentOf(string name) =>
        """
        {"openapi":"3.1.1","paths":{
          "/api/NAME":{"get":{"operationId":"GetNAME","security":[{"bearer":[]}],"responses":{"200":
            {"description":"OK","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Page"}}}}}}},
          "/operations/dead-letters":{"get":{"responses":{"200":{"description":"<script>alert(1)</script>"}}}},
          "/operations/republish":{"post":{"responses":{}}},
          "/internal":{"get":{"responses":{}}}},
         "components":{"schemas":{"Page":{"type":"object","description":"of NAME"},"Problem":{"type":"object"}}}}
        """.Replace("NAME", name, StringComparison.Ordinal);
}

internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());

    public static async Task ShouldBeProblemAsync(this HttpResponseMessage answer, int status, string code)
    {
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.JsonAsync()).GetProperty("type").GetString().ShouldBe("urn:complaints:problem:" + code);
    }
}
