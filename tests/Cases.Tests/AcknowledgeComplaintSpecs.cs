using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class AcknowledgeComplaintSpecs
{
    private static readonly AcknowledgeComplaint Command = new(
        Acknowledged.Definition, Acknowledged.OutcomesSought, Acknowledged.ResponsibleFor,
        Acknowledged.NotResponsibleFor, Acknowledged.AcknowledgedOn);

    [Fact]
    public void an_acknowledgement_is_recorded_with_the_day_on_which_it_was_sent() =>
        Given(Opened).When(state => AcknowledgeComplaintEndpoint.Decide(Command, state, Sam, Now)).Then(Acknowledged);

    [Fact]
    public void without_a_day_it_was_sent_today() =>
        Given(Opened)
            .When(state => AcknowledgeComplaintEndpoint.Decide(Command with { AcknowledgedOn = null }, state, Sam, Now))
            .Then(Acknowledged with { AcknowledgedOn = new(2026, 3, 5) });

    [Fact]
    public void today_is_the_day_in_London()
    {
        // 23:30 UTC on 31 March is half past midnight on 1 April in London.
        var lateEvening = new DateTimeOffset(2026, 3, 31, 23, 30, 0, TimeSpan.Zero);
        Given(Opened)
            .When(state =>
                AcknowledgeComplaintEndpoint.Decide(Command with { AcknowledgedOn = null }, state, Sam, lateEvening))
                .Then(Acknowledged with { AcknowledgedOn = new(2026, 4, 1) });
    }

    [Fact]
    public void it_may_be_sent_on_the_day_of_receipt() =>
        Given(Opened)
            .When(state => AcknowledgeComplaintEndpoint.Decide(
                Command with { AcknowledgedOn = Received }, state, Sam, Now))
            .Then(Acknowledged with { AcknowledgedOn = Received });

    [Fact]
    public void told_again_without_a_day_after_midnight_it_changes_nothing() =>
        Given(Opened, Acknowledged).When(state =>
            AcknowledgeComplaintEndpoint.Decide(Command with { AcknowledgedOn = null }, state, Sam, Now.AddDays(1)))
            .ThenNothing();

    [Fact]
    public void the_same_acknowledgement_told_again_changes_nothing() =>
        Given(Opened, Acknowledged).When(state => AcknowledgeComplaintEndpoint.Decide(Command, state, Sam, Now))
            .ThenNothing();

    [Fact]
    public void another_acknowledgement_does_not_replace_the_one_that_was_sent() =>
        Given(Opened, Acknowledged)
            .When(state =>
                AcknowledgeComplaintEndpoint.Decide(Command with { Definition = "Another one." }, state, Sam, Now))
                .ThenRefused("already-acknowledged");

    [Fact]
    public void it_cannot_be_sent_tomorrow() =>
        Given(Opened)
            .When(state =>
                AcknowledgeComplaintEndpoint.Decide(Command with { AcknowledgedOn = new(2026, 3, 6) }, state, Sam, Now))
                .ThenRefused("acknowledged-in-the-future");

    [Fact]
    public void it_cannot_be_sent_before_the_complaint_was_received() =>
        Given(Opened)
            .When(state =>
                AcknowledgeComplaintEndpoint.Decide(Command with { AcknowledgedOn = new(2026, 3, 1) }, state, Sam, Now))
                .ThenRefused("acknowledged-before-receipt");

    [Fact]
    public void it_may_be_recorded_after_the_response() =>
        Given(Opened, Responded).When(state => AcknowledgeComplaintEndpoint.Decide(Command, state, Sam, Now))
            .Then(Acknowledged);

    [Theory]
    [InlineData("", "b", "c", "d", "Definition")]
    [InlineData("a", "", "c", "d", "OutcomesSought")]
    [InlineData("a", "b", "", "d", "ResponsibleFor")]
    [InlineData("a", "b", "c", "", "NotResponsibleFor")]
    [InlineData("a\u0007", "b", "c", "d", "Definition")]
    public void all_that_the_Code_wants_in_it_has_to_be_said(
        string definition, string outcomes, string responsible, string notResponsible, string field) =>
        new AcknowledgeComplaint.Validator()
            .Validate(new AcknowledgeComplaint(definition, outcomes, responsible,
                notResponsible)).Errors.ShouldHaveSingleItem().PropertyName.ShouldBe(field);
}
