using Scalar.AspNetCore;

namespace ComplaintsPlatform.Gateway;

/// <summary>
/// <c>/openapi/v1.json</c>, and <c>/docs</c>: Scalar's page of it, which also sends requests. Its scripts come from
/// this gateway and its policy lets it ask nobody else.
/// </summary>
internal static class Documentation
{
    private const string Document = "/openapi/v1.json";

    public static void MapDocumentation(this WebApplication app)
    {
        app.MapGet(Document, async (MergedDocument document, CancellationToken ct) =>
            Results.Text(await document.GetAsync(ct), "application/json")).AllowAnonymous();
        app.MapScalarApiReference("/docs", static options => options
            .WithTitle("Complaints platform: API")
            .WithOpenApiRoutePattern(Document)
            .AddPreferredSecuritySchemes("bearer")
            .WithNonce()
            // Each of these would ask a server of Scalar's, or offer to.
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp()
            .HideClientButton().HideDeveloperTools())
            .AddEndpointFilter(AllowScalar).AllowAnonymous();
    }

    // The page's own script carries the nonce; its styles are made by that script.
    private static ValueTask<object?> AllowScalar(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        context.Response.OnStarting(() =>
        {
            var nonce = context.Items[ScalarOptions.NonceHttpContextItemKey];
            context.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
                + "connect-src 'self'; img-src 'self' data:; font-src 'self' data:; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            return Task.CompletedTask;
        });
        return next(invocation);
    }
}
