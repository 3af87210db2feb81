using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Fixed, readable data: one complaint about a leak, received on Monday 2 March 2026.</summary>
internal static class Histories
{
    public static readonly Guid ComplaintId = new("0195b5a0-0000-7000-8000-000000000001");
    public static readonly Guid LetterId = new("0195b5a0-0000-7000-8000-000000000002");
    public static readonly Guid RecordId = new("0195b5a0-0000-7000-8000-000000000003");
    public static readonly DateOnly Received = new(2026, 3, 2);
    public static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);

    public static readonly Actor Sam =
        new(new("00000000-0000-7000-8000-0000000000aa"), "Sam Carter", ["complaints-officer"], ["Repairs complaints"]);
    public static readonly Actor Priya =
        new(new("00000000-0000-7000-8000-0000000000bb"), "Priya Shah", ["investigating-officer"], []);

    public static readonly ComplaintOpened Opened = new(
        ComplaintId, "CMP-7K3M-9QXT", "web-form", "leaks", Received, null,
        new Resident(null, "Ada Osei", "ada.osei@example.org", "020 7946 0123", "Flat 4, 12 Harbour Row"),
        [new PointOfComplaint(1, "The ceiling has leaked since January.")], "Stop the leak.", "email");

    public static readonly ComplaintAssigned AssignedToSam = new(ComplaintId, Sam.Id, Sam.Name, "Repairs complaints");
    public static readonly ComplaintClaimed ClaimedBySam = new(ComplaintId, Sam.Id, Sam.Name, "Repairs complaints");
    public static readonly ComplaintAcknowledged Acknowledged = new(ComplaintId, new(2026, 3, 4),
        "A leak that was reported three times.", "A lasting repair.", "The pipe.", "The flat above.");
    public static readonly Stage1ResponseRecorded Responded =
        new(ComplaintId, new(2026, 3, 5), "upheld", "We should have come in January.");
    public static readonly ReceiptConfirmed Receipt = new(ComplaintId, LetterId, "email", Now);
    public static readonly ReceiptToConfirmByHand ReceiptByHand =
        new(ComplaintId, LetterId, "No email address is known.");
    public static readonly DeadlineWarned Warned = new(ComplaintId, "acknowledgement", new(2026, 3, 9), 2);
    public static readonly DeadlineBreached Breached =
        new(ComplaintId, "acknowledgement", new(2026, 3, 9), "limit-passed");
    public static readonly BreachWithdrawn Withdrawn =
        new(ComplaintId, "acknowledgement", new(2026, 3, 9), "acknowledgement-recorded");
    public static readonly RecordLinked Linked =
        new(ComplaintId, RecordId, "repair", "WO-1042", "housing-repairs", "same-property");

    /// <summary>One of each, in the order in which a case may live through them.</summary>
    public static readonly IComplaintEvent[] All =
        [Opened, AssignedToSam, ClaimedBySam, Acknowledged, Responded, Receipt, ReceiptByHand, Warned, Breached,
            Withdrawn, Linked];

    public static Testing.Given<Complaint, IComplaintEvent> Given(params IComplaintEvent[] events) =>
        Testing.Spec.Given<Complaint, IComplaintEvent>(Complaint.Evolve, events);

    public static IReadOnlyList<IEvent> Stored(params IComplaintEvent[] events) =>
        [.. events.Select((e, index) => Recorded(e, index + 1))];

    private static IEvent Recorded(IComplaintEvent happened, int version)
    {
        var e = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(happened.GetType()), happened)!;
        e.Id = new($"0195b5a0-0000-7000-9000-{version:D12}");
        e.StreamId = happened.ComplaintId;
        (e.Version, e.Sequence, e.Timestamp) = (version, version, Now.AddMinutes(version));
        e.EventTypeName = CaseStore.EventNames.Single(name => name.Value == happened.GetType()).Key;
        (e.CorrelationId, e.CausationId, e.UserName) = ("conversation", "request", Sam.Id.ToString());
        e.SetHeader("actor", Sam.Name);
        return e;
    }
}
