namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>The calendar day in the United Kingdom. Instants are kept in UTC; business dates and deadlines are days in
/// Europe/London.</summary>
public static class London
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The day that it is in London at this instant: 23:30 UTC on 31 March is 1 April there.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>What the clocks show in London at this instant.</summary>
    public static TimeOnly TimeOf(DateTimeOffset instant) =>
        TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The instant, in UTC, at which the clocks in London show this on a day: in the hour that is skipped one
    /// hour later, in the one that comes twice the second time.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The instant at which a day begins in London, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        // Clocks change between one and two in the morning, so midnight is never skipped or repeated.
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>The first instant at which a day is over in London, in UTC: a limit that ends with the day is passed
    /// from then on.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));
}
