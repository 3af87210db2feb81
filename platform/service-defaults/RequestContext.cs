using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>What travels with every request: correlation, headers that protect browsers, and the stamps on a
/// session.</summary>
internal static class RequestContext
{
    public const string CorrelationHeader = "X-Correlation-Id";

    public static Task Use(HttpContext context, RequestDelegate next)
    {
        var correlation = CorrelationOf(context);
        context.Request.Headers[CorrelationHeader] = correlation;
        Activity.Current?.SetTag("complaints.correlation_id", correlation);
        context.Response.OnStarting(static state =>
        {
            var request = (HttpContext)state;
            var headers = request.Response.Headers;
            headers[CorrelationHeader] = request.Request.Headers[CorrelationHeader];
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Cache-Control", "no-store");
            headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    // A client's own id is kept when it is short and plain, since it goes into logs, headers and the record.
    public static string CorrelationOf(HttpContext context)
    {
        var given = context.Request.Headers[CorrelationHeader].ToString();
        return given.Length is > 0 and <= 64 && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? given
            : Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
    }
}
