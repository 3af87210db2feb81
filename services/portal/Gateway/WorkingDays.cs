namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Today in London, and which days are worked: sla-clock's calendar, asked for once an hour.</summary>
internal sealed class WorkingDays(GatewayClient gateway, WorkingDays.Remembered remembered, TimeProvider time)
{
    public DateOnly Today => ServiceDefaults.London.DayOf(time.GetUtcNow());

    public async Task<Func<DateOnly, bool>> AskAsync()
    {
        var (holidays, until) = remembered.Holidays;
        if (until < time.GetUtcNow())
        {
            var calendar = await gateway.SendAsync(Routes.ShowCalendar());
            holidays = [.. calendar.Holidays.Select(holiday => holiday.Date)];
            remembered.Holidays = (holidays, time.GetUtcNow().AddHours(1));
        }

        return day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);
    }

    /// <summary>The same for everybody who asks.</summary>
    internal sealed class Remembered
    {
        public (HashSet<DateOnly> Days, DateTimeOffset Until) Holidays { get; set; } = ([], DateTimeOffset.MinValue);
    }
}
