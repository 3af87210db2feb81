using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.Linkage;
using ComplaintsPlatform.Contracts.SlaClock;
using ComplaintsPlatform.Messaging;

namespace ComplaintsPlatform.Reporting;

/// <summary>
/// Every message that reporting hears, with what it changes. One table serves both ways in: a message as it comes, and a rebuild
/// from the stored copies.
/// </summary>
internal static class ReportingMessages
{
    private static readonly Dictionary<string, Func<StoredMessage, Change?>> Folds = new(StringComparer.Ordinal);
    private static readonly List<Action<BusOptions>> Handlers = [];

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

    public static void Listen(BusOptions bus)
    {
        foreach (var handle in Handlers) handle(bus);
    }

    /// <summary>What a stored message changes, or null. Pure.</summary>
    public static Change? Fold(StoredMessage stored) => Folds[stored.Type](stored);

    private static void Hear<T>(Func<T, StoredMessage, Change?> fold) where T : notnull
    {
        Change? FoldStored(StoredMessage stored) => fold(JsonSerializer.Deserialize<T>(stored.Data, StoredMessage.Json)!, stored);
        Folds.Add(MessageNames.Of(typeof(T)), FoldStored);
        Handlers.Add(bus => bus.Handle<T>((message, context, _) =>
        {
            var stored = StoredMessage.From(context.Envelope, message);
            foreach (var change in new[] { stored.Keep(), FoldStored(stored) })
                if (change is not null) context.Session.QueueSqlCommand(change.Sql, change.Parameters);
            return Task.CompletedTask;
        }));
    }
}
