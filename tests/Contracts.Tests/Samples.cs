using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.Contracts.Housing;
using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.Contracts.Linkage;
using ComplaintsPlatform.Contracts.SlaClock;

namespace ComplaintsPlatform.Contracts.Tests;

/// <summary>One of each contract, with every field filled in.</summary>
internal static class Samples
{
    private static readonly Guid Complaint = new("0195b5a0-0000-7000-8000-000000000001");
    private static readonly Guid Other = new("0195b5a0-0000-7000-8000-000000000002");
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly DateTimeOffset Instant = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    private static readonly Reference WorkOrder = new("WO-1042", "housing-repairs");

    public static readonly object[] All =
    [
        new ComplaintMade(
            Complaint, "CMP-7K3M-9QXT", "web-form", "leaks", Day, Instant, Other,
            new Complainant(Other, "Ada Osei", "ada.osei@example.org", "020 7946 0123", "Flat 4, 12 Harbour Row"),
            Other,
            [new PointOfComplaint(1, "The ceiling has leaked since January.")], "Stop the leak.", "email"),
        new ComplaintOpened(Complaint, "CMP-7K3M-9QXT", "web-form", "leaks", Day, Other),
        new ComplaintAssigned(Complaint, Other, "Sam Carter", "Repairs complaints", true),
        new ComplaintAcknowledged(Complaint, Day),
        new Stage1ResponseRecorded(Complaint, Day, "partly-upheld"),
        new DeadlineSet(Complaint, "stage-1-response", Day, Day, true, 1),
        new DeadlineNear(Complaint, "acknowledgement", Day, 2),
        new DeadlineBreached(Complaint, "acknowledgement", Day, "limit-passed"),
        new BreachWithdrawn(Complaint, "acknowledgement", Day, "acknowledgement-recorded"),
        new ClockStopped(Complaint, "acknowledgement", Day, Day, true, 5),
        new LetterSent(Complaint, Other, "confirmation-of-receipt", "email", Instant),
        new LetterToSendByHand(Complaint, Other, "confirmation-of-receipt", "No email address is known."),
        new RecordLinked(Complaint, Other, "repair", "WO-1042", "housing-repairs", "same-property"),
        new EvidenceChanged(Complaint, Other, "completed"),
        new RepairRaised(
            WorkOrder, Instant, "Leak through the ceiling.", new Priority(2, "urgent", Instant),
            new Trade("PL", "Plumbing"),
            new Customer(new Reference("P-77", "housing-tenancy")),
            new PropertyUnit("100023336956", new Reference("HR-12-4", "housing-assets"))),
        new RepairAppointmentMade(WorkOrder, Instant, new AppointmentWindow(Day, "08:00", "12:00")),
        new RepairNoAccess(WorkOrder, Instant, true),
        new RepairCompleted(WorkOrder, Instant, new Reference("WO-1043", "housing-repairs")),
    ];
}
