using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.Correspondence.Tests.Drafts;

namespace ComplaintsPlatform.Correspondence.Tests;

public sealed class IssueSpecs
{
    [Fact]
    public void an_email_is_kept_as_it_goes_and_who_wrote_approved_and_issued_it()
    {
        var events = Issued(LetterKind.Response, LetterForm.Email)[3..];
        var copy = events[0].ShouldBeOfType<LetterDrafted>();
        (copy.Email, copy.RecipientName, copy.Form, copy.Template, copy.AboutId).ShouldBe(
            ("ada@example.org", "Ada Lovelace", "email", "response-stage-1.v1", Complaints.PersonId));
        copy.Sha256.ShouldBe(Letter.HashOf(copy.Email, copy.Subject, copy.Body));
        events[1].ShouldBeOfType<LetterIssued>().ShouldSatisfyAllConditions(
            issued => issued.IssuedOn.ShouldBe(Today), issued => issued.Outcome.ShouldBe("partly-upheld"),
            issued => issued.Authors.ShouldBe([Sam.Id]), issued => issued.ApprovedBy.ShouldBe(Priya.Id),
            issued => issued.By.ShouldBe(Sam.Id));
        Given(Issued(LetterKind.Response, LetterForm.Email)).State!.Status.ShouldBe(LetterStatus.WaitingToBeSent);
    }

    [Theory]
    [InlineData(LetterForm.Letter)]
    [InlineData(LetterForm.ByHand)]
    public void what_is_printed_waits_until_somebody_sends_it(string form) =>
        Given(Issued(LetterKind.Acknowledgement, form)).State!.Status.ShouldBe(LetterStatus.WaitingToBeSentByHand);

    [Fact]
    public void issued_twice_it_is_issued_once() => Given(Issued(LetterKind.Other, LetterForm.Email))
        .When(state => Issue(state)).ThenNothing();

    [Fact]
    public void a_response_needs_an_approval_and_what_waits_for_one_does_not_go()
    {
        Given(Begun(LetterKind.Response)).When(state => Issue(state)).ThenRefused("approval-missing");
        Given(Begun(LetterKind.Other), Asked(LetterKind.Other)).When(state => Issue(state))
            .ThenRefused("approval-missing");
    }

    [Fact]
    public void what_was_approved_is_what_goes_out()
    {
        var waiting = Given(Begun(LetterKind.Response), Asked());
        waiting.And(Approved(Prepare(waiting.State!, Facts).TextSha256)).When(state => Issue(state)).Decision
            .IsRefused.ShouldBeFalse();
        waiting.And(Approved("another")).When(state => Issue(state)).ThenRefused("changed-since-approval");
    }

    [Fact]
    public void a_letter_that_lacks_something_does_not_go_and_says_what()
    {
        var decided = Given(Begun(LetterKind.Other, text: Text(("subject", "Hello")))).When(state => Issue(state));
        decided.ThenRefused("letter-incomplete");
        decided.Decision.Refusal!.Sentence.ShouldContain("Text: nothing is written.");
    }

    [Fact]
    public void nobody_issues_at_stage_2_who_acted_at_stage_1() =>
        Given(Begun(LetterKind.Other, "stage-2", by: Priya)).When(state => IssueLetterEndpoint.Decide(
            new IssueLetter(LetterForm.Email), state, Prepare(state, AtStage2), Sam, Today))
            .ThenRefused("acted-at-stage-1");

    [Theory]
    [InlineData("ada", null, LetterForm.Email, "no-email-to-write-to")]
    [InlineData(null, "2 Quay Street", LetterForm.Email, "no-email-to-write-to")]
    [InlineData("ada@example.org", " ", LetterForm.Letter, "no-address-to-write-to")]
    public void a_letter_goes_where_there_is_an_address(string? email, string? address, string form, string code) =>
        Given(Begun(LetterKind.Other)).When(state => Issue(state, form, Facts with
        { Case = Facts.Case with { Resident = new ResidentRead(null, "Ada", email, address) } })).ThenRefused(code);

    [Fact]
    public void a_letter_to_somebody_else_goes_to_them()
    {
        var text = Whole(LetterKind.Other) with { To = new LetterRecipient("Citizens Advice", "help@advice.example") };
        var copy = Given(Begun(LetterKind.Other, text: text)).When(state => Issue(state)).Decision.Events[0]
            .ShouldBeOfType<LetterDrafted>();
        (copy.RecipientName, copy.Email, copy.AboutId).ShouldBe(
            ("Citizens Advice", "help@advice.example", Complaints.ComplaintId));
        copy.Body.ShouldStartWith("Dear Citizens Advice,");
    }

    [Fact]
    public void sent_by_email_it_has_gone_out_on_that_day()
    {
        var went = Given(Issued(LetterKind.Response, LetterForm.Email)).When(state =>
            SendLetterHandler.Decide(state, null, TimeSpan.Zero, "<1@harbour.example>", Today)).Decision.Events[1]
            .ShouldBeOfType<LetterWentOut>();
        (went.SentOn, went.Outcome, went.IssuedBy, went.Form).ShouldBe((Today, "partly-upheld", Sam.Id, "email"));
        went.By.ShouldBe([Sam.Id, Priya.Id]);
        went.Said.Says(Given(Issued(LetterKind.Response, LetterForm.Email)).State!.Draft!.Text).ShouldBeTrue();
    }

    [Fact]
    public void sent_by_hand_it_goes_out_on_the_day_that_is_said_and_not_before_it_was_issued()
    {
        var waiting = Given(Issued(LetterKind.Extension, LetterForm.Letter));
        var went = waiting.When(state => MarkSentByHandEndpoint.Decide(
            new MarkSentByHand(Today.AddDays(1), "post"), state, Today.AddDays(1))).Decision.Events[1]
            .ShouldBeOfType<LetterWentOut>();
        (went.SentOn, went.NewDate, went.UpdatesEvery, went.ResidentAgreed).ShouldBe(
            (Today.AddDays(1), new DateOnly(2026, 3, 24), 5, true));
        waiting.When(state => MarkSentByHandEndpoint.Decide(
            new MarkSentByHand(Today.AddDays(-1), "post"), state, Today)).ThenRefused("sent-before-issue");
    }

    private static Decision<ILetterEvent> Issue(
        Letter state, string form = LetterForm.Email, CaseFacts? facts = null) => IssueLetterEndpoint.Decide(
        new IssueLetter(form), state, Prepare(state, facts ?? Facts), Sam, Today);
}
