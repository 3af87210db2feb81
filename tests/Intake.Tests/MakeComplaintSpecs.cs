
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

    private static Decided<ISubmissionEvent> When(
        MakeComplaint command, DateTimeOffset? now = null, KnownCategories? categories = null) =>
        Spec.Given<Submission, ISubmissionEvent>(Submission.Evolve)
            .WhenStarting(_ => MakeComplaintEndpoint.Decide(
                command, categories ?? KnownCategories.Standard, ComplaintId, "CMP-7K3M-9QXT", now ?? Now));

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
    public void all_that_was_told_is_kept() => When(Command with
    {
        WhatHappened = "Water came through the ceiling.",
        When = "since January",
        HappenedOn = new(2026, 1, 12),
        ContactTimes = "mornings",
        ContactFrequency = "weekly",
        Availability = "Tuesdays",
        Services = ["repairs-and-maintenance", "customer-service", "customer-service"],
        Nature = "delay",
        Priority = "high",
        WhatWasDone = "A bucket was brought.",
    }).Then(Made with
    {
        Circumstances = new("Water came through the ceiling.", "since January", new(2026, 1, 12)),
        Wishes = new("mornings", "weekly", "Tuesdays"),
        Classification = new(["repairs-and-maintenance", "customer-service"], "delay", "high"),
        WhatWasDone = "A bucket was brought.",
    });

    [Fact]
    public void a_detail_that_cannot_be_used_is_kept_and_flagged() =>
        When(Command with { Resident = Command.Resident! with { Email = "ada@" }, PreferredContact = null })
            .Then(Made with
            {
                Resident = Made.Resident! with { Email = null },
                PreferredContact = "phone",
                ToPutRight =
                [
                    new(null, "resident.email", "ada@",
                        "This is no email address such as name@example.org. Ask for it again."),
                ],
            });

    [Fact]
    public void a_category_that_is_no_longer_used_loses_no_complaint()
    {
        var categories = KnownCategories.Standard with
        {
            Items = [new("leaks", "Leaks and floods", null, InUse: false), new("other", "Something else", null, true)],
        };
        When(Command, categories: categories).Then(Made with
        {
            Category = "other",
            ToPutRight =
                [new(null, "category", "Leaks and floods", "This category is no longer used. Choose another.")],
        });
        When(Command with { Category = " drains\n", PreferredContact = "text" }).Then(Made with
        {
            Category = "other",
            PreferredContact = "text",
            ToPutRight =
            [
                new(null, "preferredContact", null, "Texts are preferred, and there is no mobile number."),
                new(null, "category", "drains", "There is no such category. Choose one."),
            ],
        });
    }

    [Fact]
    public void a_category_is_found_by_its_name_too() => When(Command with { Category = "LEAKS " }).Then(Made);

    [Fact]
    public void what_happened_is_the_point_when_none_is_given() =>
        When(Command with { Points = null, WhatHappened = "No heating." }).Then(Made with
        { Points = [new(1, "No heating.")], Circumstances = new("No heating.", null, null) });

    [Fact]
    public void nobody_has_to_be_named() =>
        When(Command with { Resident = null, PreferredContact = null })
            .Then(Made with { Resident = null, PreferredContact = "phone" });

    [Fact]
    public void every_event_is_folded_into_the_state_and_has_a_place_on_the_bus()
    {
        Submission.Evolve(null, Made).ShouldBe(new Submission(ComplaintId));
        ISubmissionEvent[] all =
        [
            Submissions.Recorded, Submissions.Passed, Submissions.Offered, Submissions.Declined, Submissions.Promoted,
            Submissions.Refused, Submissions.Resolved, Made,
        ];
        all.Select(e => e.GetType()).ShouldBe(
            SubmissionStore.EventNames.Values.Where(type => type.IsAssignableTo(typeof(ISubmissionEvent))),
            ignoreOrder: true);
        var state = Submissions.Given(all[..^1]).State!;
        state.ShouldBe(new Submission(Submissions.SubmissionId)
        {
            Recorded = Submissions.Recorded,
            WithService = Submissions.Passed,
            Offer = Submissions.Offered,
            Declined = Submissions.Declined,
            Complaint = Submissions.Promoted,
            Refusal = Submissions.Refused,
            Resolution = Submissions.Resolved,
        });
        all.Count(e => IntakeMessages.Announce(
            (JasperFx.Events.IEvent)Activator.CreateInstance(
                typeof(JasperFx.Events.Event<>).MakeGenericType(e.GetType()), e)!) is not null).ShouldBe(4);
    }

    [Fact]
    public void stored_names_are_for_ever()
    {
        SubmissionStore.EventNames.Keys.ShouldBe(
            File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "approved", "event-names.txt")));
        SubmissionStore.EventNames.Values.ShouldBe(typeof(ISubmissionEvent).Assembly.GetTypes()
            .Where(type => !type.IsInterface && (type.IsAssignableTo(typeof(ISubmissionEvent))
                || type.IsAssignableTo(typeof(IContactEvent)) || type.IsAssignableTo(typeof(IGuidanceEvent)))),
            ignoreOrder: true);
    }
}
