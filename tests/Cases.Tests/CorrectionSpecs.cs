using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>Facts that were recorded wrongly, and who puts them right.</summary>
public sealed class CorrectionSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);
    private static readonly IComplaintEvent[] Whole =
        [Opened, ClaimedBySam, Acknowledged, Responded, Escalated, Stage2Acknowledgement, FinalResponse];

    private static readonly ProposeCorrection Earlier =
        new(CorrectionId, "received-on", "2026-02-27", ReceivedEarlier.Reason);

    [Fact]
    public void a_correction_waits_for_somebody_else_and_changes_nothing_before()
    {
        Given(Opened).When(state => Propose(Earlier, state)).Then(ReceivedEarlier);
        Given(Opened, ReceivedEarlier).State!.ReceivedOn.ShouldBe(Received);
        Given(Opened, ReceivedEarlier).When(state => Propose(Earlier, state)).ThenNothing();
        Given(Opened, ReceivedEarlier).When(state => Propose(Earlier with { Value = "2026-02-26" }, state))
            .ThenRefused("correction-id-taken");
        Given(Opened, ReceivedEarlier).When(state => Propose(Earlier with { CorrectionId = NewId }, state))
            .ThenRefused("correction-open");
    }

    [Fact]
    public void somebody_else_agrees_and_it_is_as_if_it_had_been_known_from_the_start()
    {
        Given(Opened, ReceivedEarlier).When(state => Approve(state, Lee)).Then(ReceiptPutRight);
        Given(Opened, ReceivedEarlier, ReceiptPutRight).State!.ReceivedOn.ShouldBe(new DateOnly(2026, 2, 27));
        Given(Opened, ReceivedEarlier, ReceiptPutRight).When(state => Approve(state, Lee)).ThenNothing();
        Given(Opened, ReceivedEarlier).When(state => Approve(state, Sam)).ThenRefused("own-correction");
        var details = ComplaintDetails.Of(Stored(Opened, ReceivedEarlier, ReceiptPutRight))!;
        details.ReceivedOn.ShouldBe(new DateOnly(2026, 2, 27));
        details.CorrectionsOpen.ShouldBeEmpty();
        ComplaintDetails.Of(Stored(Opened, ReceivedEarlier))!.CorrectionsOpen.ShouldBe([CorrectionId]);
        Change.InWords(ReceiptPutRight).ShouldBe(
            "The day of receipt was put right from 2 March 2026 to 27 February 2026. Lee Grant agreed.");
    }

    [Fact]
    public void somebody_else_does_not_agree_and_says_why()
    {
        var waiting = Given(Opened, OtherName);
        waiting.When(state => Reject(state, Lee)).Then(NameStays);
        waiting.When(state => Reject(state, Sam)).ThenRefused("own-correction");
        waiting.And(NameStays).When(state => Reject(state, Lee)).ThenNothing();
        waiting.And(NameStays).When(state => ApproveCorrectionEndpoint.Decide(
            state, state.Corrections.All[NewId], Lee, Today)).ThenRefused("correction-decided");
        Given(Opened, ReceivedEarlier, ReceiptPutRight).When(state => RejectCorrectionEndpoint.Decide(
            new("No."), state, state.Corrections.All[CorrectionId], Priya)).ThenRefused("correction-decided");
    }

    [Theory]
    [InlineData("acknowledged-on", "2026-03-04", "nothing-to-correct")]
    [InlineData("stage-1-outcome", "upheld", "nothing-to-correct")]
    [InlineData("resident-name", " Ada  Osei ", "nothing-to-correct")]
    [InlineData("acknowledged-on", "2026-03-06", "corrected-into-the-future")]
    [InlineData("acknowledged-on", "2026-03-01", "corrected-before-cause")]
    [InlineData("responded-on", "2026-03-01", "corrected-before-cause")]
    [InlineData("escalated-on", "2026-03-01", "corrected-before-cause")]
    [InlineData("stage-2-acknowledged-on", "2026-03-04", "corrected-before-cause")]
    [InlineData("stage-2-responded-on", "2026-03-04", "corrected-before-cause")]
    [InlineData("received-on", "2026-03-05", "corrected-before-cause")]
    public void what_cannot_be_right_is_not_taken(string fact, string value, string code) =>
        Given(Whole).When(state => Propose(new(CorrectionId, fact, value, "It is so."), state)).ThenRefused(code);

    [Theory]
    [InlineData("acknowledged-on", "2026-03-04")]
    [InlineData("responded-on", "2026-03-04")]
    [InlineData("escalated-on", "2026-03-04")]
    [InlineData("stage-2-acknowledged-on", "2026-03-04")]
    [InlineData("stage-2-responded-on", "2026-03-04")]
    [InlineData("stage-1-outcome", "upheld")]
    [InlineData("stage-2-outcome", "upheld")]
    public void what_is_not_there_is_recorded_and_not_corrected(string fact, string value) =>
        Given(Opened).When(state => Propose(new(CorrectionId, fact, value, "It is so."), state))
            .ThenRefused("no-such-fact");

    [Theory]
    [InlineData("received-on", "2026-03-01")]
    [InlineData("acknowledged-on", "2026-03-03")]
    [InlineData("responded-on", "2026-03-03")]
    [InlineData("escalated-on", "2026-03-04")]
    [InlineData("stage-1-outcome", "not-upheld")]
    [InlineData("stage-2-outcome", "partly-upheld")]
    [InlineData("resident-name", "Ada Ossei")]
    public void every_fact_is_put_right_in_the_state_in_the_details_and_in_the_list(string fact, string value)
    {
        var proposed = Given(Whole).When(state => Propose(new(CorrectionId, fact, value, "It is so."), state))
            .Decision.Events.Single();
        var corrected = Given([.. Whole, proposed]).When(state => Approve(state, Lee)).Decision.Events.Single();
        IComplaintEvent[] all = [.. Whole, proposed, corrected];
        var now = ComplaintCorrections.Of(ComplaintId, Stored(all));
        now.Facts.Single(one => one.Fact == fact).Value.ShouldBe(value);
        now.Corrections.ShouldHaveSingleItem().State.ShouldBe(CorrectionState.Approved);
        var details = ComplaintDetails.Of(Stored(all))!;
        var shown = fact switch
        {
            "received-on" => $"{details.ReceivedOn:O}",
            "acknowledged-on" => $"{details.Acknowledgement!.AcknowledgedOn:O}",
            "responded-on" => $"{details.Stage1Response!.RespondedOn:O}",
            "escalated-on" => $"{details.Escalation!.RequestedOn:O}",
            "stage-1-outcome" => details.Stage1Response!.Outcome,
            "stage-2-outcome" => details.Stage2Response!.Outcome,
            _ => details.Resident!.Name,
        };
        shown.ShouldBe(value);
    }

    [Fact]
    public void whether_it_can_be_right_is_asked_again_when_somebody_agrees()
    {
        // Proposed while nobody had answered; answered meanwhile, before that day.
        var late = Given(Opened).When(state => Propose(Earlier with { Value = "2026-03-05" }, state))
            .Decision.Events.Single();
        Given(Opened, late, Acknowledged).When(state => Approve(state, Lee)).ThenRefused("corrected-before-cause");
    }

    [Fact]
    public void of_what_was_merged_away_nothing_is_corrected_and_of_what_is_closed_it_is()
    {
        Given(Opened, MergedInto with { ComplaintId = ComplaintId }).When(state => Propose(Earlier, state))
            .ThenRefused("merged-into-another");
        Given(Opened, Acknowledged, Responded, Cause, Closed).When(state => Propose(Earlier, state))
            .Then(ReceivedEarlier);
    }

    [Theory]
    [InlineData("received-on", "27 February", false)]
    [InlineData("stage-1-outcome", "resolved", false)]
    [InlineData("colour", "blue", false)]
    [InlineData("received-on", "2026-02-27", true)]
    public void a_value_is_one_of_its_fact(string fact, string value, bool isValid) =>
        new ProposeCorrection.Validator().Validate(new ProposeCorrection(CorrectionId, fact, value, "It is so."))
            .IsValid.ShouldBe(isValid);

    private static Decision<IComplaintEvent> Propose(ProposeCorrection command, Complaint state) =>
        ProposeCorrectionEndpoint.Decide(command, state, Sam, Today);

    private static Decision<IComplaintEvent> Approve(Complaint state, Actor by) =>
        ApproveCorrectionEndpoint.Decide(state, state.Corrections.All[CorrectionId], by, Today);

    private static Decision<IComplaintEvent> Reject(Complaint state, Actor by) => RejectCorrectionEndpoint.Decide(
        new("The tenancy says Osei."), state, state.Corrections.All[NewId], by);
}
