using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class Stage2Specs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly EscalateToStage2 Escalate = new(Escalated.RequestedOn, Escalated.Channel, Escalated.Words);
    private static readonly RefuseEscalation Refuse = new(Stage2Refused.Ground, Stage2Refused.Reasons,
        Stage2Refused.Circumstances, Stage2Refused.RequestedOn, null, Stage2Refused.EarlierReference);
    private static readonly AcknowledgeStage2 Acknowledge = new(
        Stage2Acknowledgement.Definition, Stage2Acknowledgement.OutcomesSought, Stage2Acknowledgement.ResponsibleFor,
        Stage2Acknowledgement.NotResponsibleFor, Stage2Acknowledgement.AcknowledgedOn);
    private static readonly RecordStage2Response Respond =
        new(FinalResponse.Outcome, FinalResponse.Summary, FinalResponse.RespondedOn);

    private static readonly ComplaintReleased GivenUp =
        new(ComplaintId, Sam.Id, Sam.Name, "Repairs complaints", Because.Escalated);

    [Fact]
    public void after_the_response_the_resident_asks_for_stage_2() =>
        Given(Opened, Acknowledged, Responded)
            .When(state => EscalateToStage2Endpoint.Decide(Escalate, state, Today)).Then(Escalated);

    [Fact]
    public void no_reason_is_asked_of_them() =>
        Given(Opened, Responded).When(state => EscalateToStage2Endpoint.Decide(new EscalateToStage2(), state, Today))
            .Then(new EscalatedToStage2(ComplaintId, Today, null, null));

    [Fact]
    public void words_that_show_nothing_are_none() =>
        Given(Opened, Responded)
            .When(state => EscalateToStage2Endpoint.Decide(new EscalateToStage2(Words: " \u200b "), state, Today))
            .Then(new EscalatedToStage2(ComplaintId, Today, null, null));

    [Fact]
    public void stage_2_may_be_asked_for_before_stage_1_is_answered() =>
        Given(Opened).When(state => EscalateToStage2Endpoint.Decide(Escalate, state, Today)).Then(Escalated);

    [Fact]
    public void whoever_has_it_gives_it_up() =>
        Given(Opened, AssignedToSam).When(state => EscalateToStage2Endpoint.Decide(Escalate, state, Today))
            .Then(Escalated, GivenUp);

    [Fact]
    public void asked_for_again_in_the_same_words_it_is_the_same_request() =>
        Given(Opened, Escalated).When(state =>
            EscalateToStage2Endpoint.Decide(Escalate with { RequestedOn = null }, state, Today.AddDays(1)))
            .ThenNothing();

    [Fact]
    public void a_second_request_starts_no_second_clock() =>
        Given(Opened, Escalated).When(state =>
            EscalateToStage2Endpoint.Decide(Escalate with { Words = "Again!" }, state, Today))
            .ThenRefused("already-escalated");

    [Fact]
    public void stage_2_is_not_asked_for_tomorrow() =>
        Given(Opened).When(state =>
            EscalateToStage2Endpoint.Decide(Escalate with { RequestedOn = Today.AddDays(1) }, state, Today))
            .ThenRefused("escalated-in-the-future");

    [Fact]
    public void stage_2_is_not_asked_for_before_the_complaint_was_received() =>
        Given(Opened).When(state =>
            EscalateToStage2Endpoint.Decide(Escalate with { RequestedOn = Received.AddDays(-1) }, state, Today))
            .ThenRefused("escalated-before-receipt");

    [Fact]
    public void what_was_merged_is_escalated_where_it_goes_on() =>
        Given(OtherOpened, MergedInto).When(state => EscalateToStage2Endpoint.Decide(Escalate, state, Today))
            .ThenRefused("merged-into-another");

    [Fact]
    public void stage_2_is_refused_on_a_ground_of_the_Code_and_the_same_refusal_said_again_is_one()
    {
        var given = Given(Opened, Responded);
        given.When(state => RefuseEscalationEndpoint.Decide(Refuse, state, Sam, Today)).Then(Stage2Refused);
        given.And(Stage2Refused).When(state => RefuseEscalationEndpoint.Decide(
            Refuse with { RequestedOn = null }, state, Lee, Today.AddDays(1))).ThenNothing();
        given.And(Stage2Refused).When(state => RefuseEscalationEndpoint.Decide(
            Refuse with { Reasons = "Another reason." }, state, Lee, Today)).ThenRefused("already-refused");
    }

    [Fact]
    public void what_is_asked_for_again_later_may_be_refused_again_or_taken_on()
    {
        var given = Given(Opened, Responded, Stage2Refused);
        given.When(state => RefuseEscalationEndpoint.Decide(
            Refuse with { RequestedOn = Today.AddDays(2) }, state, Lee, Today.AddDays(3)))
            .Then(Stage2Refused with
            { RequestedOn = Today.AddDays(2), RefusedOn = Today.AddDays(3), RefusedBy = Lee.Id });
        given.When(state => EscalateToStage2Endpoint.Decide(Escalate, state, Today)).Then(Escalated);
        given.And(Escalated).When(state => RefuseEscalationEndpoint.Decide(
            Refuse with { RequestedOn = Today.AddDays(2) }, state, Lee, Today.AddDays(3)))
            .ThenRefused("already-escalated");
    }

    [Fact]
    public void stage_2_is_refused_only_when_the_days_bear_the_ground_out()
    {
        var given = Given(Opened, Responded);
        given.When(state => RefuseEscalationEndpoint.Decide(
            Refuse with { Ground = "over-12-months", GroundDate = Received.AddMonths(-12) }, state, Sam, Today))
            .ThenRefused("ground-not-met");
        given.When(state => RefuseEscalationEndpoint.Decide(
            Refuse with { Ground = "over-12-months", GroundDate = Received.AddMonths(-13) }, state, Sam, Today))
            .Then(Stage2Refused with
            {
                Ground = "over-12-months",
                Paragraph = "2.2, 2.3",
                GroundDate = Received.AddMonths(-13),
                EarlierReference = null,
            });
        given.When(state => RefuseEscalationEndpoint.Decide(
            Refuse with { RequestedOn = Today.AddDays(1) }, state, Sam, Today)).ThenRefused("escalated-in-the-future");
        given.When(state => RefuseEscalationEndpoint.Decide(
            Refuse with { RequestedOn = Received.AddDays(-1) }, state, Sam, Today))
            .ThenRefused("escalated-before-receipt");
        Given(OtherOpened, MergedInto).When(state => RefuseEscalationEndpoint.Decide(Refuse, state, Sam, Today))
            .ThenRefused("merged-into-another");
    }

    [Fact]
    public void stage_2_is_acknowledged_with_the_definition() =>
        Given(Opened, Responded, Escalated)
            .When(state => AcknowledgeStage2Endpoint.Decide(Acknowledge, state, Priya, Today))
            .Then(Stage2Acknowledgement);

    [Fact]
    public void acknowledged_again_by_whomever_it_is_the_same_acknowledgement() =>
        Given(Opened, Escalated, Stage2Acknowledgement).When(state => AcknowledgeStage2Endpoint.Decide(
            Acknowledge with { AcknowledgedOn = null }, state, Sam, Today.AddDays(1))).ThenNothing();

    [Fact]
    public void a_second_acknowledgement_starts_no_second_clock() =>
        Given(Opened, Escalated, Stage2Acknowledgement).When(state => AcknowledgeStage2Endpoint.Decide(
            Acknowledge with { AcknowledgedOn = Received }, state, Priya, Today)).ThenRefused("already-acknowledged");

    [Fact]
    public void stage_2_is_acknowledged_between_its_request_and_today()
    {
        var given = Given(Opened, Escalated);
        given.When(state => AcknowledgeStage2Endpoint.Decide(
            Acknowledge with { AcknowledgedOn = Today.AddDays(1) }, state, Priya, Today))
            .ThenRefused("acknowledged-in-the-future");
        given.When(state => AcknowledgeStage2Endpoint.Decide(
            Acknowledge with { AcknowledgedOn = Today.AddDays(-1) }, state, Priya, Today))
            .ThenRefused("acknowledged-before-request");
    }

    [Fact]
    public void nothing_is_done_at_stage_2_that_nobody_has_asked_for()
    {
        Given(Opened, Responded).When(state => AcknowledgeStage2Endpoint.Decide(Acknowledge, state, Priya, Today))
            .ThenRefused("not-at-stage-2");
        Given(Opened, Responded).When(state => RecordStage2ResponseEndpoint.Decide(Respond, state, Priya, Today))
            .ThenRefused("not-at-stage-2");
    }

    [Fact]
    public void the_final_response_is_recorded() =>
        Given(Opened, Responded, Escalated, Stage2Acknowledgement)
            .When(state => RecordStage2ResponseEndpoint.Decide(Respond, state, Priya, Today)).Then(FinalResponse);

    [Fact]
    public void a_final_response_without_an_acknowledgement_or_a_first_one_is_the_landlord_s_last_word_all_the_same() =>
        Given(Opened, Escalated).When(state => RecordStage2ResponseEndpoint.Decide(Respond, state, Priya, Today))
            .Then(FinalResponse);

    [Fact]
    public void a_final_response_that_was_sent_is_not_replaced()
    {
        var given = Given(Opened, Escalated, FinalResponse);
        given.When(state => RecordStage2ResponseEndpoint.Decide(Respond with { RespondedOn = null }, state, Sam, Today))
            .ThenNothing();
        given.When(state => RecordStage2ResponseEndpoint.Decide(
            Respond with { Outcome = "not-upheld" }, state, Priya, Today)).ThenRefused("already-responded");
    }

    [Fact]
    public void the_final_response_is_dated_between_the_request_and_today()
    {
        var given = Given(Opened, Escalated);
        given.When(state => RecordStage2ResponseEndpoint.Decide(
            Respond with { RespondedOn = Today.AddDays(1) }, state, Priya, Today))
            .ThenRefused("responded-in-the-future");
        given.When(state => RecordStage2ResponseEndpoint.Decide(
            Respond with { RespondedOn = Today.AddDays(-1) }, state, Priya, Today))
            .ThenRefused("responded-before-request");
    }

    [Fact]
    public void stage_1_may_still_be_answered_after_stage_2_was_asked_for() =>
        Given(Opened, Escalated).When(state => RecordStage1ResponseEndpoint.Decide(
            new RecordStage1Response(Responded.Outcome, Responded.Summary, Responded.RespondedOn), state, Sam, Now))
            .Then(Responded);

    [Fact]
    public void what_is_said_at_stage_2_is_added_and_makes_no_new_point()
    {
        var words = new JoinComplaint("phone", "Still no plumber.", ContactId: ContactId);
        Given(Opened, Responded, Escalated)
            .When(state => JoinComplaintEndpoint.Decide(words, state, ContactId, Today))
            .Then(new ContactJoined(ComplaintId, ContactId, "phone", Today, null, "Still no plumber.", []));
        Given(Opened, Responded, Escalated).When(state => JoinComplaintEndpoint.Decide(
            words with { Points = ["The lift is broken."] }, state, ContactId, Today))
            .ThenRefused("new-points-at-stage-2");
        Given(Opened, Responded, Escalated, FinalResponse)
            .When(state => JoinComplaintEndpoint.Decide(words, state, ContactId, Today))
            .ThenRefused("joined-after-response");
    }

    [Fact]
    public void a_complaint_at_stage_2_is_neither_merged_nor_split()
    {
        var (atStage2, other) = (Given(Opened, Joined, Escalated), Given(OtherOpened).State);
        atStage2.When(state => MergeComplaintEndpoint.Decide(new MergeComplaint(OtherId, "Same."), state, other))
            .ThenRefused("merged-at-stage-2");
        atStage2.When(state => SplitComplaintEndpoint.Decide(
            new SplitComplaint([2], "Another."), state, Reading.ComplaintDetails.Of(Stored(Opened, Joined))!,
            Categories.Standard, NewId))
            .ThenRefused("split-at-stage-2");
        var merged = Given(OtherOpened, MergedInto).State;
        Given(Opened, MergedIn, Escalated).When(state =>
            UndoMergeEndpoint.Decide(new UndoMerge(OtherId, "No."), state, merged)).ThenRefused("merged-at-stage-2");
    }

    [Fact]
    public void rules_of_arrival_look_for_somebody_of_no_part_in_stage_1()
    {
        var rules = new AssignmentRules(AssignmentRules.TheRules,
            [new AssignmentRule(OtherId, "Repairs complaints", null, null, null)], 1);
        Candidate[] candidates =
        [
            new(SamAtWork with { Memberships = [new(OtherId, IsIn: true, 1)] }, 0),
            new(PriyaAtWork with { Memberships = [new(OtherId, IsIn: true, 1)] }, 9),
        ];
        Given(Opened, AssignedToSam, Responded, Escalated, GivenUp)
            .When(state =>
                AssignOnArrivalHandler.Decide(state, rules, Categories.Standard, null, candidates, Today))
            .Decision.Events
            .ShouldHaveSingleItem().ShouldBeOfType<ComplaintAssigned>().OwnerId.ShouldBe(Priya.Id);
    }

    [Fact]
    public void the_page_says_where_it_is_in_its_stage()
    {
        Statuses(Opened, Responded).ShouldBe(("stage-1", "responded"));
        Statuses(Opened, Responded, Escalated).ShouldBe(("stage-2", "new"));
        Statuses(Opened, Escalated, Stage2Acknowledgement).ShouldBe(("stage-2", "acknowledged"));
        Statuses(Opened, Escalated, Responded).ShouldBe(("stage-2", "new"));
        Statuses(Opened, Escalated, FinalResponse).ShouldBe(("stage-2", "responded"));

        static (string, string) Statuses(params IComplaintEvent[] events) =>
            Reading.ComplaintDetails.Of(Stored(events)) is { } details ? (details.Stage, details.Status) : default;
    }
}
