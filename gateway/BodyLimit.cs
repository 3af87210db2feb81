using ComplaintsPlatform.ServiceDefaults;
using Microsoft.AspNetCore.Http.Features;

namespace ComplaintsPlatform.Gateway;

/// <summary>
/// Refuses a body that says itself that it is too large, before a service is asked. 1 MB, or a route's own
/// <c>MaxRequestBodySize</c>. One that does not say how long it is ends at the limit while it is passed on.
/// </summary>
internal static class BodyLimit
{
    public static Task Use(HttpContext context, RequestDelegate next)
    {
        // YARP puts a route's own limit (-1: none, the service's) in place only behind this.
        var limit = context.GetReverseProxyFeature().Route.Config.MaxRequestBodySize
            ?? context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (limit is null or < 0 || context.Request.ContentLength is not { } length || length <= limit)
            return next(context);

        return Api.Problem(StatusCodes.Status413PayloadTooLarge, "body-too-large",
            $"The request's body has {length} bytes; at most {limit} are taken here. Send less.").ExecuteAsync(context);
    }
}
