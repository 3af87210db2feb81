using System.Globalization;

namespace ComplaintsPlatform.Pages;

/// <summary>A date as somebody types it into three fields; the month may be a word.</summary>
public sealed class DateParts
{
    /// <summary>The day, as typed.</summary>
    public string? Day { get; set; }

    /// <summary>The month, as typed: 3, 03, mar, March.</summary>
    public string? Month { get; set; }

    /// <summary>The year, as typed: 2026 or 26.</summary>
    public string? Year { get; set; }

    /// <summary>Whether nothing was typed.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Day + Month + Year);

    /// <summary>A date, ready to be shown in three fields.</summary>
    /// <param name="date">The date.</param>
    public static DateParts Of(DateOnly date) => new()
    {
        Day = date.Day.ToString(CultureInfo.InvariantCulture),
        Month = date.Month.ToString(CultureInfo.InvariantCulture),
        Year = date.Year.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The date, or null when there is no such one.</summary>
    public DateOnly? Read()
    {
        if (!TryNumber(Day, out var day) || !TryNumber(Year, out var year) || MonthNumber() is not { } month)
            return null;
        if (year < 100) year += 2000;
        return year is < 1900 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month)
            ? null
            : new DateOnly(year, month, day);
    }

    private int? MonthNumber()
    {
        if (TryNumber(Month, out var number)) return number is >= 1 and <= 12 ? number : null;
        var word = Month?.Trim() ?? "";
        if (word.Length < 3) return null;
        var months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
        var found = Array.FindIndex(months, name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return found < 0 || months[found].Length == 0 ? null : found + 1;
    }

    private static bool TryNumber(string? text, out int number) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
