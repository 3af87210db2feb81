using ComplaintsPlatform.Contracts.Correspondence;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

/// <summary>What went out by correspondence is recorded as if somebody had recorded it by hand.</summary>
public sealed class RecordLetterSpecs
{
    private static readonly DateOnly Day = new(2026, 3, 5);
    private static readonly SaidInLetter Nothing = new(null, null, null, null, null, null, null);

    [Fact]
    public void an_acknowledgement_that_went_out_is_the_acknowledgement() => Given(Opened).WhenStarting(state =>
        RecordLetterHandler.Decide(Acknowledging("stage-1"), state)).Then(
            Issued("acknowledgement"),
            new ComplaintAcknowledged(
                ComplaintId, Day, "A leak.", "A dry home.", "The pipe.", "The flat above.", Sam.Id));

    [Fact]
    public void at_stage_2_it_is_that_of_stage_2() => Given(Opened, Escalated).WhenStarting(state =>
        RecordLetterHandler.Decide(Acknowledging("stage-2"), state)).Then(
            Issued("acknowledgement", "stage-2"),
            new Stage2Acknowledged(ComplaintId, Day, "A leak.", "A dry home.", "The pipe.", "The flat above.", Sam.Id));

    [Theory]
    [InlineData("stage-1")]
    [InlineData("stage-2")]
    public void a_letter_that_names_a_later_day_is_an_extension(string stage) =>
        Given(Opened, Escalated).WhenStarting(state => RecordLetterHandler.Decide(
            Went("extension", stage) with
            {
                NewDate = new DateOnly(2026, 3, 20),
                UpdatesEvery = 5,
                ResidentAgreed = true,
                Said = Nothing with { Reason = "The surveyor comes on the 12th." },
            }, state)).Then(
                Issued("extension", stage),
                new ExtensionRecorded(ComplaintId, stage, Day, new DateOnly(2026, 3, 20),
                    "The surveyor comes on the 12th.", null, 5, true, true, Sam.Id));

    [Fact]
    public void a_response_that_went_out_is_the_response()
    {
        Given(Opened).WhenStarting(state => RecordLetterHandler.Decide(Answering("stage-1"), state)).Then(
            Issued("response"), new Stage1ResponseRecorded(ComplaintId, Day, "upheld", "We are sorry.", Sam.Id));
        Given(Opened, Escalated).WhenStarting(state => RecordLetterHandler.Decide(Answering("stage-2"), state)).Then(
            Issued("response", "stage-2"),
            new Stage2ResponseRecorded(ComplaintId, Day, "upheld", "We are sorry.", Sam.Id));
    }

    [Fact]
    public void any_other_letter_is_kept_in_the_record_and_is_no_more() => Given(Opened).WhenStarting(state =>
        RecordLetterHandler.Decide(Went("other", "stage-1"), state)).Then(Issued("other"));

    [Fact]
    public void a_letter_that_is_told_again_is_recorded_once() =>
        Given(Opened, Issued("response")).WhenStarting(state =>
            RecordLetterHandler.Decide(Answering("stage-1"), state)).ThenNothing();

    // Two stage 1 responses, two acknowledgements a month apart, an extension after the answer: the Ombudsman found all
    // of these, and refusing to record one does not unsend it.
    [Fact]
    public void what_went_out_although_its_place_was_taken_is_recorded_and_moves_no_limit()
    {
        Given(Opened, Responded).WhenStarting(state => RecordLetterHandler.Decide(Answering("stage-1"), state)).Then(
            Issued("response"), Another("response", "upheld", Responded.RespondedOn));
        Given(Opened, Acknowledged).WhenStarting(state => RecordLetterHandler.Decide(Acknowledging("stage-1"), state))
            .Then(Issued("acknowledgement"), Another("acknowledgement", null, Acknowledged.AcknowledgedOn));
        Given(Opened, Responded).WhenStarting(state => RecordLetterHandler.Decide(Went("extension", "stage-1"), state))
            .Then(Issued("extension"), Another("extension", null, Responded.RespondedOn));
        Given(Opened, Responded, SecondResponse).State!.Stage1Response.ShouldBe(Responded);
    }

    [Fact]
    public void an_acknowledgement_after_the_response_is_an_acknowledgement_of_its_day() =>
        Given(Opened, Responded).WhenStarting(state => RecordLetterHandler.Decide(Acknowledging("stage-1"), state))
            .Decision.Events[1].ShouldBeOfType<ComplaintAcknowledged>().AcknowledgedOn.ShouldBe(Day);

    [Fact]
    public void who_wrote_or_approved_it_acted_at_its_stage() =>
        Given(Opened, Issued("response") with { By = [Sam.Id, Priya.Id] }, Escalated).State!.ActedAtStage1
            .ShouldBe([Sam.Id, Priya.Id], ignoreOrder: true);

    private static LetterWentOut Acknowledging(string stage) => Went("acknowledgement", stage) with
    { Said = new SaidInLetter("A leak.", "A dry home.", "The pipe.", "The flat above.", null, null, null) };

    private static LetterWentOut Answering(string stage) => Went("response", stage) with
    { Outcome = "upheld", Said = Nothing with { Summary = "We are sorry." } };

    private static LetterWentOut Went(string kind, string stage) => new(
        ComplaintId, LetterOut.LetterId, kind, stage, Day, "email", null, null, null, null, Sam.Id, [Sam.Id], Nothing);

    private static LetterIssued Issued(string kind, string stage = "stage-1") =>
        LetterOut with { Kind = kind, Stage = stage, SentOn = Day };

    private static AnotherLetterIssued Another(string kind, string? outcome, DateOnly before) =>
        new(ComplaintId, LetterOut.LetterId, kind, "stage-1", Day, outcome, before);
}
