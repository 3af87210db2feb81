using ComplaintsPlatform.Contracts;
using static ComplaintsPlatform.Intake.Tests.Submissions;

namespace ComplaintsPlatform.Intake.Tests;

public sealed class RecordSubmissionSpecs
{
    private static readonly RecordSubmission Command = new(
        "service-request", "phone", "The tap in the kitchen drips.",
        new ResidentGiven("Ada Osei", null, "020 7946 0123"),
        Service: "repairs-and-maintenance", ReceivedOn: Received);

    private static Decided<ISubmissionEvent> When(RecordSubmission command) => Given().WhenStarting(
        _ => RecordSubmissionEndpoint.Decide(command, SubmissionId, "CON-7K3M-9QXT", Now));

    private static string[] Faults(RecordSubmission command) =>
        [.. new RecordSubmission.Validator().Validate(command).Errors.Select(error => error.PropertyName).Distinct()];

    [Fact]
    public void a_service_request_is_recorded_and_is_no_complaint() => When(Command).Then(Recorded);

    [Fact]
    public void without_a_day_it_came_today() =>
        When(Command with { ReceivedOn = null }).Then(Recorded with { ReceivedOn = Today });

    [Fact]
    public void it_cannot_have_come_tomorrow() =>
        When(Command with { ReceivedOn = new(2026, 3, 6) }).ThenRefused("received-in-the-future");

    [Fact]
    public void where_dissatisfaction_shows_the_choice_to_complain_is_offered() =>
        When(Command with { Type = "survey-response", IsDissatisfied = true, Details = new(Survey: "TSM", Score: 1) })
            .Then(
                Recorded with { Type = "survey-response", Details = new(Survey: "TSM", Score: 1) },
                new ComplaintOffered(SubmissionId, Today, Command.What));

    [Fact]
    public void what_is_done_on_the_spot_is_said_with_it() =>
        When(Command with { WhatWasDone = "The adviser booked a plumber." }).Then(
            Recorded,
            new SubmissionResolved(SubmissionId, Today, AtFirstContact: true, "The adviser booked a plumber."));

    [Fact]
    public void why_it_is_no_complaint_is_kept() =>
        When(Command with { WhyNoComplaint = "It is asked for the first time." }).Then(
            Recorded with { WhyNoComplaint = "It is asked for the first time." });

    [Fact]
    public void nobody_has_to_be_named() =>
        When(Command with { Resident = null }).Then(Recorded with { Resident = null, PreferredContact = "phone" });

    [Fact]
    public void every_type_is_taken_and_no_other()
    {
        foreach (var type in Vocabulary.SubmissionTypes) Faults(Command with { Type = type }).ShouldBeEmpty();
        Faults(Command with { Type = "complaint" }).ShouldBe(["Type"]);
        Faults(Command with { Channel = "fax", What = " ", Service = "x", PreferredContact = "y" })
            .ShouldBe(["Channel", "What", "Service", "PreferredContact"]);
    }

    [Fact]
    public void a_field_of_a_type_is_taken_with_that_type_only()
    {
        (string Type, TypeDetails Details)[] all =
        [
            ("social-media-mention", new(Platform: "Mastodon", Author: "@ada", Link: "https://example.org/1")),
            ("petition", new(Signatures: 40)),
            ("member-enquiry", new(Member: "Cllr Sam Carter", MemberRole: "councillor")),
            ("information-request", new(Regime: "subject-access")),
            ("survey-response", new(Survey: "TSM", Score: -1)),
            ("appeal", new(DecisionAppealed: "Banding of 1 March.")),
        ];
        foreach (var (type, details) in all)
        {
            Faults(Command with { Type = type, Details = details }).ShouldBeEmpty();
            Faults(Command with { Details = details }).ShouldNotBeEmpty();
        }

        Faults(Command with { Type = "petition", Details = new(Signatures: 0) }).ShouldBe(["Details.Signatures"]);
    }
}
