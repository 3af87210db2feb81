using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using ComplaintsPlatform.ServiceDefaults;
using Microsoft.AspNetCore.Authentication;

namespace ComplaintsPlatform.Portal;

/// <summary>
/// What changed since a page was made, told to the page as it happens: the service's own stream, asked for as whoever
/// is signed in and passed on while it comes. So who may know what is decided where it always is.
/// </summary>
internal static class LiveChanges
{
    public const string Path = "/changes", ChatPath = "/chat/changes";

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    /// <summary>
    /// <c>/changes?after=position</c> of the lists, with <c>complaint=id</c> of that complaint, with <c>contact=id</c>
    /// of that contact; and of the chat of a browser, which is not signed in.
    /// </summary>
    public static void MapLiveChanges(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ForStaffAsync).RequireAuthorization(Access.Read).DisableHttpMetrics();
        app.MapGet(ChatPath, ForCustomerAsync).AllowAnonymous().DisableHttpMetrics();
    }

    private static async Task ForStaffAsync(
        Guid? complaint, Guid? contact, long? after, GatewayClient gateway, Sessions sessions,
        IHostApplicationLifetime host, TimeProvider time, HttpContext context)
    {
        if (IsFromElsewhere(context)) return;
        var session = (await context.AuthenticateAsync()).Properties?.Items[Sessions.NameItem] ?? "";
        var from = LiveAnswer.After(context, after);
        using var answer = await gateway.OpenAsync(complaint is { } id ? Routes.ComplaintChanges(id, from)
            : contact is { } other ? Routes.WaitingContactChanges(other, from)
            : Routes.ListChanges(from));
        await PassOnAsync(
            context, answer, host, time, async () => IsAlive(await sessions.RetrieveAsync(session), time));
    }

    private static async Task ForCustomerAsync(
        long? after, Chats chats, IHostApplicationLifetime host, TimeProvider time, HttpContext context)
    {
        if (IsFromElsewhere(context)) return;
        if (ChatCookie.Read(context) is not { } chat)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var answer = await chats.ListenAsync(chat, LiveAnswer.After(context, after));
        await PassOnAsync(context, answer, host, time, static () => Task.FromResult(true));
    }

    // For a page of ours; neither another site's nor an address that somebody was sent.
    private static bool IsFromElsewhere(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Site"] is not [{ } site] || site == "same-origin") return false;
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return true;
    }

    private static async Task PassOnAsync(
        HttpContext context, HttpResponseMessage answer, IHostApplicationLifetime host, TimeProvider time,
        Func<Task<bool>> mayGoOn)
    {
        using var end =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(end.Token);
            var buffer = new byte[4096];
            // The service says something every quarter of a minute, so a session that ended is soon noticed.
            var look = time.GetUtcNow() + LookAgain;
            while (await stream.ReadAsync(buffer, end.Token) is var read and > 0)
            {
                if (time.GetUtcNow() >= look)
                {
                    if (!await mayGoOn()) return;
                    look = time.GetUtcNow() + LookAgain;
                }

                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), end.Token);
            }
        }
        catch (Exception exception) when (end.IsCancellationRequested || exception is IOException)
        {
            // The page comes back and says how far it has heard.
        }
    }

    private static bool IsAlive(AuthenticationTicket? ticket, TimeProvider time) =>
        ticket is not null && !(ticket.Properties.ExpiresUtc <= time.GetUtcNow());
}

/// <summary>Where a page says what changed since it was made.</summary>
/// <param name="After">The version or position that it shows.</param>
/// <param name="Complaint">Whose changes; null for the lists'.</param>
/// <param name="Show">The link that makes the page again; null where something may have been typed.</param>
internal sealed record ChangesPlace(long After, Guid? Complaint, string? Show)
{
    public string Stream => LiveChanges.Path + Query.Of(("complaint", Complaint?.ToString()));
}
