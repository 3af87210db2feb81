using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>What this service stores: names of events (for ever), the fold, the read models.</summary>
internal static class CaseStore
{
    /// <summary>The stored names, in the order in which a case lives through them.</summary>
    public static IReadOnlyDictionary<string, Type> EventNames { get; } = new Dictionary<string, Type>
    {
        ["complaint_opened"] = typeof(ComplaintOpened),
        ["complaint_assigned"] = typeof(ComplaintAssigned),
        ["complaint_claimed"] = typeof(ComplaintClaimed),
        ["complaint_acknowledged"] = typeof(ComplaintAcknowledged),
        ["stage_1_response_recorded"] = typeof(Stage1ResponseRecorded),
        ["receipt_confirmed"] = typeof(ReceiptConfirmed),
        ["receipt_to_confirm_by_hand"] = typeof(ReceiptToConfirmByHand),
        ["deadline_warned"] = typeof(DeadlineWarned),
        ["deadline_breached"] = typeof(DeadlineBreached),
        ["breach_withdrawn"] = typeof(BreachWithdrawn),
        ["record_linked"] = typeof(RecordLinked),
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.Fold<Complaint, IComplaintEvent>(complaint => complaint.ComplaintId, Complaint.Evolve);
        UnassignedComplaints.Add(store);
    }
}
