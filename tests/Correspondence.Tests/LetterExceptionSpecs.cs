using ComplaintsPlatform.Correspondence.Notices;
using static ComplaintsPlatform.Correspondence.Tests.Drafts;

namespace ComplaintsPlatform.Correspondence.Tests;

/// <summary>Letters that should have gone and did not, or did not arrive.</summary>
public sealed class LetterExceptionSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero);
    private static readonly LetterSent Sent = new(
        Complaints.LetterId, Complaints.ComplaintId, LetterKind.ConfirmationOfReceipt, "<one@harbour.example>");

    private static LetterCameBack Back => new(Complaints.ComplaintId, Complaints.LetterId, "CMP-7K3M-9QXT",
        LetterKind.ConfirmationOfReceipt, Today, "bounced", Sam.Id);

    [Fact]
    public void a_letter_that_went_out_may_come_back_and_be_put_right()
    {
        var command = new RecordCameBack(Today, "bounced");
        Given(Complaints.Drafted()).And(Sent)
            .When(state => RecordCameBackEndpoint.Decide(command, state, Sam, Today)).Then(Back);
        var back = Given(Complaints.Drafted()).And(Sent, Back);
        back.When(state => RecordCameBackEndpoint.Decide(command, state, Sam, Today)).ThenNothing();
        var right = new LetterPutRight(
            Complaints.ComplaintId, Complaints.LetterId, "She gave another address.", Sam.Id, Sam.Name);
        back.When(state => PutRightEndpoint.Decide(new PutRight("She gave another address. "), state, Sam)).Then(right);
        back.And(right).When(state => PutRightEndpoint.Decide(new PutRight("She gave another address."), state, Sam))
            .ThenNothing();
        back.And(right).When(state => PutRightEndpoint.Decide(new PutRight("Again."), state, Sam))
            .ThenRefused("nothing-to-put-right");
        back.And(right).When(state => RecordCameBackEndpoint.Decide(command, state, Sam, Today)).Then(Back);
    }

    [Fact]
    public void what_has_not_gone_cannot_come_back()
    {
        Given(Complaints.Drafted()).When(state =>
            RecordCameBackEndpoint.Decide(new RecordCameBack(Today, "other"), state, Sam, Today))
            .ThenRefused("letter-not-sent");
        Given(Complaints.Drafted()).And(Sent).When(state =>
            RecordCameBackEndpoint.Decide(new RecordCameBack(Today.AddDays(1), "other"), state, Sam, Today))
            .ThenRefused("date-in-future");
        Given(Complaints.Drafted()).And(Sent).When(state => PutRightEndpoint.Decide(new PutRight("x"), state, Sam))
            .ThenRefused("nothing-to-put-right");
    }

    [Theory]
    [InlineData("2026-03-04", null)]
    [InlineData("2026-03-03", "refusal-not-told")]
    public void a_refusal_that_no_letter_has_told_is_listed_after_a_working_day(string refusedOn, string? what)
    {
        var day = DateOnly.Parse(refusedOn, System.Globalization.CultureInfo.InvariantCulture);
        var refusal = new RefusalToTell(Complaints.ComplaintId, "CMP-7K3M-9QXT", day, Now);
        (LetterExceptions.Of(refusal, Today)?.What).ShouldBe(what);
        var ofStage2 = LetterExceptions.Of(refusal with { Kind = LetterKind.EscalationRefusal }, Today);
        (ofStage2?.What).ShouldBe(what);
        (ofStage2?.Says.StartsWith("Stage 2 was refused", StringComparison.Ordinal) ?? true).ShouldBeTrue();
    }

    [Theory]
    [InlineData("It goes by post: print it.", true, "2026-03-04", null)]
    [InlineData("It goes by post: print it.", true, "2026-03-03", "not-sent-in-time")]
    [InlineData("It goes by post: print it.", true, "2026-02-27", "not-sent-in-time")]
    [InlineData("No email address was given.", false, "2026-03-05", "no-address")]
    [InlineData("The email could not be delivered. The mail server refused the recipient (550).", true, "2026-03-05",
        "not-delivered")]
    public void what_waits_to_be_sent_by_hand_is_listed_when_something_is_wrong(
        string why, bool hasAddress, string since, string? what)
    {
        var day = DateOnly.Parse(since, System.Globalization.CultureInfo.InvariantCulture);
        (LetterExceptions.Of(Waiting(day) with { Why = why }, hasAddress, Today)?.What).ShouldBe(what);
    }

    [Fact]
    public void what_waits_has_a_working_day()
    {
        LetterExceptions.Of(Waiting(new DateOnly(2026, 2, 27)), true, new DateOnly(2026, 3, 2)).ShouldBeNull("Monday");
        LetterExceptions.Of(Waiting(new DateOnly(2026, 2, 27)), true, new DateOnly(2026, 3, 3)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public void what_was_approved_and_has_a_day_left_is_listed(int days, bool isListed)
    {
        var letter = new[] { (ILetterEvent)Begun(LetterKind.Response), Asked(), Approved("x") }
            .Aggregate((Letter?)null, Letter.Evolve)!;
        var complaint = new WatchedComplaint(Complaints.ComplaintId)
        { Clocks = [new WatchedClock("stage-1-response", Today.AddDays(days), 1)] };
        (LetterExceptions.Of(letter, Now, complaint, Today) is not null).ShouldBe(isListed);
        LetterExceptions.Of(letter, Now, complaint with { IsOver = true }, Today).ShouldBeNull();
    }

    private static LetterByHand Waiting(DateOnly since) => new(
        Complaints.LetterId, Complaints.ComplaintId, "CMP-7K3M-9QXT", LetterKind.Response, "It goes by post: print it.",
        new DateTimeOffset(since, new TimeOnly(10, 0), TimeSpan.Zero), 2);

    private static Given<Letter, ILetterEvent> Given(params ILetterEvent[] events) =>
        Spec.Given<Letter, ILetterEvent>(Letter.Evolve, events);
}
