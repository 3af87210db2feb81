using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;
using Wolverine.Http;

namespace ComplaintsPlatform.Correspondence.Notices;

// Somebody has read a notice of theirs, or all of them. Read again it stays read. What was read three months ago goes
// then: the complaint's history says what happened, and for longer. No body, no version: whoever else reads has others.
public static class MarkReadEndpoint
{
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>What is to be kept as read; nothing where all of it is.</summary>
    public static IEnumerable<Notice> Decide(IEnumerable<Notice> notices, Actor actor, DateTimeOffset now) =>
        notices.Where(notice => notice.UserId == actor.Id && notice.ReadAt is null)
            .Select(notice => notice with { ReadAt = now });

    [WolverinePost("/api/notices/{noticeId}/read"), ForRoles(Roles.AtWork)]
    [EndpointName("MarkNoticeRead"), EndpointSummary("Mark a notice of one's own as read"), Tags("Notices")]
    public static async Task<IResult> Post(
        Guid noticeId, Actor actor, IDocumentSession session, TimeProvider time, CancellationToken ct)
    {
        // Somebody else's is not there, and neither is one of a complaint that is hidden from them.
        if (await session.LoadAsync<Notice>(noticeId, ct) is not { } notice || notice.UserId != actor.Id
            || (await session.HiddenFromAsync(actor.Id, ct)).Contains(notice.ComplaintId))
            return Api.Answer<object>(null, 0);
        return Keep([notice], actor, session, time);
    }

    [WolverinePost("/api/notices/read-all"), ForRoles(Roles.AtWork)]
    [EndpointName("MarkAllNoticesRead"), EndpointSummary("Mark all notices of one's own as read"), Tags("Notices")]
    public static async Task<IResult> PostAll(
        Actor actor, IDocumentSession session, TimeProvider time, CancellationToken ct) => Keep(
        await session.Query<Notice>().Where(notice => notice.UserId == actor.Id && notice.ReadAt == null)
            .ToListAsync(ct), actor, session, time);

    private static NoContent Keep(
        IEnumerable<Notice> notices, Actor actor, IDocumentSession session, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var old = now - Kept;
        foreach (var read in Decide(notices, actor, now)) session.Store(read);
        session.DeleteWhere<Notice>(notice => notice.UserId == actor.Id && notice.ReadAt < old);
        return TypedResults.NoContent();
    }
}
