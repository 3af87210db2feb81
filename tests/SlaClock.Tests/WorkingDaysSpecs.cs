using System.Globalization;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.SlaClock.Tests;

public sealed class WorkingDaysSpecs
{
    private static readonly WorkingDays Days = new(Calendar.EnglandAndWales);

    [Theory]
    [InlineData("a Saturday", "2024-04-13", 5, "2024-04-19")]
    [InlineData("a Sunday", "2024-04-14", 5, "2024-04-19")]
    [InlineData("the Friday before", "2024-04-12", 5, "2024-04-19")]
    [InlineData("a bank holiday", "2024-05-06", 5, "2024-05-13")]
    [InlineData("Christmas Eve", "2025-12-24", 5, "2026-01-05")]
    [InlineData("New Year's Eve", "2024-12-31", 1, "2025-01-02")]
    [InlineData("over Easter", "2024-03-22", 5, "2024-04-02")]
    [InlineData("over the coronation", "2023-05-04", 5, "2023-05-12")]
    [InlineData("over two weeks of proclaimed days", "2022-05-31", 5, "2022-06-09")]
    [InlineData("over the State Funeral", "2022-09-16", 1, "2022-09-20")]
    [InlineData("over a substitute Boxing Day", "2026-12-24", 1, "2026-12-29")]
    [InlineData("22 working days", "2024-09-02", 22, "2024-10-02")]
    [InlineData("12 weeks", "2024-09-02", 60, "2024-11-25")]
    [InlineData("a year", "2024-01-01", 254, "2024-12-31")]
    public void a_limit_ends_on(string why, string trigger, int limit, string due) =>
        Days.DueOn(Day(trigger), limit).ShouldBe(Day(due), why);

    [Theory]
    [InlineData("the day after is day 1", "2024-09-02", "2024-09-03", 1)]
    [InlineData("the same day is none", "2024-09-02", "2024-09-02", 0)]
    [InlineData("before the trigger is none", "2024-09-03", "2024-09-02", 0)]
    [InlineData("a weekend adds nothing", "2024-09-06", "2024-09-08", 0)]
    [InlineData("published case 202332724", "2023-12-08", "2023-12-22", 10)]
    [InlineData("published case 202401431", "2024-01-12", "2024-01-24", 8)]
    [InlineData("published case 202408056, over Easter", "2024-03-13", "2024-04-19", 25)]
    [InlineData("published case 202511313, over four bank holidays", "2025-04-16", "2025-07-11", 58)]
    public void a_count_is(string why, string from, string to, int days) =>
        Days.Count(Day(from), Day(to)).ShouldBe(days, why);

    [Theory]
    [InlineData("2024-09-02", 5, "2024-09-06")]
    [InlineData("2024-04-13", 5, "2024-04-19")]
    [InlineData("2024-05-06", 5, "2024-05-13")]
    public void a_landlord_may_count_the_day_itself(string trigger, int limit, string due) =>
        (Days with { CountFrom = CountFrom.SameDay }).DueOn(Day(trigger), limit).ShouldBe(Day(due));

    [Theory]
    [InlineData("2018-12-31")]
    [InlineData("2029-01-01")]
    public void a_day_outside_the_calendar_is_refused(string outside)
    {
        Should.Throw<DateOutsideCalendarException>(() => Days.Count(Day(outside), Day("2024-01-05")));
        Should.Throw<DateOutsideCalendarException>(() => Days.Count(Day("2024-01-05"), Day(outside)));
        Should.Throw<DateOutsideCalendarException>(() => Days.DueOn(Day(outside), 5));
        Should.Throw<DateOutsideCalendarException>(() => Days.Explain(Day(outside), Day(outside)));
    }

    [Fact]
    public void a_limit_that_would_end_outside_the_calendar_is_refused() =>
        Should.Throw<DateOutsideCalendarException>(() => Days.DueOn(Day("2028-12-27"), 5));

    [Fact]
    public void every_date_is_explained() =>
        Days.Explain(Day("2025-12-24"), Day("2025-12-30")).ShouldBe(
        [
            new(Day("2025-12-24"), null, "start, not counted"),
            new(Day("2025-12-25"), null, "bank holiday: Christmas Day"),
            new(Day("2025-12-26"), null, "bank holiday: Boxing Day"),
            new(Day("2025-12-27"), null, "Saturday"),
            new(Day("2025-12-28"), null, "Sunday"),
            new(Day("2025-12-29"), 1, "day 1"),
            new(Day("2025-12-30"), 2, "day 2"),
        ]);

    [Fact]
    public void a_start_on_a_day_off_says_both() =>
        Days.Explain(Day("2024-04-13"), Day("2024-04-13"))
            .ShouldBe([new(Day("2024-04-13"), null, "start, not counted; Saturday")]);

    [Fact]
    public void the_calendar_has_eight_holidays_a_year_and_the_proclaimed_ones() =>
        Calendar.EnglandAndWales.Holidays.GroupBy(holiday => holiday.Date.Year).Select(year => (year.Key, year.Count()))
            .ShouldBe([(2019, 8), (2020, 8), (2021, 8), (2022, 10), (2023, 9), (2024, 8), (2025, 8), (2026, 8),
                (2027, 8), (2028, 8)]);

    [Theory]
    [InlineData("one second before midnight in summer", "2024-07-01T22:59:59Z", "2024-07-01")]
    [InlineData("midnight in summer", "2024-07-01T23:00:00Z", "2024-07-02")]
    [InlineData("one second before midnight in winter", "2024-12-02T23:59:59Z", "2024-12-02")]
    [InlineData("Christmas Eve after hours", "2024-12-24T17:30:00Z", "2024-12-24")]
    public void the_day_of_receipt_is_that_of_London_whatever_the_hour(string why, string instant, string day) =>
        London.DayOf(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)).ShouldBe(Day(day), why);

    [Theory]
    [InlineData("2024-07-01", "2024-07-01T23:00:00Z")]
    [InlineData("2024-12-24", "2024-12-25T00:00:00Z")]
    [InlineData("2024-03-31", "2024-03-31T23:00:00Z")]
    [InlineData("2024-10-27", "2024-10-28T00:00:00Z")]
    public void a_day_is_over_at_midnight_in_London(string day, string over) =>
        London.EndOf(Day(day)).ShouldBe(DateTimeOffset.Parse(over, CultureInfo.InvariantCulture));

    internal static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
