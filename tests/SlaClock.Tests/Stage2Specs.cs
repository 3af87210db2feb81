using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using static ComplaintsPlatform.SlaClock.Tests.WorkingDaysSpecs;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>Received on Monday 2 September 2024, due for an answer on the 18th once it is acknowledged on the
/// 4th.</summary>
public sealed class Stage2Specs
{
    private static readonly Guid Id = Guid.Parse("01920000-0000-7000-8000-000000000001");
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales, FirstContactSpecs.CodeAlone);
    private static readonly Facts Answered = new(Day("2024-09-02"), Day("2024-09-04"), Day("2024-09-16"));

    private static IReadOnlyList<ClockShown> On(string today, Facts stage1, Facts? stage2) =>
        ShowClocks.From(new ClockSet(Id, stage1, stage2), 1, Counting, Day(today)).Clocks;

    [Fact]
    public void nobody_asked_for_stage_2_has_no_clocks_of_it() => On("2024-09-30", Answered, null).Count.ShouldBe(2);

    [Fact]
    public void five_working_days_from_the_request_and_twenty_from_the_acknowledgement_sent()
    {
        var clocks = On("2024-10-02", Answered, new Facts(Day("2024-09-30"), Day("2024-10-01")));
        clocks.Select(clock => (clock.Clock, clock.TriggerOn, clock.DueOn, clock.State)).ShouldBe(
        [
            (Clock.Acknowledgement, Day("2024-09-02"), Day("2024-09-09"), ClockState.InTime),
            (Clock.Stage1Response, Day("2024-09-04"), Day("2024-09-18"), ClockState.InTime),
            (Clock.Stage2Acknowledgement, Day("2024-09-30"), Day("2024-10-07"), ClockState.InTime),
            (Clock.Stage2Response, Day("2024-10-01"), Day("2024-10-29"), ClockState.Running),
        ]);
        clocks[2].Says.ShouldBe("5 working days from the request for stage 2 on Mon 30 September 2024 end on Mon 7 "
            + "October 2024. Done on Tue 1 October 2024, in time.");
        clocks[3].Says.ShouldStartWith("20 working days from the stage 2 acknowledgement on Tue 1 October 2024");
    }

    [Fact]
    public void a_final_response_promised_for_good_friday_is_due_on_a_working_day() =>
        // A day later it would have been 18 April 2025.
        On("2025-03-21", Answered, new Facts(Day("2025-03-14"), Day("2025-03-20")))[3].DueOn
            .ShouldBe(Day("2025-04-17"));

    [Fact]
    public void what_is_owed_at_stage_1_stays_owed_when_stage_2_is_asked_for()
    {
        var unanswered = new Facts(Day("2024-09-02"), Day("2024-09-04"));
        On("2024-09-17", unanswered, new Facts(Day("2024-09-10")))[1].State.ShouldBe(ClockState.DueSoon);
        On("2024-09-19", unanswered, new Facts(Day("2024-09-10")))[1].State.ShouldBe(ClockState.Breached);
    }

    [Fact]
    public void the_final_response_overtakes_what_was_not_yet_due_and_heals_no_breach()
    {
        var unanswered = new Facts(Day("2024-09-02"), Day("2024-09-04"));
        var early = On("2024-12-02", unanswered, new Facts(Day("2024-09-05"), null, Day("2024-09-12")));
        early[1].State.ShouldBe(ClockState.Overtaken);
        early[1].Says.ShouldEndWith("The final response went out before that.");
        On("2024-12-02", unanswered, new Facts(Day("2024-09-05"), null, Day("2024-09-20")))[1].State
            .ShouldBe(ClockState.Breached);
    }

    [Fact]
    public void stage_2_is_asked_for_after_the_end_of_stage_1_and_its_clocks_start() =>
        Given(Opened).And(Events(Opened, set => ComplaintAcknowledgedHandler.Decide(
                new ComplaintAcknowledged(Id, Day("2024-09-04")), set, Counting, Day("2024-09-04"))))
            .WhenStarting(set => Stage2Handler.Decide(
                new ComplaintEscalated(Id, Day("2024-09-30")), set, Counting, Day("2024-09-30")))
            .Then(
                new EscalationNoted(Id, Day("2024-09-30")),
                new LimitBreached(Id, Clock.Stage1Response, Day("2024-09-18"), Clock.LimitPassed),
                new ClockStarted(Id, Clock.Stage2Acknowledgement,
                    new Limit(Day("2024-09-30"), Day("2024-10-07"), false, 1)),
                new ClockStarted(Id, Clock.Stage2Response, new Limit(Day("2024-10-07"), Day("2024-11-04"), true, 1)));

    [Fact]
    public void told_twice_it_is_noted_once()
    {
        var escalated = Given(Opened).And(new EscalationNoted(Id, Day("2024-09-03")),
            new Stage2AcknowledgementNoted(Id, Day("2024-09-04")), new Stage2ResponseNoted(Id, Day("2024-09-05")));
        escalated.WhenStarting(set => Stage2Handler.Decide(
            new ComplaintEscalated(Id, Day("2024-09-30")), set, Counting, Day("2024-09-30"))).ThenNothing();
        escalated.WhenStarting(set => Stage2Handler.Decide(
            new Stage2Acknowledged(Id, Day("2024-09-30")), set, Counting, Day("2024-09-30"))).ThenNothing();
        escalated.WhenStarting(set => Stage2Handler.Decide(
            new Stage2ResponseRecorded(Id, Day("2024-09-30"), "upheld"), set, Counting, Day("2024-09-30")))
            .ThenNothing();
    }

    [Fact]
    public void after_the_final_response_nothing_is_looked_at()
    {
        var set = Given(Opened).And(Events(Opened, set => Stage2Handler.Decide(
            new ComplaintEscalated(Id, Day("2024-09-03")), set, Counting, Day("2024-09-03")))).State!;
        var now = new DateTimeOffset(2024, 9, 3, 10, 0, 0, TimeSpan.Zero);
        ClockKeeping.Looks(set, Counting, now).Count().ShouldBe(12);
        var answered = Stage2Handler.Decide(
            new Stage2ResponseRecorded(Id, Day("2024-09-03"), "upheld"), set, Counting, Day("2024-09-03"))
            .Events.Aggregate(set, ClockSet.Evolve);
        answered.IsFinished.ShouldBeTrue();
        ClockKeeping.Looks(answered, Counting, now).ShouldBeEmpty();
        answered.Recorded(Clock.Stage1Response)!.OvertakenOn.ShouldBe(Day("2024-09-03"));
    }

    private static readonly IClockSetEvent[] Opened = [.. ComplaintOpenedHandler.Decide(
        new ComplaintOpened(Id, "CMP-1", "phone", "repairs", Day("2024-09-02"), null), null, Counting,
        Day("2024-09-02")).Events];

    private static IClockSetEvent[] Events(
        IClockSetEvent[] history, Func<ClockSet?, Decision<IClockSetEvent>> decide) =>
        [.. decide(Given(history).State).Events];

    private static Given<ClockSet, IClockSetEvent> Given(params IClockSetEvent[] history) =>
        Spec.Given<ClockSet, IClockSetEvent>(ClockSet.Evolve, history);
}
