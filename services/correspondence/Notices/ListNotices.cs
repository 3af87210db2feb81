using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>A notice as its person sees it.</summary>
public sealed record NoticeShown(
    Guid NoticeId, Guid ComplaintId, Guid? TaskId, Guid? LetterId, string Reference, string Kind, string Text,
    string Path, DateTimeOffset At, DateTimeOffset? ReadAt, DateTimeOffset? EmailedAt, string? EmailFailure);

/// <summary>Whoever asks: what they have not read, the newest first, as many as are shown at once; how many there are;
/// and what they read last.</summary>
public sealed record NoticesOfSomebody(
    IReadOnlyList<NoticeShown> Unread, int UnreadCount, IReadOnlyList<NoticeShown> Read);

/// <summary>How many notices whoever asks has not read.</summary>
public sealed record NoticeCount(int Unread);

/// <summary>Somebody whose emails do not arrive.</summary>
public sealed record FailingAddressShown(Guid UserId, string Name, string Email, string Why, DateTimeOffset Since);

/// <summary>Everybody whose emails do not arrive.</summary>
public sealed record FailingAddresses(IReadOnlyList<FailingAddressShown> Addresses);

// Everybody's own notices, and nobody else's; none of a complaint that is hidden from them, read or not. And, for who
// looks after users and teams, whose emails do not arrive.
internal static class ListNotices
{
    private const int MostUnread = 200, MostRead = 50;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/notices", Read)
            .RequireRoles(Roles.AtWork).WithTags("Notices").WithName("ListNotices")
            .WithSummary("One's own notices: those not read yet, and the last that were read")
            .Produces<NoticesOfSomebody>();
        api.MapGet("/notices/count", async (IQuerySession session, Actor actor, CancellationToken ct) =>
            new NoticeCount(await (await OfAsync(session, actor, ct))
                .CountAsync(notice => notice.ReadAt == null, ct)))
            .RequireRoles(Roles.AtWork).WithTags("Notices").WithName("CountNotices")
            .WithSummary("How many notices one has not read")
            .Produces<NoticeCount>();
        api.MapGet("/notices/failing-addresses", FailingAsync)
            .RequireRoles(Roles.Administrator, Roles.TeamLeader).WithTags("Notices").WithName("FailingAddresses")
            .WithSummary("Colleagues whose emails do not arrive, and why")
            .Produces<FailingAddresses>();
    }

    private static async Task<IQueryable<Notice>> OfAsync(IQuerySession session, Actor actor, CancellationToken ct)
    {
        Guid[] hidden = [.. await session.HiddenFromAsync(actor.Id, ct)];
        var all = session.Query<Notice>().Where(notice => notice.UserId == actor.Id);
        return hidden.Length == 0 ? all : all.Where(notice => !notice.ComplaintId.IsOneOf(hidden));
    }

    private static async Task<NoticesOfSomebody> Read(IQuerySession session, Actor actor, CancellationToken ct)
    {
        var all = await OfAsync(session, actor, ct);
        var unread = await all.Where(notice => notice.ReadAt == null)
            .OrderByDescending(notice => notice.At).Take(MostUnread).ToListAsync(ct);
        var read = await all.Where(notice => notice.ReadAt != null)
            .OrderByDescending(notice => notice.ReadAt).Take(MostRead).ToListAsync(ct);
        var emails = (await session.LoadManyAsync<NoticeEmail>(
            ct, [.. unread.Concat(read).Select(notice => notice.NoticeId)])).ToDictionary(email => email.NoticeId);
        return new NoticesOfSomebody(
            [.. unread.Select(Show)],
            unread.Count < MostUnread
                ? unread.Count
                : await all.CountAsync(notice => notice.ReadAt == null, ct), [.. read.Select(Show)]);

        NoticeShown Show(Notice notice)
        {
            var email = emails.GetValueOrDefault(notice.NoticeId);
            return new NoticeShown(notice.NoticeId, notice.ComplaintId, notice.TaskId, notice.LetterId,
                notice.Reference, notice.Kind, notice.Text, notice.Path, notice.At, notice.ReadAt, email?.SentAt,
                email?.Failure);
        }
    }

    private static async Task<FailingAddresses> FailingAsync(IQuerySession session, CancellationToken ct)
    {
        var failing = await session.Query<FailingAddress>().OrderBy(one => one.Since).ToListAsync(ct);
        var colleagues = (await session.LoadManyAsync<Colleague>(ct, [.. failing.Select(one => one.UserId)]))
            .ToDictionary(one => one.UserId);
        return new FailingAddresses(
        [
            .. failing.Where(one => colleagues.GetValueOrDefault(one.UserId) is { Disabled: false })
                .Select(one => new FailingAddressShown(one.UserId, colleagues[one.UserId].Name ?? "",
                    colleagues[one.UserId].Email ?? "", one.Why, one.Since)),
        ]);
    }
}
