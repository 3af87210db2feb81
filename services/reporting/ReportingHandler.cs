using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.Linkage;
using ComplaintsPlatform.Contracts.SlaClock;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Reporting;

/// <summary>Takes each message that reporting hears.</summary>
public static class ReportingHandler
{
    public static void Handle(ComplaintMade message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(SubmissionRecorded message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(SubmissionResolved message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintRefused message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintOpened message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(CategoriesSet message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintReclassified message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintMerged message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(MergeUndone message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintSplit message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintAssigned message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintAcknowledged message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(Stage1ResponseRecorded message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ExtensionRecorded message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintEscalated message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(Stage2Acknowledged message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(Stage2ResponseRecorded message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(DeadlineSet message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(DeadlineNear message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(DeadlineBreached message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(BreachWithdrawn message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ClockStopped message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(LetterSent message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(LetterToSendByHand message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(RecordLinked message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(EvidenceChanged message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(UserChanged message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(TeamChanged message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(AbsenceChanged message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(PropertyRegistered message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(PersonChanged message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    // The position is moved first, so that transactions take their turn by it.
    internal static void Take(object message, Envelope envelope, IDocumentSession session)
    {
        var stored = StoredMessage.From(envelope, message);
        session.Queue(stored.Keep());
        if (ReportingMessages.Fold(stored) is { } change) session.Queue(change);
        session.Queue(Reading.RecentChanges.Notice);
    }
}
