using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Released, taken over, and put back because somebody can hold nothing or is concerned.</summary>
public sealed class ReturnedWorkSpecs
{
    private static readonly PutBack BackFromSam = new(ComplaintId, Sam.Id, Because.UserDisabled);
    private static readonly ReleaseComplaint Release = new("I am in another town next week.");
    private static readonly Actor Lee =
        new(new("00000000-0000-7000-8000-0000000000dd"), "Lee Ito", ["team-leader"], ["Estates"]);

    [Fact]
    public void what_somebody_holds_who_left_goes_back_with_the_cause() =>
        Given(Opened, AssignedToSam).When(state => ReturnWorkHandler.Decide(BackFromSam, state)).Then(Returned);

    [Fact]
    public void told_again_it_is_back_already() =>
        Given(Opened, AssignedToSam, Returned).When(state => ReturnWorkHandler.Decide(BackFromSam, state))
            .ThenNothing();

    [Fact]
    public void what_somebody_else_has_meanwhile_stays_theirs() =>
        Given(Opened, AssignedToSam, new ComplaintClaimed(ComplaintId, Priya.Id, Priya.Name, null))
            .When(state => ReturnWorkHandler.Decide(BackFromSam, state)).ThenNothing();

    [Fact]
    public void what_somebody_was_given_although_away_stays_theirs_until_they_leave()
    {
        var given = Given(Opened, AssignedToSam with { EvenIfAbsent = true });
        given.When(state => ReturnWorkHandler.Decide(BackFromSam with { Because = Because.Absence }, state))
            .ThenNothing();
        given.When(state => ReturnWorkHandler.Decide(BackFromSam, state)).Then(Returned);
    }

    [Fact]
    public void a_complaint_that_is_not_there_is_nobodys() =>
        ReturnWorkHandler.Decide(BackFromSam, null).Events.ShouldBeEmpty();

    [Fact]
    public void whoever_has_a_complaint_releases_it_with_the_reason() =>
        Given(Opened, AssignedToSam).When(state => ReleaseComplaintEndpoint.Decide(Release, state, Sam))
            .Then(Returned with { Because = Because.Released, Reason = Release.Reason });

    [Fact]
    public void a_team_leader_releases_what_somebody_else_has() =>
        Given(Opened, AssignedToSam).When(state => ReleaseComplaintEndpoint.Decide(Release, state, Lee))
            .Then(Returned with { Because = Because.Released, Reason = Release.Reason });

    [Fact]
    public void an_investigator_releases_only_their_own() =>
        Given(Opened, AssignedToSam).When(state => ReleaseComplaintEndpoint.Decide(Release, state, Priya))
            .ThenRefused("owned-by-another");

    [Fact]
    public void what_nobody_has_is_released_already() =>
        Given(Opened).When(state => ReleaseComplaintEndpoint.Decide(Release, state, Sam)).ThenNothing();

    [Fact]
    public void a_leader_takes_over_what_somebody_has() =>
        Given(Opened, AssignedToSam)
            .When(state => TakeOverComplaintEndpoint.Decide(new TakeOverComplaint("Sam is ill."), state, Lee))
            .Then(new ComplaintAssigned(ComplaintId, Lee.Id, Lee.Name, "Estates", "Sam is ill."));

    [Fact]
    public void what_one_has_is_taken_over_already() =>
        Given(Opened, AssignedToSam)
            .When(state => TakeOverComplaintEndpoint.Decide(new TakeOverComplaint("Mine."), state, Sam)).ThenNothing();

    [Fact]
    public void what_was_released_is_free_to_be_claimed() =>
        Given(Opened, AssignedToSam, Returned).When(state => ClaimComplaintEndpoint.Decide(state, Priya))
            .Then(new ComplaintClaimed(ComplaintId, Priya.Id, Priya.Name, null));
}

public sealed class DeclareConflictSpecs
{
    private static readonly DeclareConflict Declare = new([Priya.Id], AboutPriya.Reason);

    [Fact]
    public void a_complaint_is_about_a_member_of_staff() =>
        Given(Opened).When(Decide(Declare, PriyaAtWork)).Then(AboutPriya);

    [Fact]
    public void declared_again_it_is_so_already() =>
        Given(Opened, AboutPriya).When(Decide(Declare, PriyaAtWork)).ThenNothing();

    [Fact]
    public void it_is_lifted_by_naming_nobody() =>
        Given(Opened, AboutPriya).When(Decide(new DeclareConflict([], "Another Priya.")))
            .Then(AboutPriya with { AboutStaff = [], Reason = "Another Priya." });

    [Fact]
    public void who_has_it_and_is_concerned_has_it_no_more() =>
        Given(Opened, new ComplaintClaimed(ComplaintId, Priya.Id, Priya.Name, null))
            .When(Decide(Declare, PriyaAtWork))
            .Then(AboutPriya,
                new ComplaintReleased(ComplaintId, Priya.Id, Priya.Name, null, Because.ConflictOfInterest));

    [Fact]
    public void somebody_who_is_not_there_is_not_named() =>
        Given(Opened).When(Decide(Declare)).ThenRefused("staff-unknown");

    [Fact]
    public void nobody_declares_it_of_themselves() =>
        Given(Opened).When(Decide(Declare with { AboutStaff = [Sam.Id] }, SamAtWork))
            .ThenRefused("conflict-of-your-own");

    [Fact]
    public void what_is_merged_in_stays_hidden_and_goes_back_from_whom_it_is_about()
    {
        var duplicate = Given(OtherOpened, AboutPriya with { ComplaintId = OtherId }).State;
        Given(Opened, new ComplaintClaimed(ComplaintId, Priya.Id, Priya.Name, null))
            .When(state => MergeComplaintEndpoint.Decide(new MergeComplaint(OtherId, "The same."), state, duplicate))
            .Then(
                MergedIn with { Reason = "The same." }, AboutPriya with { Reason = "The same." },
                new ComplaintReleased(ComplaintId, Priya.Id, Priya.Name, null, Because.ConflictOfInterest),
                MergedInto with { Reason = "The same." });
    }

    [Fact]
    public void it_is_hidden_from_those_whom_it_is_about_and_from_nobody_else()
    {
        var state = Given(Opened, AboutPriya).State!;
        (state.IsHiddenFrom(Priya.Id), state.IsHiddenFrom(Sam.Id)).ShouldBe((true, false));
    }

    private static Func<Complaint, Decision<IComplaintEvent>> Decide(
        DeclareConflict command, params Colleague[] known) =>
        state => DeclareConflictEndpoint.Decide(command, state, known, Sam);
}
