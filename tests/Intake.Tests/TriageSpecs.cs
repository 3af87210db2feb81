using System.Globalization;
using ComplaintsPlatform.Contracts;
using static ComplaintsPlatform.Intake.Tests.Submissions;

namespace ComplaintsPlatform.Intake.Tests;

/// <summary>Service request or complaint: what happens to a submission between the two.</summary>
public sealed class TriageSpecs
{
    private static readonly PromoteToComplaint Promote = new("repairs");
    private static readonly RefuseComplaint Refuse = new(
        "over-12-months", Refused.Reasons, Refused.Circumstances, new(2025, 3, 1));

    [Fact]
    public void it_goes_to_a_service_with_the_repair_that_was_raised() =>
        Given(Recorded).When(state => PassToServiceEndpoint.Decide(
            new("repairs-and-maintenance", new("WO-1042", "housing-repairs")), state)).Then(Passed);

    [Fact]
    public void it_is_passed_on_once_and_goes_on_beside_a_complaint()
    {
        Given(Recorded, Passed).When(state => PassToServiceEndpoint.Decide(
            new("repairs-and-maintenance", new("WO-1042", "housing-repairs")), state)).ThenNothing();
        Given(Recorded, Offered, Promoted).When(state => PassToServiceEndpoint.Decide(
            new("repairs-and-maintenance", new("WO-1042", "housing-repairs")), state)).Then(Passed);
        Given(Recorded, Resolved).When(state => PassToServiceEndpoint.Decide(
            new("customer-service"), state)).ThenRefused("already-resolved");
    }

    [Fact]
    public void dissatisfaction_that_shows_later_leads_to_the_offer()
    {
        Given(Recorded, Passed).When(state => OfferComplaintEndpoint.Decide(
            new(Offered.Words), state, Offered.On)).Then(Offered);
        Given(Recorded, Offered).When(state => OfferComplaintEndpoint.Decide(
            new(Offered.Words), state, Today)).ThenNothing();
        Given(Recorded, Offered, Declined).When(state => OfferComplaintEndpoint.Decide(
            new(Offered.Words), state, Today)).Then(Offered with { On = Today });
        Given(Recorded, Promoted).When(state => OfferComplaintEndpoint.Decide(
            new("Still nobody."), state, Today)).ThenRefused("already-a-complaint");
    }

    [Fact]
    public void the_person_may_decline()
    {
        Given(Recorded, Offered).When(state => DeclineOfferEndpoint.Decide(
            new(Declined.Words), state, Today)).Then(Declined);
        Given(Recorded, Offered, Declined).When(state => DeclineOfferEndpoint.Decide(
            new(), state, Today)).ThenNothing();
        Given(Recorded).When(state => DeclineOfferEndpoint.Decide(
            new(), state, Today)).ThenRefused("no-complaint-offered");
        Given(Recorded, Offered, Promoted).When(state => DeclineOfferEndpoint.Decide(
            new(), state, Today)).ThenRefused("already-a-complaint");
    }

    [Fact]
    public void a_complaint_is_made_of_it_without_typing_it_again() =>
        Given(Recorded, Passed, Offered)
            .When(state => PromoteToComplaintEndpoint.Decide(
                Promote, state, KnownCategories.Standard, ComplaintId, "CMP-0000-0001", Today))
            .Then(Promoted, new ComplaintMade(
                ComplaintId, "CMP-0000-0001", "phone", "repairs", Offered.On, Recorded.Resident, null,
                [new(1, Offered.Words)], null, "phone", new(Recorded.What, null, null), null,
                new(["repairs-and-maintenance"], null, null), null, null, SubmissionId));

    [Fact]
    public void a_category_that_is_none_is_kept_to_be_put_right() =>
        Given(Recorded).When(state => PromoteToComplaintEndpoint.Decide(
            Promote with { Category = "fax" }, state, KnownCategories.Standard, ComplaintId, "CMP-0000-0001", Today))
            .Decision.Events.OfType<ComplaintMade>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                made => made.Category.ShouldBe("other"),
                made => made.ToPutRight.ShouldBe(
                    [new(null, "category", "fax", "There is no such category. Choose one.")]));

    [Fact]
    public void one_complaint_is_made_of_it_also_after_it_was_declined_or_resolved()
    {
        Given(Recorded, Offered, Promoted).When(state => PromoteToComplaintEndpoint.Decide(
            Promote, state, KnownCategories.Standard, SubmissionId, "CMP-0000-0002", Today)).ThenNothing();
        Given(Recorded, Offered, Declined, Resolved).When(state => PromoteToComplaintEndpoint.Decide(
            Promote, state, KnownCategories.Standard, ComplaintId, "CMP-0000-0001", Today))
            .Decision.Events.Count.ShouldBe(2);
    }

    [Fact]
    public void the_clocks_run_from_the_day_of_dissatisfaction()
    {
        Given(Recorded).When(state => PromoteToComplaintEndpoint.Decide(
            Promote with { ReceivedOn = new(2026, 3, 6) }, state, KnownCategories.Standard, ComplaintId,
            "CMP-0000-0001", Today)).ThenRefused("received-in-the-future");
        Given(Recorded).When(state => PromoteToComplaintEndpoint.Decide(
            Promote with { ReceivedOn = new(2026, 3, 1) }, state, KnownCategories.Standard, ComplaintId,
            "CMP-0000-0001", Today)).ThenRefused("complaint-before-submission");
    }

    [Fact]
    public void a_refusal_has_a_ground_of_the_code_with_its_paragraph() =>
        Given(Recorded).When(state => RefuseComplaintEndpoint.Decide(Refuse, state, Ombudsman, Today)).Then(Refused);

    [Fact]
    public void a_refusal_is_told_once()
    {
        Given(Recorded, Refused).When(state => RefuseComplaintEndpoint.Decide(
            Refuse, state, Ombudsman, new(2026, 3, 6))).ThenNothing();
        Given(Recorded, Refused).When(state => RefuseComplaintEndpoint.Decide(
            Refuse with { Reasons = "Others." }, state, Ombudsman, Today)).ThenRefused("already-refused");
        Given(Recorded, Promoted).When(state => RefuseComplaintEndpoint.Decide(
            Refuse, state, Ombudsman, Today)).ThenRefused("already-a-complaint");
    }

    [Theory]
    [InlineData("2025-03-01", true)]
    [InlineData("2025-03-02", false)] // twelve months to the day
    [InlineData("2026-01-01", false)]
    [InlineData("2026-03-06", false)]
    public void a_matter_of_the_last_twelve_months_is_not_refused_as_old(string day, bool isRefused)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var decided = Given(Recorded).When(state => RefuseComplaintEndpoint.Decide(
            Refuse with { GroundDate = date }, state, Ombudsman, Today));
        if (isRefused) decided.Decision.Events.Count.ShouldBe(1);
        else decided.ThenRefused("ground-not-met");
    }

    [Fact]
    public void grounds_are_a_closed_list_and_say_what_they_need()
    {
        string[] Faults(RefuseComplaint command) =>
            [.. new RefuseComplaint.Validator().Validate(command).Errors.Select(error => error.PropertyName)];
        Faults(Refuse).ShouldBeEmpty();
        Faults(Refuse with { Ground = "not-formal" }).ShouldBe(["Ground"]);
        Faults(Refuse with { GroundDate = null }).ShouldBe(["GroundDate"]);
        Faults(Refuse with { Ground = "legal-proceedings", GroundDate = null }).ShouldBe(["GroundDate"]);
        Faults(Refuse with { Ground = "already-considered" }).ShouldBe(["EarlierReference"]);
        Faults(Refuse with { Ground = "already-considered", EarlierReference = "CMP-0000-0000" }).ShouldBeEmpty();
        Faults(Refuse with { Reasons = "", CircumstancesConsidered = "" })
            .ShouldBe(["Reasons", "CircumstancesConsidered"]);
        RefusalGround.All.ShouldAllBe(ground => ground.Paragraph.StartsWith("2."));
    }

    [Fact]
    public void the_letter_says_ground_reasons_and_the_way_to_the_Ombudsman()
    {
        var letter = RefusalLetter.Of(Refused, Recorded);
        letter.Reasons.ShouldBe(Refused.Reasons);
        letter.GroundInWords.ShouldContain("more than 12 months");
        letter.RightToChallenge.ShouldContain("Housing Ombudsman Service");
        letter.Ombudsman.ShouldBe(Ombudsman);
    }

    [Fact]
    public void what_was_done_is_said_once()
    {
        Given(Recorded, Passed).When(state => ResolveSubmissionEndpoint.Decide(
            new("A new washer."), state, Today)).Then(Resolved);
        Given(Recorded, Resolved).When(state => ResolveSubmissionEndpoint.Decide(
            new("A new washer."), state, new(2026, 3, 9))).ThenNothing();
        Given(Recorded, Resolved).When(state => ResolveSubmissionEndpoint.Decide(
            new("A new tap."), state, Today)).ThenRefused("already-resolved");
        Given(Recorded).When(state => ResolveSubmissionEndpoint.Decide(
            new("A new tap.", new(2026, 3, 6)), state, Today)).ThenRefused("resolved-in-the-future");
        Given(Recorded).When(state => ResolveSubmissionEndpoint.Decide(
            new("A new tap.", new(2026, 3, 1)), state, Today)).ThenRefused("resolved-before-receipt");
    }
}
