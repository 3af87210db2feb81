namespace ComplaintsPlatform.SlaClock;

/// <summary>Which day is day 1. The Code does not say; landlords differ, so it is a setting.</summary>
public enum CountFrom
{
    /// <summary>The day after the trigger is the first that can count.</summary>
    DayAfter,

    /// <summary>The day of the trigger counts itself, when it is a working day.</summary>
    SameDay,
}

/// <summary>One date of a count: its number, or why it has none.</summary>
public sealed record CountedDay(DateOnly Date, int? Day, string Says);

/// <summary>
/// Working days are Monday to Friday without bank holidays. The day after the trigger is day 1, or the first working
/// day after it; the hour of the trigger never matters. Pure: calendar and rule come in, dates go out.
/// </summary>
public sealed record WorkingDays(Calendar Calendar, CountFrom CountFrom = CountFrom.DayAfter)
{
    /// <summary>The last day of a limit.</summary>
    /// <param name="trigger">What the limit runs from.</param>
    /// <param name="limit">Working days, at least 1.</param>
    /// <exception cref="DateOutsideCalendarException">The trigger or the limit lies outside the calendar.</exception>
    public DateOnly DueOn(DateOnly trigger, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var day = First(trigger);
        for (var counted = Worth(day); counted < limit; counted += Worth(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>
    /// Working days from a trigger up to and including a day; 0 when that day is not after the trigger (or before it,
    /// counting the same day).
    /// </summary>
    /// <exception cref="DateOutsideCalendarException">Either lies outside the calendar.</exception>
    public int Count(DateOnly from, DateOnly to)
    {
        _ = (Worth(from), Worth(to));
        var counted = 0;
        for (var day = First(from); day <= to; day = day.AddDays(1)) counted += Worth(day);
        return counted;
    }

    /// <summary>The latest working day from which that many working days are left after it until the due day.</summary>
    public DateOnly Before(DateOnly due, int workingDays)
    {
        var day = due;
        for (var back = 0; back < workingDays; back += Worth(day)) day = day.AddDays(-1);
        return day;
    }

    /// <summary>
    /// Every date from the trigger up to and including a day, with its number or the reason that it has none.
    /// </summary>
    public IReadOnlyList<CountedDay> Explain(DateOnly trigger, DateOnly until)
    {
        var (days, counted) = (new List<CountedDay>(), 0);
        for (var day = trigger; day <= until; day = day.AddDays(1))
        {
            int? number = day >= First(trigger) && Calendar.IsWorkingDay(day) ? ++counted : null;
            days.Add(new CountedDay(day, number, number is null ? Reason(day, trigger) : $"day {number}"));
        }

        return days;
    }

    /// <summary>Bank holidays on weekdays among the days that a count walks over.</summary>
    public IReadOnlyList<BankHoliday> HolidaysSpanned(DateOnly from, DateOnly to) =>
        [.. Calendar.Holidays.Where(holiday =>
            holiday.Date >= First(from) && holiday.Date <= to && !IsWeekend(holiday.Date))];

    private string Reason(DateOnly day, DateOnly trigger)
    {
        var why = IsWeekend(day)
            ? day.DayOfWeek.ToString()
            : Calendar.HolidayOn(day) is { } name ? $"bank holiday: {name}" : null;
        return day == trigger && CountFrom == CountFrom.DayAfter
            ? why is null ? "start, not counted" : $"start, not counted; {why}"
            : why!;
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private DateOnly First(DateOnly trigger)
    {
        _ = Worth(trigger);
        return CountFrom == CountFrom.SameDay ? trigger : trigger.AddDays(1);
    }

    private int Worth(DateOnly day) => Calendar.IsWorkingDay(day) ? 1 : 0;
}
