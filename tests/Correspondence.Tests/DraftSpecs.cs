using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Correspondence.Tests.Drafts;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>Begin, change, withdraw, ask for approval, approve, return.</summary>
public sealed class DraftSpecs
{
    [Fact]
    public void a_draft_begins_with_what_the_case_knows() => Given().WhenStarting(state => BeginDraftEndpoint.Decide(
        new BeginDraft(LetterId, LetterKind.Acknowledgement), state, Complaints.ComplaintId, LetterTemplates.Standard,
        Facts, Sam)).Then(Begun(LetterKind.Acknowledgement, text: Text(
            ("definition", "The leak came back.\n\nNobody rang."), ("outcomesSought", "A dry ceiling."))));

    [Fact]
    public void begun_twice_it_is_begun_once() => Given(Begun(LetterKind.Response)).WhenStarting(state =>
        BeginDraftEndpoint.Decide(new BeginDraft(LetterId, LetterKind.Response), state, Complaints.ComplaintId,
            LetterTemplates.Standard, Facts, Sam)).ThenNothing();

    [Fact]
    public void an_id_is_given_once() => Given(Begun(LetterKind.Response)).WhenStarting(state =>
        BeginDraftEndpoint.Decide(new BeginDraft(LetterId, LetterKind.Other), state, Complaints.ComplaintId,
            LetterTemplates.Standard, Facts, Sam)).ThenRefused("letter-id-taken");

    [Theory]
    [InlineData("stage-1", "not-at-stage-2")]
    [InlineData("stage-2", "acted-at-stage-1")]
    public void at_stage_2_nobody_writes_who_acted_at_stage_1(string caseAt, string code) =>
        Given().WhenStarting(state => BeginDraftEndpoint.Decide(
            new BeginDraft(LetterId, LetterKind.Response, "stage-2"), state, Complaints.ComplaintId,
            LetterTemplates.Standard, FactsAt(caseAt), Sam)).ThenRefused(code);

    [Fact]
    public void of_a_merged_complaint_nothing_is_written() => Given().WhenStarting(state => BeginDraftEndpoint.Decide(
        new BeginDraft(LetterId, LetterKind.Other), state, Complaints.ComplaintId, LetterTemplates.Standard,
        Facts with { Case = Facts.Case with { MergedInto = new MergedRead("CMP-0000-0001") } }, Sam))
        .ThenRefused("merged-into-another");

    [Fact]
    public void a_change_is_kept_whole_and_cleaned() => Given(Begun(LetterKind.Other)).When(state =>
        Change(state, new ChangeDraft(
            [new DraftPart("subject", "Your key"), new DraftPart("text", "It is here. \r\nCome.")])))
        .Then(Changed(Sam, Text(("subject", "Your key"), ("text", "It is here.\nCome."))));

    [Fact]
    public void the_same_text_is_no_change() => Given(Begun(LetterKind.Other)).When(state =>
        Change(state, new ChangeDraft([.. Whole(LetterKind.Other).Parts]))).ThenNothing();

    [Fact]
    public void a_part_belongs_to_its_kind() => Given(Begun(LetterKind.Other)).When(state =>
        Change(state, new ChangeDraft([new DraftPart("definition", "x")]))).ThenRefused("part-unknown");

    [Fact]
    public void a_line_that_has_expired_cannot_be_put_in()
    {
        var line = StandardLines.Standard.Items[0];
        var expired = StandardLines.Evolve(null, new StandardLineWritten(
            StandardLines.TheLines, line.LineId, line.Topic, line.Title, line.Text, Today.AddDays(-1), true));
        var change = new ChangeDraft([new DraftPart("text", line.Text)], Lines: [line.LineId]);
        Given(Begun(LetterKind.Other)).When(state => ChangeDraftEndpoint.Decide(change, state, expired, Sam, Today))
            .ThenRefused("standard-line-expired");
        Given(Begun(LetterKind.Other), Changed(Sam, Text(("text", "x")) with { Lines = [line.LineId] }))
            .When(state => ChangeDraftEndpoint.Decide(change, state, expired, Sam, Today)).Decision.Events
            .ShouldHaveSingleItem();
    }

    [Fact]
    public void a_change_ends_the_approval() =>
        Given(Begun(LetterKind.Response), Asked(), Approved("x"), Changed(Priya, Text(("definition", "y"))))
            .State!.ShouldSatisfyAllConditions(
                state => state.Status.ShouldBe(LetterStatus.Draft),
                state => state.Draft!.Approval.ShouldBeNull(),
                state => state.Draft!.Authors.ShouldBe([Sam.Id, Priya.Id], ignoreOrder: true));

    [Fact]
    public void what_was_withdrawn_or_issued_is_no_draft_any_more()
    {
        var withdrawn = new DraftWithdrawn(Complaints.ComplaintId, LetterId, Sam.Id);
        Given(Begun(LetterKind.Other)).When(state => WithdrawDraftEndpoint.Decide(state, Sam)).Then(withdrawn);
        Given(Begun(LetterKind.Other), withdrawn).When(state => WithdrawDraftEndpoint.Decide(state, Sam)).ThenNothing();
        Given(Begun(LetterKind.Other), withdrawn).When(state => Change(state, new ChangeDraft([])))
            .ThenRefused("letter-withdrawn");
        Given(Issued(LetterKind.Other, LetterForm.Email)).When(state => WithdrawDraftEndpoint.Decide(state, Sam))
            .ThenRefused("letter-issued");
    }

    [Fact]
    public void approval_is_asked_for_with_everybody_who_wrote()
    {
        Given(Begun(LetterKind.Response)).When(state => AskForApprovalEndpoint.Decide(state, Sam)).Then(Asked());
        Given(Begun(LetterKind.Response), Asked()).When(state => AskForApprovalEndpoint.Decide(state, Sam))
            .ThenNothing();
    }

    [Fact]
    public void somebody_who_did_not_write_it_approves_it()
    {
        var waiting = Given(Begun(LetterKind.Response), Asked());
        var sha = Prepare(waiting.State!, Facts).TextSha256;
        waiting.When(state => Approve(state, Priya)).Then(Approved(sha));
        waiting.And(Approved(sha)).When(state => Approve(state, Priya)).ThenNothing();
        waiting.When(state => Approve(state, Sam)).ThenRefused("author-cannot-approve");
        Given(Begun(LetterKind.Response), Changed(Priya, Text(("definition", "y"))), Asked())
            .When(state => Approve(state, Priya)).ThenRefused("author-cannot-approve");
        Given(Begun(LetterKind.Response)).When(state => Approve(state, Priya)).ThenRefused("approval-not-asked-for");
    }

    [Fact]
    public void what_could_not_go_out_is_not_approved()
    {
        var waiting = Given(Begun(LetterKind.Response, text: Text(("definition", "The leak."))), Asked());
        waiting.When(state => Approve(state, Priya)).ThenRefused("letter-incomplete");
        Approve(waiting.State!, Priya).Refusal!.Sentence.ShouldContain("Outstanding actions");
    }

    [Fact]
    public void nobody_approves_at_stage_2_who_acted_at_stage_1() =>
        Given(Begun(LetterKind.Response, "stage-2", by: Priya), Asked(stage: "stage-2"))
            .When(state => Approve(state, Sam, AtStage2)).ThenRefused("acted-at-stage-1");

    [Fact]
    public void only_what_was_refused_gets_a_refusal_and_only_before_stage_2_its_refusal()
    {
        Begin(LetterKind.Refusal, Facts).Refusal!.Code.ShouldBe("not-refused");
        var begun = Begin(LetterKind.Refusal, Refused).Events.ShouldHaveSingleItem().ShouldBeOfType<DraftBegun>();
        begun.Stage.ShouldBe("stage-1");
        begun.Text.Parts.Select(part => part.Name).ShouldBe(["ground", "reasons", "circumstances"]);
        Prepare(LetterDraft.Of(begun), Refused).Missing.ShouldBeEmpty("who refused it has said all that it says");
        Begin(LetterKind.EscalationRefusal, Facts).Refusal!.Code.ShouldBe("stage-2-not-refused");
        var ofStage2 = Begin(LetterKind.EscalationRefusal, NotTakenOn).Events.ShouldHaveSingleItem()
            .ShouldBeOfType<DraftBegun>();
        ofStage2.Stage.ShouldBe("stage-2");
        Prepare(LetterDraft.Of(ofStage2), NotTakenOn).Missing.ShouldBeEmpty("who refused it has said all that it says");
        Begin(LetterKind.EscalationRefusal, AtStage2).Refusal!.Code.ShouldBe("already-escalated");
    }

    [Fact]
    public void who_acted_at_stage_1_may_answer_the_Ombudsman_whose_address_is_there_and_say_that_it_is_closed()
    {
        Begin(LetterKind.Closing, AtStage2).IsRefused.ShouldBeFalse();
        var begun = (DraftBegun)Begin(LetterKind.Ombudsman, AtStage2).Events.Single();
        begun.Text.To!.Name.ShouldBe("Housing Ombudsman Service");
        begun.Text.To.PostalAddress!.ShouldContain("PR2 0ET");
    }

    [Fact]
    public void somebody_who_did_not_write_it_returns_it_with_what_is_to_be_changed()
    {
        var waiting = Given(Begun(LetterKind.Response), Asked());
        var returned = new DraftReturned(Complaints.ComplaintId, LetterId, Priya.Id, Priya.Name, "Say sorry first.");
        waiting.When(state => ReturnWithCommentsEndpoint.Decide(new("Say sorry first."), state, Priya)).Then(returned);
        waiting.And(returned).When(state => ReturnWithCommentsEndpoint.Decide(new("Say sorry first."), state, Priya))
            .ThenNothing();
        waiting.When(state => ReturnWithCommentsEndpoint.Decide(new("Mine."), state, Sam))
            .ThenRefused("author-cannot-approve");
        waiting.And(returned).State!.Status.ShouldBe(LetterStatus.Draft);
    }

    private static Decision<ILetterEvent> Begin(string kind, CaseFacts facts) => BeginDraftEndpoint.Decide(
        new BeginDraft(LetterId, kind), null, Complaints.ComplaintId, LetterTemplates.Standard, facts, Sam);

    private static Decision<ILetterEvent> Approve(Letter state, Actor by, CaseFacts? facts = null) =>
        ApproveDraftEndpoint.Decide(state, Prepare(state, facts ?? Facts), by);

    private static Decision<ILetterEvent> Change(Letter state, ChangeDraft command) =>
        ChangeDraftEndpoint.Decide(command, state, StandardLines.Standard, Sam, Today);
}
