using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// Traces, metrics and logs over OTLP. Built by hand from the SDK, because OpenTelemetry.Extensions.Hosting does not restore where this
/// is built; the sources are those that ASP.NET Core, HttpClient, Npgsql and RabbitMQ.Client emit by themselves.
/// </summary>
internal static class Telemetry
{
    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "RabbitMQ.Client.Publisher", "RabbitMQ.Client.Subscriber", "ComplaintsPlatform.*"];

    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Npgsql", "ComplaintsPlatform.*"];

    public static void Add(IHostApplicationBuilder builder, string serviceName)
    {
        // Without this, ASP.NET Core leaves method, route and status off its request spans for the instrumentation package, which is not there.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;

        var resource = ResourceBuilder.CreateDefault().AddService(serviceName, serviceNamespace: "complaints", serviceInstanceId: Environment.MachineName + ":" + Environment.ProcessId);
        IConfiguration configuration = builder.Configuration;

        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource).AddSource(Sources).AddProcessor(new ProbesAreNoise()).AddOtlpExporter().Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build());
        builder.Services.AddHostedService<Start>();
        builder.Logging.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(resource);
            options.IncludeFormattedMessage = true;
            options.AddOtlpExporter();
        });
    }

    // Makes both providers before the first request; the container disposes, and so flushes, them at the end.
    private sealed class Start(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2000);
            metrics.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }

    // A probe every second would bury the requests that matter.
    private sealed class ProbesAreNoise : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.Kind == ActivityKind.Server && data.GetTagItem("http.route") is "/health" or "/alive")
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
