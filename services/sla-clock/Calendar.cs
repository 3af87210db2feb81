using System.Text.Json;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.SlaClock;

/// <summary>A bank holiday.</summary>
public sealed record BankHoliday(DateOnly Date, string Name);

/// <summary>
/// Bank holidays as versioned data, valid from one day to another. Outside that range nothing is known, so nothing is
/// counted there: an unknown year is not a year without holidays.
/// </summary>
public sealed class Calendar(
    int version, string division, string source, DateOnly from, DateOnly to, IReadOnlyList<BankHoliday> holidays)
{
    private readonly Dictionary<DateOnly, string> names =
        holidays.ToDictionary(holiday => holiday.Date, holiday => holiday.Name);

    public int Version { get; } = version;

    public string Division { get; } = division;

    public string Source { get; } = source;

    public DateOnly From { get; } = from;

    public DateOnly To { get; } = to;

    public IReadOnlyList<BankHoliday> Holidays { get; } = holidays;

    public static Calendar EnglandAndWales { get; } = Load();

    public bool Covers(DateOnly day) => day >= From && day <= To;

    /// <summary>Name of the bank holiday on that day, or null.</summary>
    /// <exception cref="DateOutsideCalendarException">The calendar does not know that day.</exception>
    public string? HolidayOn(DateOnly day) => Covers(day)
        ? names.GetValueOrDefault(day)
        : throw new DateOutsideCalendarException(day, this);

    public bool IsWorkingDay(DateOnly day) =>
        HolidayOn(day) is null && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static Calendar Load()
    {
        using var stream = typeof(
            Calendar).Assembly.GetManifestResourceStream(
                "ComplaintsPlatform.SlaClock.Calendars.england-and-wales.json")!;
        return JsonSerializer.Deserialize<Calendar>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>
/// A day that the calendar does not know was to be counted. A message by which that happens waits as a dead letter
/// until the calendar is longer.
/// </summary>
public sealed class DateOutsideCalendarException(DateOnly day, Calendar calendar)
    : UnprocessableMessageException(
        $"{day:yyyy-MM-dd} is outside the calendar, which knows {calendar.From:yyyy-MM-dd} to "
        + $"{calendar.To:yyyy-MM-dd}.");
