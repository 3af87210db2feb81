using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ComplaintsPlatform.AppHost;

/// <summary>What the map does not show: the dashboard's settings, fixed ports, log files.</summary>
internal static partial class LocalApplication
{
    private const long LongestLog = 20_000_000;

    /// <summary>
    /// Everything on 127.0.0.1, where nobody gives out certificates; the dashboard asks for its token. The next start
    /// waits for nobody, so this one waits until all that it started is gone.
    /// </summary>
    public static DistributedApplicationOptions Options(
        string[] args, IConfiguration settings, DataDirectory data) => new()
        {
            AllowUnsecuredTransport = true,
            TrustDeveloperCertificate = false,
            Args =
        [
            .. args,
            "--environment=Development",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Aspire.Hosting.Dcp=Error",
            $"--ASPNETCORE_URLS=http://127.0.0.1:{Port(settings, "RESOURCES_PORT", 18_888)}",
            $"--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://127.0.0.1:{FreePort.Next()}",
            $"--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://127.0.0.1:{FreePort.Next()}",
            $"--ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN={data.Secret("dashboard-token")}",
            "--DcpPublisher:WaitForResourceCleanup=true",
            // It would ask a package registry at every start.
            "--ASPIRE_VERSION_CHECK_DISABLED=true",
        ],
        };

    /// <summary>A port that has to be this one, since people know it.</summary>
    public static int Port(IConfiguration settings, string name, int usual)
    {
        var port = settings.GetValue(name, usual);
        return FreePort.IsFree(port) ? port
            : throw DataDirectory.Stop($"Port {port} is taken. Choose another: {name}={port + 1000} ./run");
    }

    /// <summary>
    /// Everything that a resource writes goes to a file of its name too, which outlives the dashboard; it starts anew
    /// at 20 MB (the one before is kept).
    /// </summary>
    public static void KeepLogs(this IDistributedApplicationBuilder builder, string directory) =>
        builder.Eventing.Subscribe<BeforeStartEvent>((start, cancellationToken) =>
        {
            Directory.CreateDirectory(directory);
            var stopping = start.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped;
            var logs = start.Services.GetRequiredService<ResourceLoggerService>();
            foreach (var resource in start.Model.Resources)
                if (resource is ProjectResource or ExecutableResource or ContainerResource)
                    _ = WriteAsync(logs, resource, Path.Combine(directory, $"{resource.Name}.log"), stopping);
            return Task.CompletedTask;
        });

    /// <summary>Telemetry goes to the dashboard, unless the environment names another receiver.</summary>
    public static void SendTelemetryTo(this IDistributedApplicationBuilder builder, string? endpoint, string? protocol)
    {
        if (string.IsNullOrEmpty(endpoint)) return;
        foreach (var project in builder.Resources.OfType<ProjectResource>())
            builder.CreateResourceBuilder(project).WithEnvironment(context =>
            {
                context.EnvironmentVariables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
                context.EnvironmentVariables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol ?? "grpc";
                context.EnvironmentVariables.Remove("OTEL_EXPORTER_OTLP_HEADERS");
            });
    }

    private static async Task WriteAsync(
        ResourceLoggerService logs, IResource resource, string path, CancellationToken stop)
    {
        StreamWriter? file = null;
        try
        {
            await foreach (var lines in logs.WatchAsync(resource).WithCancellation(stop))
            {
                if (file is { BaseStream.Length: > LongestLog })
                {
                    await file.DisposeAsync();
                    File.Move(path, $"{path}.1", overwrite: true);
                    file = null;
                }
                file ??= new StreamWriter(path, append: true);
                foreach (var line in lines) await file.WriteLineAsync(Colour().Replace(line.Content, ""));
                await file.FlushAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            if (file is not null) await file.DisposeAsync();
        }
    }

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();
}
