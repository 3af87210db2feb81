namespace ComplaintsPlatform.Intake.Tests;

/// <summary>Fixed, readable data: a service request of Monday 2 March 2026, looked at on Thursday.</summary>
internal static class Submissions
{
    public static readonly Guid SubmissionId = new("0195b5a0-0000-7000-8000-000000000011");
    public static readonly Guid ComplaintId = new("0195b5a0-0000-7000-8000-000000000012");
    public static readonly DateOnly Received = new(2026, 3, 2);
    public static readonly DateOnly Today = new(2026, 3, 5);
    public static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);
    public static readonly OmbudsmanDetails Ombudsman =
        new("Housing Ombudsman Service", "www.housing-ombudsman.org.uk", "0300 111 3000");

    public static readonly SubmissionRecorded Recorded = new(
        SubmissionId, "CON-7K3M-9QXT", "service-request", "phone", Received,
        new Resident(null, "Ada Osei", null, "020 7946 0123", null), null, "The tap in the kitchen drips.",
        "repairs-and-maintenance", "phone", null, null);

    public static readonly PassedToService Passed = new(
        SubmissionId, "repairs-and-maintenance", new RecordReference("WO-1042", "housing-repairs"), null);
    public static readonly ComplaintOffered Offered = new(SubmissionId, new(2026, 3, 4), "Nobody came. I am fed up.");
    public static readonly OfferDeclined Declined = new(SubmissionId, Today, "Just mend it.");
    public static readonly PromotedToComplaint Promoted =
        new(SubmissionId, ComplaintId, "CMP-0000-0001", new(2026, 3, 4));
    public static readonly ComplaintRefused Refused = new(
        SubmissionId, "over-12-months", "2.2, 2.3", Today, new(2025, 3, 1), null, "It is of February 2025.",
        "No illness and no absence kept Ms Osei from telling us.", Ombudsman,
        "CON-7K3M-9QXT");
    public static readonly SubmissionResolved Resolved =
        new(SubmissionId, Today, AtFirstContact: false, "A new washer.");

    public static Testing.Given<Submission, ISubmissionEvent> Given(params ISubmissionEvent[] events) =>
        Testing.Spec.Given<Submission, ISubmissionEvent>(Submission.Evolve, events);
}
