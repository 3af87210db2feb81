using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using Linkage = ComplaintsPlatform.Contracts.Linkage;
using SlaClock = ComplaintsPlatform.Contracts.SlaClock;

namespace ComplaintsPlatform.Cases;

// The complaint's stream is its whole audit trail, so what other services did for it is recorded here too: the receipt confirmed,
// limits warned of and breached, records linked. Each fact once, in whatever order and however often it is told.
internal static class RecordReportedFactHandler
{
    private const string ConfirmationOfReceipt = "confirmation-of-receipt";

    public static Decision<IComplaintEvent> Decide(IReportedFact fact, Complaint? state) =>
        state is not null && state.Reported.Contains(fact.NaturalKey)
            ? Decision<IComplaintEvent>.Nothing()
            : Decision<IComplaintEvent>.Accept(fact);

    public static Task Handle(LetterSent m, MessageContext context, CancellationToken ct) =>
        m.Kind == ConfirmationOfReceipt ? Record(new ReceiptConfirmed(m.ComplaintId, m.LetterId, m.Form, m.SentAt), context, ct) : Task.CompletedTask;

    public static Task Handle(LetterToSendByHand m, MessageContext context, CancellationToken ct) =>
        m.Kind == ConfirmationOfReceipt ? Record(new ReceiptToConfirmByHand(m.ComplaintId, m.LetterId, m.Why), context, ct) : Task.CompletedTask;

    public static Task Handle(SlaClock.DeadlineNear m, MessageContext context, CancellationToken ct) =>
        Record(new DeadlineWarned(m.ComplaintId, m.Clock, m.DueOn, m.WorkingDaysLeft), context, ct);

    public static Task Handle(SlaClock.DeadlineBreached m, MessageContext context, CancellationToken ct) =>
        Record(new DeadlineBreached(m.ComplaintId, m.Clock, m.DueOn, m.Cause), context, ct);

    public static Task Handle(SlaClock.BreachWithdrawn m, MessageContext context, CancellationToken ct) =>
        Record(new BreachWithdrawn(m.ComplaintId, m.Clock, m.DueOn, m.Cause), context, ct);

    public static Task Handle(Linkage.RecordLinked m, MessageContext context, CancellationToken ct) =>
        Record(new RecordLinked(m.ComplaintId, m.RecordId, m.RecordKind, m.ExternalId, m.AllocatedBy, m.Why), context, ct);

    private static async Task Record(IReportedFact fact, MessageContext context, CancellationToken ct)
    {
        var stream = await context.Session.Events.FetchForWriting<Complaint>(fact.ComplaintId, ct);
        stream.AppendMany(Decide(fact, stream.Aggregate).Events);
    }
}
