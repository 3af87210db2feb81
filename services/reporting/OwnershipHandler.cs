using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Reporting;

/// <summary>Who owns a complaint no more, and who may know nothing of it: for them it is in no list and no
/// figure.</summary>
public static class OwnershipHandler
{
    public static void Handle(ComplaintReleased message, Envelope envelope, IDocumentSession session) =>
        ReportingHandler.Take(message, envelope, session);

    public static Task Handle(
        ComplaintRestricted message, Envelope envelope, IDocumentSession session, CancellationToken ct)
    {
        ReportingHandler.Take(message, envelope, session);
        return session.RestrictAsync(message.ComplaintId, message.HiddenFrom, envelope, ct);
    }
}
