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
            .WithTracing(static traces => traces
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

    private static bool IsProbe(HttpContext request) => request.Request.Path.Value is "/health" or "/alive";
}
