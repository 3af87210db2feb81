using System.Text.Json;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.Linkage;
using ComplaintsPlatform.Contracts.SlaClock;

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
        Hear<SubmissionRecorded>(SubmissionRows.Fold);
        Hear<SubmissionResolved>(SubmissionRows.Fold);
        Hear<ComplaintRefused>(SubmissionRows.Fold);
        Hear<ComplaintOpened>(CasesHandler.Fold);
        Hear<CategoriesSet>((_, _) => null); // figures go by the code, which never changes; pages know the name
        Hear<ComplaintReclassified>(CasesHandler.Fold);
        Hear<ComplaintMerged>(CasesHandler.Fold);
        Hear<MergeUndone>(CasesHandler.Fold);
        Hear<ComplaintSplit>((_, _) => null); // the complaint that is made of it is told like any other
        Hear<ComplaintAssigned>(CasesHandler.Fold);
        Hear<ComplaintReleased>(CasesHandler.Fold);
        Hear<ComplaintRestricted>((_, _) => null); // from whom it is hidden is no figure
        Hear<ComplaintAcknowledged>(CasesHandler.Fold);
        Hear<Stage1ResponseRecorded>(CasesHandler.Fold);
        Hear<ExtensionRecorded>((_, _) => null); // the limit that it moves, sla-clock says
        Hear<ComplaintEscalated>(CasesHandler.Fold);
        Hear<EscalationRefused>((_, _) => null); // no figure yet
        Hear<Stage2Acknowledged>(CasesHandler.Fold);
        Hear<Stage2ResponseRecorded>(CasesHandler.Fold);
        Hear<CauseRecorded>(CasesHandler.Fold);
        Hear<ComplaintWithdrawn>(CasesHandler.Fold);
        Hear<ComplaintClosed>(CasesHandler.Fold);
        Hear<ComplaintReopened>(CasesHandler.Fold);
        Hear<FactCorrected>(CasesHandler.Fold);
        Hear<CorrectionProposed>((_, _) => null); // it changes nothing yet
        Hear<CorrectionRejected>((_, _) => null);
        Hear<DeadlineSet>(SlaClockHandler.Fold);
        Hear<DeadlineNear>(SlaClockHandler.Fold);
        Hear<DeadlineBreached>(SlaClockHandler.Fold);
        Hear<BreachWithdrawn>(SlaClockHandler.Fold);
        Hear<ClockStopped>(SlaClockHandler.Fold);
        Hear<ResidentContacted>((_, _) => null); // no figure yet
        Hear<ContactWithdrawn>((_, _) => null);
        Hear<TaskDue>((_, _) => null); // no figure yet: tasks have lists of their own
        Hear<TaskGiven>((_, _) => null);
        Hear<TaskEnded>((_, _) => null);
        Hear<ActionDone>((_, _) => null); // no figure yet: actions and outside reviews have lists of their own
        Hear<ReviewOpened>((_, _) => null);
        Hear<DeterminationRecorded>((_, _) => null);
        Hear<ContactJoined>((_, _) => null); // no figure yet
        Hear<QueuedForTeam>((_, _) => null); // no figure yet: whose queue, cases' own list says
        Hear<TaskNear>((_, _) => null);
        Hear<TaskOverdue>((_, _) => null);
        Hear<LetterSent>(CorrespondenceHandler.Fold);
        Hear<LetterToSendByHand>(CorrespondenceHandler.Fold);
        Hear<LetterWentOut>((_, _) => null); // what it was for the complaint, cases says
        Hear<RecordLinked>(LinkageHandler.Fold);
        Hear<EvidenceChanged>((_, _) => null); // no figure yet
        Hear<UserChanged>((_, _) => null); // no figure yet: who owns a complaint, cases says
        Hear<TeamChanged>((_, _) => null);
        Hear<AbsenceChanged>((_, _) => null);
        Hear<PropertyRegistered>((_, _) => null); // no figure yet
        Hear<PersonChanged>((_, _) => null); // no figure about one person
    }

    /// <summary>The types heard.</summary>
    public static IReadOnlyCollection<string> Types => Folds.Keys;

    /// <summary>What a stored message changes, or null. Pure.</summary>
    public static Change? Fold(StoredMessage stored) => Folds[stored.Type](stored);

    private static void Hear<T>(Func<T, StoredMessage, Change?> fold) where T : notnull =>
        Folds.Add(MessageNames.Of(typeof(T)), stored =>
            fold(JsonSerializer.Deserialize<T>(stored.Data, StoredMessage.Json)!, stored));
}
