using ComplaintsPlatform.Contracts.Intake;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class OpenComplaintSpecs
{
    private static readonly ComplaintMade Made = new(
        ComplaintId, Opened.Reference, Opened.Channel, Opened.Category, Received, Now, Sam.Id,
        new Complainant(null, Opened.Resident.Name, Opened.Resident.Email, Opened.Resident.Phone,
            Opened.Resident.PostalAddress), null,
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
}
