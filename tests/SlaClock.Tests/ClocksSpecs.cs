using static ComplaintsPlatform.SlaClock.Tests.WorkingDaysSpecs;

namespace ComplaintsPlatform.SlaClock.Tests;

public sealed class ClocksSpecs
{
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales, FirstContactSpecs.CodeAlone);

    private static (ClockShown Acknowledgement, ClockShown Response) On(
        string today, string received, string? acknowledged = null, string? responded = null)
    {
        var facts = new Facts(Day(received), acknowledged is null
            ? null
            : Day(acknowledged), responded is null ? null : Day(responded));
        var shown = ShowClocks.From(new ClockSet(Guid.Empty, facts), 1, Counting, Day(today));
        return (shown.Clocks[0], shown.Clocks[1]);
    }

    [Fact]
    public void five_working_days_to_acknowledge_and_ten_from_the_acknowledgement_sent()
    {
        var (acknowledgement, response) = On("2024-09-05", "2024-09-02", acknowledged: "2024-09-04");
        acknowledgement.ShouldSatisfyAllConditions(
            clock => clock.DueOn.ShouldBe(Day("2024-09-09")), clock =>
                clock.State.ShouldBe(ClockState.InTime), clock => clock.DaysCounted.ShouldBe(2));
        response.ShouldSatisfyAllConditions(
            clock => clock.TriggerOn.ShouldBe(Day("2024-09-04")), clock => clock.DueOn.ShouldBe(Day("2024-09-18")),
            clock => clock.State.ShouldBe(ClockState.Running), clock =>
                clock.Provisional.ShouldBeFalse(), clock => clock.DaysCounted.ShouldBe(1));
    }

    [Fact]
    public void never_acknowledged_shows_the_limit_as_if_made_on_the_last_day()
    {
        var (acknowledgement, response) = On("2024-09-03", "2024-09-02");
        acknowledgement.State.ShouldBe(ClockState.Running);
        response.ShouldSatisfyAllConditions(
            clock => clock.Provisional.ShouldBeTrue(), clock =>
                clock.TriggerOn.ShouldBe(Day("2024-09-09")), clock => clock.DueOn.ShouldBe(Day("2024-09-23")),
            clock => clock.Says.ShouldStartWith("Not acknowledged yet"));
    }

    [Theory]
    [InlineData("2024-09-04", ClockState.Running)]
    [InlineData("2024-09-05", ClockState.DueSoon)]
    [InlineData("2024-09-09", ClockState.DueSoon)]
    [InlineData("2024-09-10", ClockState.Breached)]
    public void the_acknowledgement_clock_on_the_way(string today, ClockState state) =>
        On(today, "2024-09-02").Acknowledgement.State.ShouldBe(state);

    [Theory]
    [InlineData("the same day", "2024-09-02", ClockState.InTime, 0)]
    [InlineData("the last day", "2024-09-09", ClockState.InTime, 5)]
    [InlineData("one day late", "2024-09-10", ClockState.Late, 6)]
    public void acknowledged(string when, string on, ClockState state, int days)
    {
        var (acknowledgement, response) = On("2024-11-29", "2024-09-02", acknowledged: on);
        acknowledgement.State.ShouldBe(state, when);
        acknowledgement.DaysCounted.ShouldBe(days);
        response.TriggerOn.ShouldBe(
            Day(on), "a late acknowledgement moves the response limit too; its price is its own breach");
    }

    [Fact]
    public void answered_without_acknowledgement_is_a_breach_even_within_five_days()
    {
        var (acknowledgement, response) = On("2024-09-05", "2024-09-02", responded: "2024-09-04");
        acknowledgement.ShouldSatisfyAllConditions(
            clock => clock.State.ShouldBe(ClockState.Breached), clock =>
                clock.BreachCause.ShouldBe(Clock.WithoutAcknowledgement),
            clock => clock.Says.ShouldContain("Never acknowledged"));
        response.State.ShouldBe(ClockState.InTime);
        response.DaysFromReceipt.ShouldBe(2);
    }

    [Fact]
    public void an_acknowledgement_after_the_response_does_not_heal()
    {
        var (acknowledgement, response) =
            On("2024-09-30", "2024-09-02", acknowledged: "2024-09-06", responded: "2024-09-04");
        acknowledgement.ShouldSatisfyAllConditions(clock =>
            clock.State.ShouldBe(ClockState.Late), clock => clock.BreachCause.ShouldBe(Clock.WithoutAcknowledgement));
        response.Provisional.ShouldBeTrue();
    }

    [Fact]
    public void acknowledged_and_answered_on_one_day_is_both_in_time()
    {
        var (acknowledgement, response) =
            On("2024-09-30", "2024-09-02", acknowledged: "2024-09-04", responded: "2024-09-04");
        (acknowledgement.State, response.State, response.DaysCounted)
            .ShouldBe((ClockState.InTime, ClockState.InTime, 0));
    }

    [Fact]
    public void an_overdue_clock_says_by_how_much_and_explains_every_day()
    {
        var clock = On("2024-09-12", "2024-09-02").Acknowledgement;
        (clock.DaysCounted, clock.DaysOver, clock.DaysLeft).ShouldBe((8, 3, 0));
        clock.Explanation[^1].ShouldBe(new CountedDay(Day("2024-09-12"), 8, "day 8"));
    }

    [Fact]
    public void working_days_between_two_dates_come_with_other_ways_of_counting()
    {
        var counted = CountWorkingDays.Count(Day("2024-03-13"), Day("2024-04-19"), Counting.Days);
        (counted.Days, counted.Alternatives).ShouldBe((25, new Alternatives(26, 27, 28)));
        counted.BankHolidaysSpanned.Select(holiday => holiday.Name).ShouldBe(["Good Friday", "Easter Monday"]);
        counted.Explanation[^1].Day.ShouldBe(25);
    }

    [Fact]
    public void a_cursor_is_read_back_and_a_forged_one_is_not()
    {
        var last = new DueClock(Guid.CreateVersion7(), Clock.Stage1Response, default, default, false);
        ListDue.TryReadCursor(ListDue.Cursor(last.ComplaintId, last.Clock), out var after).ShouldBeTrue();
        after.ShouldBe((last.ComplaintId, last.Clock));
        foreach (var forged in new[] { "", "!", "AAAA", new string('A', 200) })
            ListDue.TryReadCursor(forged, out _).ShouldBeFalse(forged);
    }
}
