using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.ServiceDefaults.Tests;

public sealed class TelemetryTests(TinyService service) : IClassFixture<TinyService>
{
    private readonly ConcurrentDictionary<string, StringBuilder> received = new();

    [Fact]
    public async Task traces_metrics_and_logs_go_to_the_endpoint_with_route_status_and_trace()
    {
        await using var collector = await StartCollectorAsync();
        await using (
            var observed = TinyService.Build(service.Authority.Url,
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            await observed.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(observed.Urls.First()) };
            client.DefaultRequestHeaders.Authorization =
                new("Bearer", service.Authority.TokenFor(TinyService.Somebody, "Olive Officer", "officer"));
            client.DefaultRequestHeaders.Add("X-Correlation-Id", "call-7");
            await client.GetAsync("/fails/otherwise");
            await client.GetAsync("/health");
            await observed.StopAsync();
        }

        var traces = received["/v1/traces"].ToString();
        foreach (var expected in (string[])["service.name", "tiny", "http.route", "/fails/{how}",
            "http.response.status_code", "complaints.correlation_id", "call-7"]) traces.ShouldContain(
                expected, Case.Sensitive);
        // The span of the test's own client says where it went; the probe's at the service is what is not sent.
        traces.ShouldNotContain("GET /health", Case.Sensitive);
        traces.ShouldNotContain("Olive Officer", Case.Sensitive);
        received["/v1/metrics"].ToString().ShouldContain("http.server.request.duration");
        received["/v1/logs"].ToString().ShouldContain("The request failed.");
    }

    // Takes OTLP over HTTP; names and values are readable in protobuf as they are.
    private async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var text = received.GetOrAdd(request.Path, _ => new StringBuilder());
            lock (text) text.Append(Encoding.Latin1.GetString(body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
        await collector.StartAsync();
        return collector;
    }
}
