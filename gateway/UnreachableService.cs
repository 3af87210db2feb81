using ComplaintsPlatform.ServiceDefaults;
using Yarp.ReverseProxy.Forwarder;

namespace ComplaintsPlatform.Gateway;

/// <summary>Says in a problem what became of a request that could not be passed on, and whether trying again
/// helps.</summary>
internal static class UnreachableService
{
    public static async Task Use(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return;
        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        var error = context.Features.Get<IForwarderErrorFeature>()?.Error;
        if (error is null && context.Response.StatusCode != StatusCodes.Status503ServiceUnavailable) return;

        switch (error)
        {
            case ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled:
                // The client's own doing: too long (413), too slow (408) or broken off (400), which the status alone
                // says well enough.
                return;
            case ForwarderError.RequestTimedOut or ForwarderError.ResponseBodyCanceled:
                await Api.Problem(StatusCodes.Status504GatewayTimeout, "service-too-slow",
                    $"The service {service} did not answer in time. Read first whether your request took effect, "
                        + $"then send it again.").ExecuteAsync(context);
                return;
            case null or ForwarderError.NoAvailableDestinations or ForwarderError.Request
                when context.Response.Headers.ContentLength is null && context.Response.ContentType is null:
                context.Response.Headers.RetryAfter = "2";
                await Api.Problem(StatusCodes.Status503ServiceUnavailable, "service-unreachable",
                    $"The service {service} cannot be reached now. Send the request again in a moment; with the "
                        + $"same Idempotency-Key or If-Match a repeat is safe.").ExecuteAsync(context);
                return;
            case not null:
                await Api.Problem(StatusCodes.Status502BadGateway, "service-unreachable",
                    $"The service {service} broke off. Read first whether your request took effect, then send it "
                        + $"again.").ExecuteAsync(context);
                return;
        }
    }
}
