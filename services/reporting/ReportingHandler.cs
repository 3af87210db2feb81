using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.Linkage;
using ComplaintsPlatform.Contracts.SlaClock;
using Wolverine;

namespace ComplaintsPlatform.Reporting;

/// <summary>Takes each message that reporting hears.</summary>
public static class ReportingHandler
{
    public static Task Handle(
        SubmissionRecorded message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        SubmissionResolved message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ComplaintRefused message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ComplaintOpened message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(CategoriesSet message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        ComplaintReclassified message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ComplaintMerged message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(MergeUndone message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ComplaintSplit message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        ComplaintAssigned message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        ComplaintAcknowledged message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        Stage1ResponseRecorded message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        ResidentContacted message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ContactWithdrawn message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(TaskDue message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(TaskGiven message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ContactJoined message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(QueuedForTeam message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(TaskEnded message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(TaskNear message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(TaskOverdue message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        ExtensionRecorded message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        ComplaintEscalated message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        EscalationRefused message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        Stage2Acknowledged message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        Stage2ResponseRecorded message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(DeadlineSet message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(DeadlineNear message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(DeadlineBreached message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(BreachWithdrawn message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(ClockStopped message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(LetterSent message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        LetterToSendByHand message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(LetterWentOut message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(RecordLinked message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(EvidenceChanged message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(UserChanged message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(TeamChanged message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(AbsenceChanged message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(
        PropertyRegistered message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);

    public static Task Handle(PersonChanged message, Envelope envelope, MessagesTaken taken, CancellationToken ct) =>
        taken.TakeAsync(StoredMessage.From(envelope, message), ct);
}
