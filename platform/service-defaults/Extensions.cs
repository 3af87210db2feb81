using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx.CodeGeneration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>What every service starts with, by Aspire's names.</summary>
public static class Extensions
{
    private const long BodyLimit = 1024 * 1024;
    private static readonly string[] QuietLoggers =
        ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Marten", "Wolverine", "JasperFx"];

    /// <summary>
    /// Telemetry (OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set), health checks, problem details, JSON (unknown
    /// fields refused), JWT bearer (<c>Authentication__Authority</c>), OpenAPI, request limits (1 MB body unless a
    /// route says otherwise).
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting that is required is missing; the message names
    /// it.</exception>
    public static TBuilder AddServiceDefaults<TBuilder>(
        this TBuilder builder, string serviceName) where TBuilder : IHostApplicationBuilder
    {
        builder.AddHostDefaults(serviceName);
        // The verb `codegen` connects to nothing and is run by the build, which has no settings.
        if (DynamicCodeBuilder.WithinCodegenCommand)
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
            {
                InitialData = new Dictionary<string, string?>
                {
                    ["Authentication:Authority"] = "http://localhost",
                    ["ConnectionStrings:rabbitmq"] = "amqp://localhost",
                    ["PersonalData:MasterKey"] = Convert.ToBase64String(new byte[32]),
                },
            });
        Authentication.Add(builder);
        ApiDocument.Add(builder.Services, serviceName);
        builder.Services.AddExceptionHandler<ExceptionProblems>();
        builder.Services.AddSingleton<OpenLiveAnswers>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options => Strict(options.SerializerOptions));
        return builder;
    }

    /// <summary>
    /// The part of <see cref="AddServiceDefaults"/> that a program with pages shares: telemetry, health checks, the
    /// clock, request limits (1 MB body unless a route says otherwise).
    /// </summary>
    /// <param name="builder">The program.</param>
    /// <param name="serviceName">How it is called in telemetry.</param>
    public static TBuilder AddHostDefaults<TBuilder>(
        this TBuilder builder, string serviceName) where TBuilder : IHostApplicationBuilder
    {
        // Below every other source, so that any setting overrides. A line per request would cost more than the request
        // and hold what people searched for.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
                QuietLoggers.Select(logger => KeyValuePair.Create($"Logging:LogLevel:{logger}", (string?)"Warning")),
        });
        Telemetry.Add(builder, serviceName);
        builder.Services.AddHealthChecks().AddCheck("self", static () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = BodyLimit;
        });
        return builder;
    }

    /// <summary>Exception mapping, authentication, <c>/health</c>, <c>/alive</c>, <c>/openapi/v1.json</c>. Call it
    /// before the service's own routes.</summary>
    /// <param name="app">The service.</param>
    /// <param name="openApi">False when the service answers <c>/openapi/v1.json</c> itself.</param>
    /// <param name="beforeAuthorization">Middleware that has to know the user and to see refused requests too.</param>
    public static WebApplication MapDefaultEndpoints(
        this WebApplication app, bool openApi = true, Action<WebApplication>? beforeAuthorization = null)
    {
        app.Use(RequestContext.Use);
        app.Use(OversizedBody.Use);
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.UseRouting();
        app.UseAuthentication();
        beforeAuthorization?.Invoke(app);
        app.UseAuthorization();

        app.MapHealth();
        if (openApi) app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        return app;
    }

    /// <summary><c>/health</c> and <c>/alive</c>, for anybody.</summary>
    /// <param name="app">The program.</param>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health", Report(static _ => true)).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks("/alive", Report(static check => check.Tags.Contains("live"))).AllowAnonymous()
            .DisableHttpMetrics();
    }

    /// <summary>How every service reads and writes JSON over HTTP: camelCase, names of enums in kebab case, and nothing
    /// taken that is not known.</summary>
    private static void Strict(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    private static HealthCheckOptions Report(Func<HealthCheckRegistration, bool> which) => new()
    {
        Predicate = which,
        ResponseWriter = static (context, report) => context.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
        }),
    };

    internal sealed class DatabaseHealth(Npgsql.NpgsqlDataSource database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
