using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Correspondence.Notices;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Correspondence;

// A complaint is about members of staff, or for named people only: for the others there is nothing of it here either,
// and what they have not read of it yet is taken away.
public static class ComplaintRestrictedHandler
{
    public static async Task Handle(
        ComplaintRestricted message, Envelope envelope, IDocumentSession session, CancellationToken ct)
    {
        var now = await session.RestrictAsync(
            message.ComplaintId, message.HiddenFrom, message.OnlyFor, envelope, ct);
        foreach (var notice in await session.Query<Notice>()
            .Where(notice => notice.ComplaintId == message.ComplaintId && notice.ReadAt == null).ToListAsync(ct))
            if (now.IsHiddenFrom(notice.UserId)) session.Delete(notice);
    }
}
