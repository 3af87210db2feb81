namespace ComplaintsPlatform.SlaClock;

/// <summary>Instants and days of Europe/London. A day runs from its midnight to the next, in summer time too; the hour of receipt never matters.</summary>
internal static class London
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    public static DateTimeOffset StartOf(DateOnly day)
    {
        // Clocks change between one and two in the morning, so midnight is never skipped or repeated.
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>The first instant at which the day is over.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));
}
