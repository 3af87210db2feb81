using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// Lets a client that is still sending a body over the limit read why it was refused: with the limit in place the
/// server would cut the connection after its answer, under the client's hands. Without it the server takes in the rest,
/// for a few seconds, and drops it.
/// </summary>
internal static class OversizedBody
{
    public static Task Use(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength is not null) context.Response.OnStarting(LiftLimit, context);
        return next(context);
    }

    private static Task LiftLimit(object state)
    {
        var context = (HttpContext)state;
        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (size is { IsReadOnly: false, MaxRequestBodySize: { } limit } && context.Request.ContentLength > limit)
            size.MaxRequestBodySize = null;
        return Task.CompletedTask;
    }
}
