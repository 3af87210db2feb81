using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class RecordStage1ResponseSpecs
{
    private static readonly RecordStage1Response Command =
        new(Responded.Outcome, Responded.Summary, Responded.RespondedOn);

    [Fact]
    public void a_response_is_recorded_with_the_day_on_which_it_was_sent() =>
        Given(Opened, Acknowledged).When(state => RecordStage1ResponseEndpoint.Decide(Command, state, Sam, Now))
            .Then(Responded);

    [Fact]
    public void without_a_day_it_was_sent_today() =>
        Given(Opened)
            .When(state => RecordStage1ResponseEndpoint.Decide(Command with { RespondedOn = null }, state, Sam, Now))
            .Then(Responded);

    [Fact]
    public void a_response_without_an_acknowledgement_is_allowed() =>
        Given(Opened).When(state => RecordStage1ResponseEndpoint.Decide(Command, state, Sam, Now)).Then(Responded);

    [Fact]
    public void told_again_without_a_day_after_midnight_it_changes_nothing() =>
        Given(Opened, Responded).When(state =>
            RecordStage1ResponseEndpoint.Decide(Command with { RespondedOn = null }, state, Sam, Now.AddDays(1)))
            .ThenNothing();

    [Fact]
    public void the_same_response_told_again_changes_nothing() =>
        Given(Opened, Responded).When(state => RecordStage1ResponseEndpoint.Decide(Command, state, Sam, Now))
            .ThenNothing();

    [Fact]
    public void another_response_does_not_replace_the_one_that_was_sent() =>
        Given(Opened, Responded)
            .When(state => RecordStage1ResponseEndpoint.Decide(
                Command with { Outcome = "not-upheld" }, state, Sam, Now))
            .ThenRefused("already-responded");

    [Fact]
    public void it_cannot_be_sent_tomorrow() =>
        Given(Opened)
            .When(state =>
                RecordStage1ResponseEndpoint.Decide(Command with { RespondedOn = new(2026, 3, 6) }, state, Sam, Now))
                .ThenRefused("responded-in-the-future");

    [Fact]
    public void it_cannot_be_sent_before_the_complaint_was_received() =>
        Given(Opened)
            .When(state =>
                RecordStage1ResponseEndpoint.Decide(Command with { RespondedOn = new(2026, 3, 1) }, state, Sam, Now))
                .ThenRefused("responded-before-receipt");

    [Theory]
    [InlineData("upheld", true)]
    [InlineData("partly-upheld", true)]
    [InlineData("not-upheld", true)]
    [InlineData("Upheld", false)]
    [InlineData("", false)]
    [InlineData(null, true)] // It may follow from the findings.
    public void the_outcome_is_one_of_three(string? outcome, bool taken) =>
        new RecordStage1Response.Validator()
            .Validate(new RecordStage1Response(outcome, "As found.")).IsValid.ShouldBe(taken);
}
