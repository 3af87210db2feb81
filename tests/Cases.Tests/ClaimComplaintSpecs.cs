using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class ClaimComplaintSpecs
{
    [Fact]
    public void an_unassigned_complaint_goes_to_whoever_claims_it() =>
        Given(Opened).When(state => ClaimComplaintEndpoint.Decide(state, Sam)).Then(ClaimedBySam);

    [Fact]
    public void a_person_in_no_team_claims_for_themselves() =>
        Given(Opened).When(state => ClaimComplaintEndpoint.Decide(state, Priya))
            .Then(new ComplaintClaimed(ComplaintId, Priya.Id, Priya.Name, null));

    [Fact]
    public void claiming_what_one_owns_changes_nothing() =>
        Given(Opened, AssignedToSam).When(state => ClaimComplaintEndpoint.Decide(state, Sam)).ThenNothing();

    [Fact]
    public void a_complaint_that_somebody_has_cannot_be_claimed() =>
        Given(Opened, ClaimedBySam).When(state => ClaimComplaintEndpoint.Decide(state, Priya))
            .ThenRefused("already-claimed");

    [Fact]
    public void who_lost_is_told_who_has_it() =>
        Given(Opened, ClaimedBySam)
            .When(state =>
                ClaimComplaintEndpoint.Decide(state, Priya)).Decision.Refusal!.Sentence.ShouldStartWith(
                    "Sam Carter has");
}
