namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>The calendar day in the United Kingdom. Instants are kept in UTC; business dates and deadlines are days in Europe/London.</summary>
public static class London
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The day that it is in London at this instant: 23:30 UTC on 31 March is 1 April there.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
}
