using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says whereto.</summary>
internal static class Telemetry
{
    public static void Add(IHostApplicationBuilder builder, string serviceName)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        // Who starts the service may have named this instance already, in OTEL_RESOURCE_ATTRIBUTES.
        var attributes = builder.Configuration["OTEL_RESOURCE_ATTRIBUTES"] ?? "";
        var named = attributes.Contains("service.instance.id", StringComparison.Ordinal);

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                serviceName, serviceNamespace: "complaints", autoGenerateServiceInstanceId: !named))
            .WithTracing(traces => traces
                .SetSampler(new ParentBasedSampler(new LimitedSampler(TracesPerSecond(builder), TimeProvider.System)))
                // A probe every second would bury the requests that matter.
                .AddAspNetCoreInstrumentation(static options => options.Filter = static request => !IsProbe(request))
                .AddHttpClientInstrumentation()
                .AddSource("Npgsql", "RabbitMQ.Client.Publisher", "RabbitMQ.Client.Subscriber", "ComplaintsPlatform.*",
                    "Wolverine", "Marten"))
            .WithMetrics(static metrics => metrics
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
                .AddMeter("Npgsql", "Marten", "Wolverine:*", "ComplaintsPlatform.*"))
            .WithLogging(configureBuilder: null, static logs => logs.IncludeFormattedMessage = true)
            .UseOtlpExporter();
    }

    private static int TracesPerSecond(IHostApplicationBuilder builder) =>
        builder.Configuration["Telemetry:TracesPerSecond"] is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : 5;

    private static bool IsProbe(HttpContext request) => request.Request.Path.Value is "/health" or "/alive";
}

/// <summary>
/// Begins so many traces a second and no more: a day's work is seen whole, and a burst is not slowed down by being
/// watched (a complaint has some hundred spans, in all services). What a caller has begun to record is recorded.
/// </summary>
internal sealed class LimitedSampler(int perSecond, TimeProvider time) : Sampler
{
    private readonly Lock turn = new();
    private long second;
    private int begun;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var now = time.GetTimestamp() / time.TimestampFrequency;
        lock (turn)
        {
            if (now != second) (second, begun) = (now, 0);
            return new(begun++ < perSecond);
        }
    }
}
