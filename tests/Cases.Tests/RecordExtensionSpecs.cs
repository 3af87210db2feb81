using ComplaintsPlatform.Cases.Reading;
using static ComplaintsPlatform.Cases.Tests.Histories;

namespace ComplaintsPlatform.Cases.Tests;

public sealed class RecordExtensionSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 5);

    private static readonly RecordExtension Extend = new(
        Extended.Reason, Extended.NewDate, Extended.ToldOn, null, null, Extended.UpdatesEvery,
        Extended.ResidentAgreed, OmbudsmanDetailsGiven: true);

    private static ExtensionRecorded AtStage2 => Extended with { Stage = "stage-2", RecordedBy = Priya.Id };

    [Fact]
    public void the_resident_was_told_of_a_later_day() =>
        Given(Opened, Acknowledged).When(state => RecordExtensionEndpoint.Decide(Extend, state, Sam, Today))
            .Then(Extended);

    [Fact]
    public void without_a_day_they_were_told_today() =>
        Given(Opened).When(state =>
            RecordExtensionEndpoint.Decide(Extend with { ToldOn = null, GoodReason = " " }, state, Sam, Today))
            .Then(Extended with { ToldOn = Today });

    [Fact]
    public void at_stage_2_it_is_stage_2_that_is_extended() =>
        Given(Opened, Responded, Escalated)
            .When(state => RecordExtensionEndpoint.Decide(Extend with { ToldOn = Today }, state, Priya, Today))
            .Then(AtStage2 with { ToldOn = Today });

    [Fact]
    public void stage_1_stays_extendable_by_who_has_no_part_in_stage_2() =>
        Given(Opened, Acknowledged, Escalated).When(state =>
            RecordExtensionEndpoint.Decide(Extend with { Stage = "stage-1" }, state, Sam, Today)).Then(Extended);

    [Fact]
    public void said_again_by_whomever_and_the_day_after_it_is_the_same() =>
        Given(Opened, Extended).When(state => RecordExtensionEndpoint.Decide(
            Extend with { ToldOn = null }, state, Priya, Today.AddDays(1))).ThenNothing();

    [Fact]
    public void it_can_be_extended_once_more() =>
        Given(Opened, Extended).When(state => RecordExtensionEndpoint.Decide(
            Extend with { ToldOn = Today, NewDate = new DateOnly(2026, 3, 24), GoodReason = "The lab is shut." },
            state, Sam, Today))
            .Then(Extended with
            { ToldOn = Today, NewDate = new DateOnly(2026, 3, 24), GoodReason = "The lab is shut." });

    [Fact]
    public void what_was_told_is_not_replaced() =>
        Given(Opened, Extended).When(state =>
            RecordExtensionEndpoint.Decide(Extend with { Reason = "Another." }, state, Sam, Today))
            .ThenRefused("already-extended");

    [Fact]
    public void nobody_was_told_tomorrow() =>
        Given(Opened).When(state =>
            RecordExtensionEndpoint.Decide(Extend with { ToldOn = Today.AddDays(1) }, state, Sam, Today))
            .ThenRefused("extended-in-the-future");

    [Fact]
    public void nobody_was_told_before_they_complained() =>
        Given(Opened).When(state =>
            RecordExtensionEndpoint.Decide(Extend with { ToldOn = Received.AddDays(-1) }, state, Sam, Today))
            .ThenRefused("extended-before-receipt");

    [Fact]
    public void nobody_was_told_of_stage_2_before_they_asked_for_it() =>
        Given(Opened, Responded, Escalated).When(state => RecordExtensionEndpoint.Decide(
            Extend with { ToldOn = Escalated.RequestedOn.AddDays(-1) }, state, Priya, Today))
            .ThenRefused("extended-before-receipt");

    [Fact]
    public void a_later_day_is_later() =>
        Given(Opened).When(state =>
            RecordExtensionEndpoint.Decide(Extend with { NewDate = Extended.ToldOn }, state, Sam, Today))
            .ThenRefused("extended-into-the-past");

    [Fact]
    public void once_answered_there_is_nothing_to_extend()
    {
        var answered = Responded with { RespondedOn = Extended.ToldOn };
        Given(Opened, answered).When(state => RecordExtensionEndpoint.Decide(Extend, state, Sam, Today))
            .ThenRefused("extended-after-response");
        Given(Opened, answered).When(state => RecordExtensionEndpoint.Decide(
            Extend with { ToldOn = answered.RespondedOn.AddDays(-1) }, state, Sam, Today))
            .Then(Extended with { ToldOn = answered.RespondedOn.AddDays(-1) });
    }

    [Fact]
    public void at_stage_1_there_is_no_stage_2_to_extend() =>
        Given(Opened).When(state =>
            RecordExtensionEndpoint.Decide(Extend with { Stage = "stage-2" }, state, Sam, Today))
            .ThenRefused("not-at-stage-2");

    [Fact]
    public void who_acted_at_one_stage_extends_nothing_at_the_other()
    {
        Given(Opened, AssignedToSam, Escalated).When(state =>
            RecordExtensionEndpoint.Decide(Extend with { ToldOn = Today }, state, Sam, Today))
            .ThenRefused("acted-at-stage-1");
        Given(Opened, Escalated, Stage2Acknowledgement).When(state =>
            RecordExtensionEndpoint.Decide(Extend with { Stage = "stage-1" }, state, Priya, Today))
            .ThenRefused("acted-at-stage-2");
    }

    [Fact]
    public void what_was_merged_is_extended_where_it_goes_on() =>
        Given(OtherOpened, MergedInto).When(state => RecordExtensionEndpoint.Decide(Extend, state, Sam, Today))
            .ThenRefused("merged-into-another");

    [Fact]
    public void what_the_code_asks_and_it_has_not_is_shown()
    {
        ComplaintDetails.Of(Stored(Opened, Extended))!.Extensions.ShouldHaveSingleItem().Lacks.ShouldBeEmpty();
        ComplaintDetails.Of(Stored(Opened, Extended with { OmbudsmanDetailsGiven = false, UpdatesEvery = null }))!
            .Extensions.ShouldHaveSingleItem().Lacks.ShouldBe(
            [
                "The Ombudsman's details were not given (Code 6.5).",
                "How often they hear in between was not agreed (Code 5.9).",
            ]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void the_interval_is_one_that_can_be_kept(int days) =>
        new RecordExtension.Validator().Validate(Extend with { UpdatesEvery = days }).IsValid.ShouldBeFalse();
}
