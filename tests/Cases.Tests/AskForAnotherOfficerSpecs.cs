using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class AskForAnotherOfficerSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly AskForAnotherOfficer Ask = new("resident", OtherThanSam.Reason);
    private static readonly AllowOfficerAgain Allow = new(Sam.Id, SamAgain.Reason);
    private static readonly ComplaintReleased Back = Returned with { Because = Because.AnotherOfficer };
    private static readonly Actor Lee =
        new(new("00000000-0000-7000-8000-0000000000dd"), "Lee Ito", ["team-leader"], ["Estates"]);

    [Fact]
    public void who_has_it_has_it_no_more_and_it_waits_in_the_queue_of_their_team() =>
        Given(Opened, AssignedToSam).When(state => AskForAnotherOfficerEndpoint.Decide(Ask, state))
            .Then(OtherThanSam, Back);

    [Fact]
    public void who_speaks_for_the_resident_may_ask() =>
        Given(Opened, AssignedToSam)
            .When(state => AskForAnotherOfficerEndpoint.Decide(Ask with { AskedBy = "representative" }, state))
            .Then(OtherThanSam with { AskedBy = "representative" }, Back);

    [Fact]
    public void asked_again_it_is_so_already() =>
        Given(Opened, AssignedToSam, OtherThanSam, Back)
            .When(state => AskForAnotherOfficerEndpoint.Decide(Ask, state)).ThenNothing();

    [Fact]
    public void the_next_officer_can_be_asked_to_be_replaced_too() =>
        Given(Opened, OtherThanSam, Back, new ComplaintClaimed(ComplaintId, Priya.Id, Priya.Name, null))
            .When(state => AskForAnotherOfficerEndpoint.Decide(Ask, state))
            .Then(OtherThanSam with { OfficerId = Priya.Id, OfficerName = Priya.Name },
                new ComplaintReleased(ComplaintId, Priya.Id, Priya.Name, null, Because.AnotherOfficer));

    [Fact]
    public void of_nobody_no_other_can_be_asked_for() =>
        Given(Opened).When(state => AskForAnotherOfficerEndpoint.Decide(Ask, state)).ThenRefused("no-officer-yet");

    [Fact]
    public void what_was_merged_goes_on_elsewhere() =>
        Given(Opened, AssignedToSam, MergedInto with { ComplaintId = ComplaintId })
            .When(state => AskForAnotherOfficerEndpoint.Decide(Ask, state)).ThenRefused("merged-into-another");

    [Fact]
    public void they_are_not_given_it_again_in_any_way_and_it_says_why()
    {
        var given = Given(Opened, AssignedToSam, OtherThanSam, Back);
        var assigned = given.When(state => AssignComplaintEndpoint.Decide(
            new AssignComplaint(Sam.Id, EvenIfAbsent: true), state, SamAtWork, null, Today));
        assigned.ThenRefused("another-officer-wanted");
        assigned.Decision.Refusal!.Sentence.ShouldStartWith("The resident asked for another officer than Sam Carter.");
        given.When(state => AssignManyEndpoint.Decide(
                new AssignMany([ComplaintId], Sam.Id), state, SamAtWork, null, Today))
            .ThenRefused("another-officer-wanted");
        given.When(state => ClaimComplaintEndpoint.Decide(state, Sam)).ThenRefused("another-officer-wanted");
        given.When(state => TakeOverComplaintEndpoint.Decide(new TakeOverComplaint("Mine."), state, Sam))
            .ThenRefused("another-officer-wanted");
    }

    [Fact]
    public void anybody_else_takes_it_and_they_still_see_it()
    {
        var given = Given(Opened, AssignedToSam, OtherThanSam, Back);
        given.When(state => ClaimComplaintEndpoint.Decide(state, Priya))
            .Then(new ComplaintClaimed(ComplaintId, Priya.Id, Priya.Name, null));
        given.State!.IsHiddenFrom(Sam.Id).ShouldBeFalse();
    }

    [Fact]
    public void a_team_leader_lets_them_have_it_again()
    {
        Given(Opened, AssignedToSam, OtherThanSam, Back)
            .When(state => AllowOfficerAgainEndpoint.Decide(Allow, state, Lee)).Then(SamAgain);
        Given(Opened, OtherThanSam, SamAgain).When(state => ClaimComplaintEndpoint.Decide(state, Sam))
            .Then(ClaimedBySam);
    }

    [Fact]
    public void allowed_again_it_is_so_already() =>
        Given(Opened, OtherThanSam, SamAgain).When(state => AllowOfficerAgainEndpoint.Decide(Allow, state, Lee))
            .ThenNothing();

    [Fact]
    public void nobody_allows_it_to_themselves() =>
        Given(Opened, OtherThanSam).When(state => AllowOfficerAgainEndpoint.Decide(Allow, state, Sam))
            .ThenRefused("allowed-by-themselves");

    [Fact]
    public void nothing_is_allowed_where_it_goes_on_elsewhere() =>
        Given(Opened, OtherThanSam, MergedInto with { ComplaintId = ComplaintId })
            .When(state => AllowOfficerAgainEndpoint.Decide(Allow, state, Lee)).ThenRefused("merged-into-another");

    [Fact]
    public void what_is_merged_in_is_taken_from_whom_its_resident_did_not_want()
    {
        var duplicate = Given(OtherOpened, OtherThanSam with { ComplaintId = OtherId }).State;
        Given(Opened, AssignedToSam)
            .When(state => MergeComplaintEndpoint.Decide(new MergeComplaint(OtherId, "The same."), state, duplicate))
            .Then(MergedIn with { Reason = "The same." }, OtherThanSam with { Reason = "The same." }, Back,
                MergedInto with { Reason = "The same." });
    }

    [Fact]
    public void history_says_it_in_words()
    {
        Reading.Change.InWords(OtherThanSam).ShouldBe("The resident asked for another officer than Sam Carter.");
        Reading.Change.InWords(OtherThanSam with { AskedBy = "representative" })
            .ShouldBe("Who speaks for the resident asked for another officer than Sam Carter.");
        Reading.Change.InWords(Back)
            .ShouldBe("Back in the queue: the resident asked for another officer than Sam Carter.");
        Reading.Change.InWords(SamAgain)
            .ShouldBe("Sam Carter may have it again, although another officer was asked for.");
    }
}
