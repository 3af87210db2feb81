using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>What there is to say after a position, and the position that is reached with it.</summary>
/// <param name="Says">Each with its position, in their order.</param>
/// <param name="UpTo">Where to go on; further than the last when what came was not for this caller.</param>
public sealed record LiveNews(IReadOnlyList<(long Position, object What)> Says, long UpTo);

/// <summary>
/// An answer that goes on (server-sent events): each change as JSON with its position as <c>id</c>, and every 15
/// seconds the position alone (<c>event: position</c>). It ends with the token, with the rights of its user, and with
/// the service; the caller comes back with <c>Last-Event-ID</c> or <c>?after=</c> and has missed nothing. Nothing is
/// queued: a slow reader is told later, and one that reads nothing is cut off by the server.
/// </summary>
public static class LiveAnswer
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>From which position a caller goes on; null for what is to come.</summary>
    public static long? After(HttpContext context, long? after) =>
        long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture,
            out var last) ? last : after;

    /// <summary>Writes until it ends; 429 for who reads too many already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="position">Where to begin.</param>
    /// <param name="read">What there is after a position. Asked at once and after each signal.</param>
    /// <param name="next">The signal.</param>
    /// <param name="reader">Who reads on a route for anybody, to be counted by; else the user.</param>
    public static async Task<IResult> WriteAsync(
        HttpContext context, long position, Func<long, CancellationToken, Task<LiveNews>> read, Func<Task> next,
        Guid? reader = null)
    {
        var services = context.RequestServices;
        var open = services.GetRequiredService<OpenLiveAnswers>();
        var user = reader ?? Actor.Of(context).Id;
        if (!open.TryOpen(user))
        {
            context.Response.Headers.RetryAfter = "30";
            return Api.Problem(StatusCodes.Status429TooManyRequests, "too-many-live-answers",
                $"At most {OpenLiveAnswers.MostPerUser} live answers at a time. Close one.");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        try
        {
            await WriteAsync(context, user, position, read, next, end.Token);
        }
        catch (Exception exception) when (end.IsCancellationRequested
            || (exception is NpgsqlException && context.Response.HasStarted))
        {
            // Gone, or to be asked for again: here in a moment, or elsewhere.
        }
        finally
        {
            open.Close(user);
        }

        return Results.Empty;
    }

    private static async Task WriteAsync(
        HttpContext context, Guid user, long position, Func<long, CancellationToken, Task<LiveNews>> read,
        Func<Task> next, CancellationToken end)
    {
        var services = context.RequestServices;
        var (time, users) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ChangedUsers>());
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var until = long.TryParse(context.User.FindFirst("exp")?.Value, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MaxValue;
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        await response.WriteAsync($"retry: 2000\n{Position(position)}", end);
        // By the clock alone: a change that is not for this caller shows in nothing, not even in when the next comes.
        for (var beat = time.GetUtcNow() + Beat; ;)
        {
            var signal = next();
            var news = await read(position, end);
            foreach (var (at, what) in news.Says)
                await response.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                    $"id: {at}\ndata: {JsonSerializer.Serialize(what, what.GetType(), json)}\n\n"), end);
            position = news.UpTo;
            // A wait leaves out what is less than a millisecond, and would end before its time.
            var wait = (until < beat ? until : beat) - time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
            if (wait > TimeSpan.Zero)
                await signal.WaitAsync(wait, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = time.GetUtcNow();
            if (end.IsCancellationRequested || now >= until || users.Outdates(context.User, user)) return;
            if (now < beat) continue;
            await response.WriteAsync(Position(position), end);
            beat = now + Beat;
        }
    }

    private static string Position(long position) => string.Create(
        CultureInfo.InvariantCulture, $"event: position\nid: {position}\ndata: {position}\n\n");
}

/// <summary>How many live answers each user reads here.</summary>
internal sealed class OpenLiveAnswers
{
    public const int MostPerUser = 8;
    private readonly ConcurrentDictionary<Guid, int> open = new();

    public bool TryOpen(Guid user)
    {
        if (open.AddOrUpdate(user, 1, static (_, count) => count + 1) <= MostPerUser) return true;
        Close(user);
        return false;
    }

    public void Close(Guid user)
    {
        open.AddOrUpdate(user, 0, static (_, count) => count - 1);
        open.TryRemove(KeyValuePair.Create(user, 0));
    }
}
