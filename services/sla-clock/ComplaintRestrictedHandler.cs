using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.SlaClock;

// A complaint is about members of staff, or for named people only: for the others there is nothing of it here either.
public static class ComplaintRestrictedHandler
{
    public static Task Handle(
        ComplaintRestricted message, Envelope envelope, IDocumentSession session, CancellationToken ct) =>
        session.RestrictAsync(message.ComplaintId, message.HiddenFrom, message.OnlyFor, envelope, ct);
}
