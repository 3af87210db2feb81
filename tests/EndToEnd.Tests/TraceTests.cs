using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace ComplaintsPlatform.EndToEnd.Tests;

public sealed class TraceTests(Platform platform)
{
    private static readonly string[] Services =
        ["gateway", "intake", "cases", "sla-clock", "correspondence", "reporting"];

    private static readonly string[] Publishing = ["intake", "cases"];

    [Fact]
    public async Task one_trace_spans_every_service_that_a_complaint_passes_and_the_broker_between_them()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        // Whoever wants this one recorded says so; of the others only so many a second are.
        adviser.DefaultRequestHeaders.Add(
            "traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await adviser.PostAsJsonAsync("api/complaints", Scenarios.Complaint("trace@example.org"));
        answer.EnsureSuccessStatusCode();
        // The gateway answers with the id of the trace, to be quoted.
        var traceId = answer.Headers.GetValues("X-Correlation-Id").Single();

        // Each service sends its spans when it has some together: none is missing before all were waited for.
        IEnumerable<string> Missing()
        {
            var seen = platform.Telemetry.Trace(traceId);
            return Services.Except(seen.Select(span => span.Service))
                .Concat(Publishing.Except(seen.Where(span => span.Scope == "RabbitMQ.Client.Publisher")
                    .Select(span => span.Service)));
        }

        await Eventually.IsSoAsync(() => Task.FromResult(!Missing().Any()),
            "Spans of a service, or of what it published, are missing in the trace.");
        var spans = platform.Telemetry.Trace(traceId);
        // One tree: every span but the first hangs on another one of the same trace (or on one that is still open).
        spans.Count(span => span.ParentId.Length == 0).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task the_stream_of_a_case_carries_the_request_that_caused_it()
    {
        using var adviser = await platform.SignedInAsync("adviser");
        using var auditor = await platform.SignedInAsync("auditor");
        using var answer = await adviser.PostAsJsonAsync("api/complaints", Scenarios.Complaint("cause@example.org"));
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("complaintId").GetGuid();
        var traceId = answer.Headers.GetValues("X-Correlation-Id").Single();
        var line = await Eventually.GetAsync(async () =>
        {
            using var stream = await auditor.GetAsync(new Uri($"api/complaints/{id}/stream", UriKind.Relative));
            return stream.IsSuccessStatusCode ? (await stream.Content.ReadAsStringAsync()).Split('\n')[0] : null;
        }, "There is no stream.");
        line.ShouldContain(traceId);
    }
}
