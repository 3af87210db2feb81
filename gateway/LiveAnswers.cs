namespace ComplaintsPlatform.Gateway;

/// <summary>An answer that goes on (server-sent events) ends when the gateway is to stop, which would else wait for it.
/// Whoever reads it comes back.</summary>
internal static class LiveAnswers
{
    public static async Task Use(HttpContext context, RequestDelegate next)
    {
        var host = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        CancellationTokenRegistration stop = default;
        context.Response.OnStarting(() =>
        {
            if (context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) is true)
                stop = host.ApplicationStopping.Register(context.Abort);
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            await stop.DisposeAsync();
        }
    }
}
