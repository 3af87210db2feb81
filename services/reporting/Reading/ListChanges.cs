using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Reporting.Reading;

// What changes in the lists from now on, or from the position on that a list's madeAt states, told as it happens
// (server-sent events). A list that is asked for after a change was told has it. Nobody hears of a complaint that is
// hidden from them.
internal static class ListChanges
{
    public static void Map(RouteGroupBuilder reports) => reports
        .MapGet("/changes", async (long? after, HttpContext context, Actor actor, RecentChanges recent) =>
        {
            var known = await recent.KnownAsync(context.RequestAborted);
            return await LiveAnswer.WriteAsync(
                context, LiveAnswer.After(context, after) ?? known.UpTo,
                async (position, end) => (await recent.KnownAsync(end)).After(position, actor.Id),
                () => recent.Signal.Next);
        })
        .RequireRoles(Roles.Reading)
        .DisableHttpMetrics()
        .WithName("list-changes")
        .WithSummary("Changes of listed complaints as they happen (server-sent events), from ?after=position on.")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
}

/// <summary>What became of a complaint that is in lists; <c>Kind</c> <c>many</c> without one: more changed than can be
/// told.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Kind">The message's name, such as <c>complaint-opened</c>.</param>
/// <param name="IsYours">The caller was made its owner with it.</param>
/// <param name="At">When.</param>
internal sealed record ListedChange(Guid? ComplaintId, string Kind, bool IsYours, DateTimeOffset? At);
