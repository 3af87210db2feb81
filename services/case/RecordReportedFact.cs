using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine.Marten;
using Linkage = ComplaintsPlatform.Contracts.Linkage;
using SlaClock = ComplaintsPlatform.Contracts.SlaClock;

namespace ComplaintsPlatform.Cases;

// The complaint's stream is its whole audit trail, so what other services did for it is recorded here too: the receipt
// confirmed, limits warned of and breached, records linked. Each fact once, in whatever order and however often it is
// told.
public static class RecordReportedFactHandler
{
    private const string ConfirmationOfReceipt = "confirmation-of-receipt";

    public static Decision<IComplaintEvent> Decide(IReportedFact fact, Complaint? state) =>
        state is not null && state.Reported.Contains(fact.NaturalKey)
            ? Decision<IComplaintEvent>.Nothing()
            : Decision<IComplaintEvent>.Accept(fact);

    public static Events Handle(LetterSent m, [WriteAggregate(Required = false)] Complaint? complaint) =>
        m.Kind == ConfirmationOfReceipt
            ? Decide(new ReceiptConfirmed(m.ComplaintId, m.LetterId, m.Form, m.SentAt), complaint).ToEvents()
            : [];

    public static Events Handle(LetterToSendByHand m, [WriteAggregate(Required = false)] Complaint? complaint) =>
        m.Kind == ConfirmationOfReceipt
            ? Decide(new ReceiptToConfirmByHand(m.ComplaintId, m.LetterId, m.Why), complaint).ToEvents()
            : [];

    public static Events Handle(SlaClock.DeadlineNear m, [WriteAggregate(Required = false)] Complaint? complaint) =>
        Decide(new DeadlineWarned(m.ComplaintId, m.Clock, m.DueOn, m.WorkingDaysLeft), complaint).ToEvents();

    public static Events Handle(SlaClock.DeadlineBreached m, [WriteAggregate(Required = false)] Complaint? complaint) =>
        Decide(new DeadlineBreached(m.ComplaintId, m.Clock, m.DueOn, m.Cause), complaint).ToEvents();

    public static Events Handle(SlaClock.BreachWithdrawn m, [WriteAggregate(Required = false)] Complaint? complaint) =>
        Decide(new BreachWithdrawn(m.ComplaintId, m.Clock, m.DueOn, m.Cause), complaint).ToEvents();

    public static Events Handle(SlaClock.TaskNear m, [WriteAggregate(Required = false)] Complaint? complaint) =>
        Decide(complaint switch
        {
            _ when IsAction(complaint, m.TaskId) =>
                new ActionWarned(m.ComplaintId, m.TaskId, m.DueOn, m.WorkingDaysLeft),
            _ when IsPromise(complaint, m.TaskId) =>
                new UpdateWarned(m.ComplaintId, m.TaskId, m.DueOn, m.WorkingDaysLeft),
            _ => (IReportedFact)new TaskWarned(m.ComplaintId, m.TaskId, m.DueOn, m.WorkingDaysLeft),
        }, complaint).ToEvents();

    public static Events Handle(SlaClock.TaskOverdue m, [WriteAggregate(Required = false)] Complaint? complaint) =>
        Decide(complaint switch
        {
            _ when IsAction(complaint, m.TaskId) => new ActionFoundOverdue(m.ComplaintId, m.TaskId, m.DueOn),
            _ when IsPromise(complaint, m.TaskId) => new UpdateFoundOverdue(m.ComplaintId, m.TaskId, m.DueOn),
            _ => (IReportedFact)new TaskFoundOverdue(m.ComplaintId, m.TaskId, m.DueOn),
        }, complaint).ToEvents();

    public static Events Handle(Linkage.RecordLinked m, [WriteAggregate(Required = false)] Complaint? complaint) =>
        Decide(new RecordLinked(m.ComplaintId, m.RecordId, m.RecordKind, m.ExternalId, m.AllocatedBy, m.Why), complaint)
            .ToEvents();

    // One clock keeps the days of tasks, actions and promised updates; it hears of them from this stream, so they are
    // known here.
    private static bool IsAction(Complaint? complaint, Guid id) => complaint?.Actions.ContainsKey(id) is true;

    private static bool IsPromise(Complaint? complaint, Guid id) =>
        complaint?.Contacts.Promises.ContainsKey(id) is true;
}
