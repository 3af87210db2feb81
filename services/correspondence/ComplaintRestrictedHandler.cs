using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Correspondence.Notices;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Correspondence;

// A complaint is about members of staff: for them there is nothing of it here either, and what they have not read of it
// yet is taken away.
public static class ComplaintRestrictedHandler
{
    public static async Task Handle(
        ComplaintRestricted message, Envelope envelope, IDocumentSession session, CancellationToken ct)
    {
        var known = await session.LoadAsync<RestrictedComplaint>(message.ComplaintId, ct);
        await session.RestrictAsync(message.ComplaintId, message.HiddenFrom, envelope, ct);
        if (known?.Version > (envelope.StreamVersion() ?? 0)) return;
        Guid[] hidden = [.. message.HiddenFrom];
        session.DeleteWhere<Notice>(notice => notice.ComplaintId == message.ComplaintId && notice.ReadAt == null
            && notice.UserId.IsOneOf(hidden));
    }
}
