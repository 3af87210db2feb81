using System.Diagnostics;
using ComplaintsPlatform.EventStore;
using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>What travels with every request: correlation, headers that protect browsers, and the stamps on a session.</summary>
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

    /// <summary>Actor, correlation and causation of the request, for every event that the session appends.</summary>
    public static void Stamp(IDocumentSession session, HttpContext context)
    {
        session.CorrelationId = CorrelationOf(context);
        session.CausationId = Activity.Current?.SpanId.ToHexString() ?? context.TraceIdentifier;
        if (context.User.Identity is not { IsAuthenticated: true }) return;
        var actor = Actor.From(context.User);
        session.LastModifiedBy = actor.Id.ToString();
        session.SetHeader("actor", actor.Name);
    }

    // A client's own id is kept when it is short and plain, since it goes into logs, headers and the record.
    private static string CorrelationOf(HttpContext context)
    {
        var given = context.Request.Headers[CorrelationHeader].ToString();
        return given.Length is > 0 and <= 64 && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? given
            : Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
    }
}
