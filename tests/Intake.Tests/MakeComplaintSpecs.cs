
namespace ComplaintsPlatform.Intake.Tests;

public sealed class MakeComplaintSpecs
{
    private static readonly Guid ComplaintId = new("0195b5a0-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);

    internal static readonly MakeComplaint Command = new(
        "web-form", "leaks",
        new ResidentGiven("Ada Osei", "ada.osei@example.org", "020 7946 0123", "Flat 4\n12 Harbour Row"),
        ["The ceiling has leaked since January.", "Nobody answers the telephone."], "email", "Stop the leak.",
        ReceivedOn: new(2026, 3, 2));

    private static readonly ComplaintMade Made = new(
        ComplaintId, "CMP-7K3M-9QXT", "web-form", "leaks", new(2026, 3, 2),
        new Resident(null, "Ada Osei", "ada.osei@example.org", "020 7946 0123", "Flat 4\n12 Harbour Row"), null,
        [new(1, "The ceiling has leaked since January."), new(2, "Nobody answers the telephone.")], "Stop the leak.",
        "email");

    private static Decided<ISubmissionEvent> When(MakeComplaint command, DateTimeOffset? now = null) =>
        Spec.Given<Submission, ISubmissionEvent>(Submission.Evolve)
            .WhenStarting(_ => MakeComplaintEndpoint.Decide(command, ComplaintId, "CMP-7K3M-9QXT", now ?? Now));

    [Fact]
    public void a_complaint_is_taken_with_its_points_in_order() => When(Command).Then(Made);

    [Fact]
    public void without_a_day_of_receipt_it_came_today() =>
        When(Command with { ReceivedOn = null }).Then(Made with { ReceivedOn = new(2026, 3, 5) });

    [Fact]
    public void today_is_the_day_in_London() =>
        When(Command with { ReceivedOn = null }, new DateTimeOffset(2026, 3, 31, 23, 30, 0, TimeSpan.Zero))
            .Then(Made with { ReceivedOn = new(2026, 4, 1) });

    [Fact]
    public void it_may_have_come_years_ago() =>
        When(Command with { ReceivedOn = new(2019, 1, 1) }).Then(Made with { ReceivedOn = new(2019, 1, 1) });

    [Fact]
    public void it_cannot_have_come_tomorrow() =>
        When(Command with { ReceivedOn = new(2026, 3, 6) }).ThenRefused("received-in-the-future");

    [Fact]
    public void every_event_is_folded_into_the_state() =>
        Submission.Evolve(null, Made).ShouldBe(new Submission(ComplaintId));

    [Fact]
    public void stored_names_are_for_ever()
    {
        SubmissionStore.EventNames.Keys.ShouldBe(
            File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "approved", "event-names.txt")));
        SubmissionStore.EventNames.Values.ShouldBe(typeof(ISubmissionEvent).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(ISubmissionEvent))),
            ignoreOrder: true);
    }
}
