using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.Contracts.Correspondence;
using ComplaintsPlatform.Contracts.Housing;
using ComplaintsPlatform.Contracts.Identity;
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
            [new PointOfComplaint(1, "The ceiling has leaked since January.")], "Stop the leak.", "email", true,
            new Circumstances("Water came through the ceiling.", "since January", Day),
            new ContactWishes("mornings", "weekly", "Tuesdays"),
            new Classification(["repairs-and-maintenance"], "delay", "high"),
            [new DetailToPutRight("resident.email", "ada@", "This is no email address such as name@example.org.")],
            "A bucket was brought.", Other, Other),
        new SubmissionRecorded(
            Complaint, "CON-7K3M-9QXT", "service-request", "phone", Day, Instant, Other, "repairs-and-maintenance"),
        new ComplaintRefused(Complaint, "over-12-months", "2.2, 2.3", Day, "CMP-7K3M-9QXT"),
        new SubmissionResolved(Complaint, Day, true),
        new ComplaintOpened(Complaint, "CMP-7K3M-9QXT", "web-form", "leaks", Day, Other),
        new CategoriesSet(Other,
        [
            new Category("leaks", "Leaks and floods", "Water where it should not be.", true),
            new Category("pest-control", "Pest control", null, false),
        ]),
        new ComplaintReclassified(Complaint, "damp-and-mould", ["repairs-and-maintenance"], "delay", "urgent"),
        new ComplaintMerged(Complaint, Other, "CMP-0000-0001"),
        new MergeUndone(Complaint, "CMP-7K3M-9QXT", Other),
        new ComplaintSplit(
            Complaint, Other, "web-form", "staff-conduct", Day,
            new Complainant(Other, "Ada Osei", "ada.osei@example.org", "020 7946 0123", "Flat 4, 12 Harbour Row"),
            Other, [new PointOfComplaint(2, "Nobody answers the telephone.")], "Stop the leak.", "email"),
        new ComplaintAssigned(Complaint, Other, "Sam Carter", "Repairs complaints", true),
        new ComplaintAcknowledged(Complaint, Day),
        new Stage1ResponseRecorded(Complaint, Day, "partly-upheld"),
        new ExtensionRecorded(Complaint, "stage-1", Day, Day.AddDays(14), ForGoodReason: true),
        new ComplaintEscalated(Complaint, Day),
        new EscalationRefused(Complaint, "CMP-7K3M-9QXT", Day, Day, "already-considered", "2.2"),
        new Stage2Acknowledged(Complaint, Day),
        new Stage2ResponseRecorded(Complaint, Day, "upheld"),
        new CauseRecorded(Complaint, "delay"),
        new ComplaintWithdrawn(Complaint, Day),
        new ComplaintClosed(Complaint, Day, "the-resident-is-satisfied"),
        new ComplaintReopened(Complaint),
        new ComplaintReleased(Complaint, Other, "Repairs complaints", "user-disabled"),
        new ComplaintRestricted(Complaint, [Other], [Complaint]),
        new TaskDue(Complaint, Other, 2, Day, "Contribution", Other, "Repairs complaints", Other, "task"),
        new TaskGiven(Complaint, Other, Other, "Repairs complaints", Claimed: true),
        new TaskEnded(Complaint, Other, 2, Day, Other),
        new ContactJoined(Complaint, Other, "email", Day),
        new QueuedForTeam(Complaint, "Repairs complaints"),
        new ResidentContacted(Complaint, Other, Day),
        new ContactWithdrawn(Complaint, Other),
        new ActionDone(Complaint, Other, 2, Day, 150.50m),
        new ReviewOpened(Complaint, Other, "ombudsman", Day),
        new DeterminationRecorded(Complaint, Other, Day, "maladministration"),
        new CorrectionProposed(Complaint, Other, "received-on", Other),
        new FactCorrected(Complaint, Other, "received-on", Day, Day.AddDays(-3)),
        new CorrectionRejected(Complaint, Other, "received-on"),
        new TaskNear(Complaint, Other, Day, 1),
        new TaskOverdue(Complaint, Other, Day),
        new DeadlineSet(Complaint, "stage-1-response", Day, Day, true, 1),
        new DeadlineNear(Complaint, "acknowledgement", Day, 2),
        new DeadlineBreached(Complaint, "acknowledgement", Day, "limit-passed"),
        new BreachWithdrawn(Complaint, "acknowledgement", Day, "acknowledgement-recorded"),
        new ClockStopped(Complaint, "acknowledgement", Day, Day, true, 5),
        new LetterSent(Complaint, Other, "confirmation-of-receipt", "email", Instant),
        new LetterToSendByHand(Complaint, Other, "confirmation-of-receipt", "No email address is known."),
        new LetterWentOut(
            Complaint, Other, "response", "stage-1", Day, "email", "upheld", Day.AddDays(14), 5, true, Other, [Other],
            new SaidInLetter(
                "The leak was not mended.", "A dry ceiling.", "The pipes.", "Nothing.", "We wait for a part.",
                "The part is made abroad.", "We are sorry.")),
        new RecordLinked(Complaint, Other, "repair", "WO-1042", "housing-repairs", "same-property"),
        new EvidenceChanged(Complaint, Other, "completed"),
        new UserChanged(Other, "Sam Carter", ["complaints-officer"], Complaint, Complaint, false, "senior-officer",
            "sam.carter@example.org"),
        new TeamChanged(Other, "Repairs complaints"),
        new AbsenceChanged(Other, Complaint, Day, Day, false),
        new PropertyRegistered(Other, "PL1 2AB"),
        new PersonChanged(Other, "cy", "large-print", "letter", null, null),
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
