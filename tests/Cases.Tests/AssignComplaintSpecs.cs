using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class AssignComplaintSpecs
{
    private static readonly AssignComplaint ToSam = new(Sam.Id, Sam.Name, "Repairs complaints");

    [Fact]
    public void a_new_complaint_is_given_an_owner() =>
        Given(Opened).When(state => AssignComplaintEndpoint.Decide(ToSam, state)).Then(AssignedToSam);

    [Fact]
    public void assigning_to_the_present_owner_changes_nothing() =>
        Given(Opened, ClaimedBySam).When(state => AssignComplaintEndpoint.Decide(ToSam, state)).ThenNothing();

    [Fact]
    public void an_owner_is_replaced_by_another() =>
        Given(Opened, AssignedToSam)
            .When(state => AssignComplaintEndpoint.Decide(new AssignComplaint(Priya.Id, Priya.Name), state))
            .Then(new ComplaintAssigned(ComplaintId, Priya.Id, Priya.Name, null));

    [Fact]
    public void the_same_owner_in_another_team_is_a_change() =>
        Given(Opened, AssignedToSam)
            .When(state => AssignComplaintEndpoint.Decide(ToSam with { Team = "Estates" }, state))
            .Then(AssignedToSam with { Team = "Estates" });
}
