using ComplaintsPlatform.Contracts.Intake;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class OpenComplaintSpecs
{
    private static readonly ComplaintMade Made = new(
        ComplaintId, Opened.Reference, Opened.Channel, Opened.Category, Received, Now, Sam.Id,
        new Complainant(null, Opened.Resident!.Name!, Opened.Resident!.Email, Opened.Resident!.Phone,
            Opened.Resident!.PostalAddress), null,
        [new Contracts.Intake.PointOfComplaint(1, Opened.Points[0].Text)], Opened.DesiredOutcome,
        Opened.PreferredContact);

    [Fact]
    public void a_complaint_that_was_made_opens_a_case() =>
        Given().WhenStarting(state => OpenComplaintHandler.Decide(Made, state)).Then(Opened);

    [Fact]
    public void a_complaint_that_is_told_again_opens_no_second_case() =>
        Given(Opened).WhenStarting(state => OpenComplaintHandler.Decide(Made, state)).ThenNothing();

    [Fact]
    public void a_case_opens_after_a_fact_of_another_service_came_first() =>
        Given(Receipt).WhenStarting(state => OpenComplaintHandler.Decide(Made, state)).Then(Opened);

    [Fact]
    public void a_complaint_told_again_after_the_response_changes_nothing() =>
        Given(Opened, Responded).WhenStarting(state => OpenComplaintHandler.Decide(Made, state)).ThenNothing();

    [Fact]
    public void the_case_keeps_all_that_was_told() => Given().WhenStarting(state => OpenComplaintHandler.Decide(
        Made with
        {
            Circumstances = new("Water came in.", "since January", new(2026, 1, 12)),
            Wishes = new("mornings", "weekly", "Tuesdays"),
            Classification = new(["customer-service"], "delay", "high"),
            ToPutRight = [new("resident.email", "ada@", "This is no email address.")],
            WhatWasDone = "A bucket was brought.",
            FromSubmissionId = RecordId,
        }, state)).Then(Opened with
        {
            Circumstances = new("Water came in.", "since January", new(2026, 1, 12)),
            Wishes = new("mornings", "weekly", "Tuesdays"),
            Classification = new(["customer-service"], "delay", "high"),
            ToPutRight = [new(null, "resident.email", "ada@", "This is no email address.")],
            WhatWasDone = "A bucket was brought.",
            FromSubmissionId = RecordId,
        });

    [Fact]
    public void an_anonymous_complaint_has_its_case_like_any_other()
    {
        var nobody = Made with { Anonymous = true, Resident = new(null, "Resident", null, null, null) };
        Given().WhenStarting(state => OpenComplaintHandler.Decide(nobody, state))
            .Then(Opened with { Resident = null });
        Given().WhenStarting(state => OpenComplaintHandler.Decide(
            nobody with { Resident = nobody.Resident with { Email = "a@example.org" } }, state))
            .Then(Opened with { Resident = new(null, null, "a@example.org", null, null) });
    }
}
