using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Cases;

/// <summary>What this service stores: names of events (for ever), the fold, the read tables.</summary>
internal static class CaseStore
{
    /// <summary>The stored names, in the order in which a case lives through them.</summary>
    public static IReadOnlyList<string> EventNames { get; } = NamesOf();

    public static void Configure(StoreOptions store)
    {
        store.Events
            .MapEventType<ComplaintOpened>("complaint_opened")
            .MapEventType<ComplaintAssigned>("complaint_assigned")
            .MapEventType<ComplaintClaimed>("complaint_claimed")
            .MapEventType<ComplaintAcknowledged>("complaint_acknowledged")
            .MapEventType<Stage1ResponseRecorded>("stage_1_response_recorded")
            .MapEventType<ReceiptConfirmed>("receipt_confirmed")
            .MapEventType<ReceiptToConfirmByHand>("receipt_to_confirm_by_hand")
            .MapEventType<DeadlineWarned>("deadline_warned")
            .MapEventType<DeadlineBreached>("deadline_breached")
            .MapEventType<BreachWithdrawn>("breach_withdrawn")
            .MapEventType<RecordLinked>("record_linked");
        store.Projections
            .LiveStreamAggregation<Complaint, IComplaintEvent>(Complaint.Evolve, harmless: @event => @event is IReportedFact)
            .Add("queue", QueueProjection.Apply, ProjectionLifecycle.Inline, "unassigned_complaints");
        store.AddSchemaScriptsOf(typeof(CaseStore).Assembly);
    }

    private static string[] NamesOf()
    {
        var store = new StoreOptions();
        Configure(store);
        return [.. store.Events.Names.Values];
    }

    /// <summary>Decides on a complaint that is opened; on anything else the answer is 404, also when a fact of another service came first.</summary>
    public static async Task<Outcome> DecideOnComplaint(
        this IDocumentSession session, Guid complaintId, long? expectedVersion, Func<Complaint, Decision<IComplaintEvent>> decide, CancellationToken ct)
    {
        var opened = false;
        var outcome = await session.Decide<Complaint, IComplaintEvent>(
            complaintId,
            expectedVersion,
            state => (opened = state is { IsOpened: true }) ? decide(state!) : Decision<IComplaintEvent>.Nothing(),
            ct);
        return outcome with { Found = opened };
    }
}
