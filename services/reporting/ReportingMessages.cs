using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.Linkage;
using ComplaintsPlatform.Contracts.SlaClock;
using Marten;
using Wolverine;

namespace ComplaintsPlatform.Reporting;

/// <summary>
/// Every message that reporting hears, with what it changes. One table serves both ways in: a message as it comes, and
/// a rebuild from the stored copies.
/// </summary>
internal static class ReportingMessages
{
    private static readonly Dictionary<string, Func<StoredMessage, Change?>> Folds = new(StringComparer.Ordinal);

    static ReportingMessages()
    {
        Hear<ComplaintMade>(IntakeHandler.Fold);
        Hear<ComplaintOpened>(CasesHandler.Fold);
        Hear<ComplaintAssigned>(CasesHandler.Fold);
        Hear<ComplaintAcknowledged>(CasesHandler.Fold);
        Hear<Stage1ResponseRecorded>(CasesHandler.Fold);
        Hear<DeadlineSet>(SlaClockHandler.Fold);
        Hear<DeadlineNear>((_, _) => null); // due dates say it: near is a question about today
        Hear<DeadlineBreached>(SlaClockHandler.Fold);
        Hear<BreachWithdrawn>(SlaClockHandler.Fold);
        Hear<ClockStopped>(SlaClockHandler.Fold);
        Hear<LetterSent>(CorrespondenceHandler.Fold);
        Hear<LetterToSendByHand>(CorrespondenceHandler.Fold);
        Hear<RecordLinked>(LinkageHandler.Fold);
        Hear<EvidenceChanged>((_, _) => null); // no figure yet
    }

    /// <summary>The types heard.</summary>
    public static IReadOnlyCollection<string> Types => Folds.Keys;

    /// <summary>What a stored message changes, or null. Pure.</summary>
    public static Change? Fold(StoredMessage stored) => Folds[stored.Type](stored);

    private static void Hear<T>(Func<T, StoredMessage, Change?> fold) where T : notnull =>
        Folds.Add(MessageNames.Of(typeof(T)), stored =>
            fold(JsonSerializer.Deserialize<T>(stored.Data, StoredMessage.Json)!, stored));
}

/// <summary>Takes each message that reporting hears.</summary>
public static class ReportingHandler
{
    public static void Handle(ComplaintMade message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintOpened message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintAssigned message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(ComplaintAcknowledged message, Envelope envelope, IDocumentSession session) =>
        Take(message, envelope, session);

    public static void Handle(Stage1ResponseRecorded message, Envelope envelope, IDocumentSession session) =>
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

    // The position is moved first, so that transactions take their turn by it.
    private static void Take(object message, Envelope envelope, IDocumentSession session)
    {
        var stored = StoredMessage.From(envelope, message);
        session.Queue(stored.Keep());
        if (ReportingMessages.Fold(stored) is { } change) session.Queue(change);
    }
}
