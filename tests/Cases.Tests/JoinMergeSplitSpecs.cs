using ComplaintsPlatform.Cases.Reading;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class JoinMergeSplitSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 4);
    private static readonly JoinComplaint Join = new("phone", "It is worse now.", ["The carpet is ruined."]);
    private static readonly MergeComplaint Merge = new(OtherId, "The same leak.");
    private static readonly UndoMerge Undo = new(OtherId, "Two leaks after all.");
    private static readonly SplitComplaint Split = new([2], "Another matter.", "staff-conduct");

    private static Complaint Other(params IComplaintEvent[] more) => Given([OtherOpened, .. more]).State!;

    private static Testing.Decided<IComplaintEvent> WhenJoined(
        Testing.Given<Complaint, IComplaintEvent> given, JoinComplaint? command = null) =>
        given.When(state => JoinComplaintEndpoint.Decide(command ?? Join, state, ContactId, Today));

    private static Testing.Decided<IComplaintEvent> WhenSplit(
        Testing.Given<Complaint, IComplaintEvent> given, SplitComplaint? command = null) =>
        given.When(state => SplitComplaintEndpoint.Decide(
            command ?? Split, state, ComplaintDetails.Of(Stored(Opened, Joined))!, Categories.Standard, NewId));

    [Fact]
    public void what_is_said_again_is_added_with_its_new_points() => WhenJoined(Given(Opened)).Then(Joined);

    [Fact]
    public void it_is_added_once_and_numbers_are_never_given_twice()
    {
        WhenJoined(Given(Opened, Joined)).ThenNothing();
        WhenJoined(Given(Opened, Joined with { ContactId = LetterId }, SplitOff))
            .Then(Joined with { Points = [new(3, "The carpet is ruined.")] });
    }

    [Fact]
    public void who_came_this_time_is_kept() =>
        WhenJoined(Given(Opened), Join with { Points = null, Contact = new("Kofi Osei", Phone: "07700 900123") })
            .Then(Joined with { Points = [], Contact = new(null, "Kofi Osei", null, "07700 900123", null) });

    [Fact]
    public void nothing_is_added_to_what_was_answered_or_merged()
    {
        WhenJoined(Given(Opened, Responded)).ThenRefused("joined-after-response");
        WhenJoined(Given(Opened, MergedInto)).ThenRefused("merged-into-another");
        WhenJoined(Given(Opened), Join with { ReceivedOn = new(2026, 3, 5) }).ThenRefused("received-in-the-future");
        var many = Opened with { Points = [.. Enumerable.Range(1, 100).Select(n => new PointOfComplaint(n, "x"))] };
        WhenJoined(Given(many)).ThenRefused("too-many-points");
    }

    [Fact]
    public void the_other_complaint_is_merged_with_its_points() =>
        Given(Opened).When(state => MergeComplaintEndpoint.Decide(Merge, state, Other())).Then(MergedIn, MergedInto);

    [Fact]
    public void a_merge_is_said_once() =>
        Given(Opened, MergedIn).When(state => MergeComplaintEndpoint.Decide(Merge, state, Other(MergedInto)))
            .ThenNothing();

    [Fact]
    public void no_merge_loses_a_day_an_answer_or_itself()
    {
        void Refused(string code, Complaint? other, params IComplaintEvent[] events) =>
            Given([Opened, .. events]).When(state => MergeComplaintEndpoint.Decide(Merge, state, other))
                .ThenRefused(code);
        Refused("duplicate-unknown", null);
        Refused("duplicate-unknown", Given(Receipt).State);
        Refused("merged-with-itself", Given(Opened).State);
        Refused("merged-into-another", Other(), MergedInto with { ComplaintId = ComplaintId });
        Refused("merged-into-another", Other(MergedInto with { SurvivorId = RecordId }));
        Refused("merged-after-response", Other(), Responded);
        Refused("merged-after-response", Other(Responded with { ComplaintId = OtherId }));
        Refused("merge-loses-days", Given(OtherOpened with { ReceivedOn = new(2026, 3, 1) }).State);
        Refused("merge-before-acknowledgement", Other(Acknowledged with { ComplaintId = OtherId }));
        Given(Opened, Acknowledged).When(state => MergeComplaintEndpoint.Decide(
            Merge, state, Other(Acknowledged with { ComplaintId = OtherId })))
            .Then(MergedIn with { ActedAtStage1 = [Sam.Id] }, MergedInto);
    }

    [Fact]
    public void a_merge_is_undone_and_both_are_what_they_were()
    {
        Given(Opened, MergedIn).When(state => UndoMergeEndpoint.Decide(Undo, state, Other(MergedInto)))
            .Then(TakenOut, Undone);
        Given(Opened, MergedIn, TakenOut).State!.Points.ShouldBe(Given(Opened).State!.Points);
        Other(MergedInto, Undone).Points.ShouldBe(Other().Points);
        Given(Opened, MergedIn, TakenOut)
            .When(state => UndoMergeEndpoint.Decide(Undo, state, Other(MergedInto, Undone))).ThenNothing();
    }

    [Fact]
    public void what_cannot_be_as_it_was_is_not_undone()
    {
        void Refused(string code, Complaint? other, params IComplaintEvent[] events) =>
            Given([Opened, .. events]).When(state => UndoMergeEndpoint.Decide(Undo, state, other)).ThenRefused(code);
        Refused("not-merged", null);
        Refused("not-merged", Other(MergedInto with { SurvivorId = RecordId }));
        Refused("merged-into-another", Other(MergedInto), MergedIn, MergedInto with { ComplaintId = ComplaintId });
        Refused("merged-after-response", Other(MergedInto), MergedIn, Responded);
        Refused("merged-points-gone", Other(MergedInto), MergedIn, SplitOff);
    }

    [Fact]
    public void nothing_more_is_decided_on_what_was_merged()
    {
        var given = Given(Opened, MergedInto with { ComplaintId = ComplaintId });
        given.When(state => ClaimComplaintEndpoint.Decide(state, Sam)).ThenRefused("merged-into-another");
        given.When(state => AssignComplaintEndpoint.Decide(new(Sam.Id), state, SamAtWork, null, Received))
            .ThenRefused("merged-into-another");
        given.When(state => AcknowledgeComplaintEndpoint.Decide(new("a", "b", "c", "d"), state, Sam, Now))
            .ThenRefused("merged-into-another");
        given.When(state => RecordStage1ResponseEndpoint.Decide(new("upheld", "x"), state, Sam, Now))
            .ThenRefused("merged-into-another");
        given.When(state => ReclassifyComplaintEndpoint.Decide(
            new("x", "leaks", Priority: "high"), state, Categories.Standard))
            .ThenRefused("merged-into-another");
    }

    [Fact]
    public void points_become_a_complaint_of_their_own_received_on_the_same_day() =>
        WhenSplit(Given(Opened, Joined)).Then(SplitOff);

    [Fact]
    public void a_split_is_said_once_and_leaves_something_to_answer()
    {
        WhenSplit(Given(Opened, Joined, SplitOff)).ThenNothing();
        WhenSplit(Given(Opened, Joined), Split with { Points = [3] }).ThenRefused("point-unknown");
        WhenSplit(Given(Opened, Joined), Split with { Points = [1, 2] }).ThenRefused("no-point-left");
        WhenSplit(Given(Opened, Joined, Responded)).ThenRefused("split-after-response");
        WhenSplit(Given(Opened, Joined, MergedInto)).ThenRefused("merged-into-another");
    }

    [Fact]
    public void it_is_classified_otherwise_with_the_reason()
    {
        Given(Opened).When(state => ReclassifyComplaintEndpoint.Decide(new(
            "It is mould.", "damp-and-mould", ["repairs-and-maintenance", "repairs-and-maintenance"], "delay", "high"),
            state, Categories.Standard)).Then(Reclassified);
        Given(Opened, Reclassified).When(state => ReclassifyComplaintEndpoint.Decide(
            new("Again.", "damp-and-mould", Priority: "high"), state, Categories.Standard)).ThenNothing();
        Given(Opened, Reclassified).When(state => ReclassifyComplaintEndpoint.Decide(
            new("No mould.", Nature: "cost-or-charge"), state, Categories.Standard)).Then(Reclassified with
            { Classification = Reclassified.Classification with { Nature = "cost-or-charge" }, Reason = "No mould." });
    }
}
