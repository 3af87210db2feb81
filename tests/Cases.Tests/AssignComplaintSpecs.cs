using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class AssignComplaintSpecs
{
    private const string Repairs = "Repairs complaints";
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly AssignComplaint ToSam = new(Sam.Id, Repairs, OwnerName: "Nora Nobody");
    private static readonly Colleague SamAway =
        SamAtWork with { Absences = [new Away(OtherId, Today, new(2026, 3, 9), Withdrawn: false, 2)] };

    [Fact]
    public void a_new_complaint_is_given_an_owner_whose_name_is_identitys() =>
        Given(Opened).When(Assign(ToSam, SamAtWork, Repairs)).Then(AssignedToSam);

    [Fact]
    public void assigning_to_the_present_owner_changes_nothing() =>
        Given(Opened, ClaimedBySam).When(Assign(ToSam, SamAtWork, Repairs)).ThenNothing();

    [Fact]
    public void an_owner_is_replaced_by_another() =>
        Given(Opened, AssignedToSam).When(Assign(new AssignComplaint(Priya.Id), PriyaAtWork, null))
            .Then(new ComplaintAssigned(ComplaintId, Priya.Id, Priya.Name, null));

    [Fact]
    public void the_same_owner_in_another_team_is_a_change() =>
        Given(Opened, AssignedToSam).When(Assign(ToSam, SamAtWork, "Estates"))
            .Then(AssignedToSam with { Team = "Estates" });

    [Fact]
    public void nobody_is_given_a_complaint_who_is_not_there() =>
        Given(Opened).When(Assign(ToSam, null, Repairs)).ThenRefused("owner-unknown");

    [Fact]
    public void who_has_left_is_given_none() =>
        Given(Opened).When(Assign(ToSam, SamAtWork with { Disabled = true }, Repairs)).ThenRefused("owner-disabled");

    [Fact]
    public void who_does_not_handle_complaints_is_given_none() =>
        Given(Opened).When(Assign(ToSam, SamAtWork with { Roles = ["housing-officer"] }, Repairs))
            .ThenRefused("owner-does-not-handle");

    [Fact]
    public void who_is_away_is_given_none_and_it_says_until_when()
    {
        var refused = Given(Opened).When(Assign(ToSam, SamAway, Repairs));
        refused.ThenRefused("owner-absent");
        refused.Decision.Refusal!.Sentence.ShouldContain("away until 9 March 2026");
    }

    [Fact]
    public void who_is_away_is_given_one_by_somebody_who_says_that_they_know() =>
        Given(Opened).When(Assign(ToSam with { EvenIfAbsent = true }, SamAway, Repairs))
            .Then(AssignedToSam with { EvenIfAbsent = true });

    [Fact]
    public void nobody_is_given_a_complaint_about_themselves() =>
        Given(Opened, AboutPriya).When(Assign(new AssignComplaint(Priya.Id), PriyaAtWork, null))
            .ThenRefused("owner-concerned");

    [Fact]
    public void in_bulk_what_somebody_has_stays_theirs_unless_it_is_said_to_move()
    {
        var many = new AssignMany([ComplaintId], Priya.Id);
        Given(Opened, AssignedToSam).When(state =>
            AssignManyEndpoint.Decide(many, state, PriyaAtWork, null, Today)).ThenRefused("already-claimed");
        Given(Opened, AssignedToSam)
            .When(state => AssignManyEndpoint.Decide(
                many with { EvenIfOwned = true }, state, PriyaAtWork, null, Today))
            .Then(new ComplaintAssigned(ComplaintId, Priya.Id, Priya.Name, null));
    }

    private static Func<Complaint, Decision<IComplaintEvent>> Assign(
        AssignComplaint command, Colleague? owner, string? team) =>
        state => AssignComplaintEndpoint.Decide(command, state, owner, team, Today);
}
