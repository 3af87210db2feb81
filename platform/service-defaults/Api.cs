using ComplaintsPlatform.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>The version that the caller saw, from <c>If-Match</c>. As a parameter it is bound; a missing header is answered with 428, <c>*</c> means whatever is there (null).</summary>
/// <param name="Version">The version, or null for <c>*</c>.</param>
public sealed record ExpectedVersion(long? Version)
{
    /// <summary>Binds a route's parameter.</summary>
    public static ValueTask<ExpectedVersion?> BindAsync(HttpContext context) => throw new NotImplementedException();
}

/// <summary>The one mapping from outcomes and failures to HTTP.</summary>
public static class Api
{
    /// <summary>
    /// Answers a command: 200 with <c>{"version":n}</c> and an <c>ETag</c>; 409 with the refusal's code and sentence; 404 when the stream was not found.
    /// </summary>
    public static IResult Answer(this Outcome outcome) => throw new NotImplementedException();

    /// <summary>Answers a read with an <c>ETag</c> of the version; 404 when <paramref name="body"/> is null.</summary>
    public static IResult Answer<T>(T? body, long version) where T : class => throw new NotImplementedException();

    /// <summary>A problem of ours: <c>type</c> is <c>urn:complaints:problem:{code}</c>.</summary>
    public static IResult Problem(int status, string code, string sentence) => throw new NotImplementedException();

    /// <summary>Validates the body of type <typeparamref name="T"/> before the route runs: 400 with <c>errors</c> per field (camelCase path).</summary>
    public static RouteHandlerBuilder Validate<T>(this RouteHandlerBuilder route, FluentValidation.IValidator<T> validator) where T : class => throw new NotImplementedException();

    /// <summary>Who may call the route; everything without this is for nobody.</summary>
    public static RouteHandlerBuilder RequireRoles(this RouteHandlerBuilder route, params string[] roles) => throw new NotImplementedException();

    /// <summary>Text that a person wrote: required unless <paramref name="optional"/>, at most <paramref name="maximum"/> characters, no control characters but line breaks and tabs.</summary>
    public static FluentValidation.IRuleBuilderOptions<T, string?> PlainText<T>(this FluentValidation.IRuleBuilder<T, string?> rule, int maximum, bool optional = false) => throw new NotImplementedException();
}

/// <summary>What every service starts with, by Aspire's names.</summary>
public static class Extensions
{
    /// <summary>
    /// Telemetry (OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set), health checks, problem details, JSON (unknown fields refused), JWT bearer
    /// (<c>Authentication__Authority</c>), OpenAPI, request limits (1 MB body unless a route says otherwise).
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, string serviceName) where TBuilder : IHostApplicationBuilder => throw new NotImplementedException();

    /// <summary>The store of the service's own database: connection string <c>ConnectionStrings__{database}</c>, master key <c>EventStore__MasterKey</c> (base64), and a scoped session that carries actor, correlation and causation of the request.</summary>
    public static TBuilder AddServiceStore<TBuilder>(this TBuilder builder, string database, Action<StoreOptions> configure) where TBuilder : IHostApplicationBuilder => throw new NotImplementedException();

    /// <summary>Exception mapping, authentication, <c>/health</c>, <c>/alive</c>, <c>/openapi/v1.json</c>.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app) => throw new NotImplementedException();
}
