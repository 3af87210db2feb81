using System.Globalization;
using System.Text.RegularExpressions;

namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// A date as people here write it: 2/3/2026, 2.3.26, 2nd March 2026, Monday 2 March 2026, March 2, 2026, 2026-03-02.
/// The day comes first where it is written in figures.
/// </summary>
public static partial class WrittenDate
{
    // A year of two figures is one of this century unless that is further ahead than anybody plans.
    private const int YearsAhead = 10;
    private const string Fault = "This is no date such as 2 March 2026.";

    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] FullMonths = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12]
        .Select(month => month.ToLowerInvariant()).ToArray();

    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Reads a date; <paramref name="today"/> says which century a short year belongs to. Its canonical form
    /// is 2026-03-02.</summary>
    public static Detail Read(string? given, DateOnly today)
    {
        var line = Clean.Narrow(given).ToLowerInvariant();
        if (NothingGiven.Is(line)) return Detail.Nothing(given);
        if (Iso().Match(line) is { Success: true } iso)
            return Of(given, Part(iso, "d"), Part(iso, "m"), Part(iso, "y"), null, today);
        if (Figures().Match(line) is { Success: true } figures)
            return Of(given, Part(figures, "d"), Part(figures, "m"), Part(figures, "y"), Weekday(figures), today);
        var words = DayFirst().Match(line) is { Success: true } dayFirst ? dayFirst : MonthFirst().Match(line);
        return words.Success && MonthOf(words.Groups["m"].Value) is { } month
            ? Of(given, Part(words, "d"), month, words.Groups["y"].Success ? Part(words, "y") : null, Weekday(words),
                today)
            : Detail.Faulty(given, Clean.Line(given), Fault);
    }

    /// <summary>Reads the three fields of a form; the month as a figure or a word.</summary>
    public static Detail Read(string? day, string? month, string? year, DateOnly today) =>
        $"{Clean.Line(day)} {Clean.Line(month)} {Clean.Line(year)}" is var given && given.Trim().Length == 0
            ? Detail.Nothing(given)
            : Read(given, today);

    /// <summary>The day that was meant; null when none was.</summary>
    public static DateOnly? DayOf(Detail detail) => detail.Canonical is { } canonical
        ? DateOnly.ParseExact(canonical, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;

    private static Detail Of(string? given, int day, int month, int? year, int? weekday, DateOnly today)
    {
        var text = Clean.Line(given);
        if (year is null) return Detail.Faulty(given, text, "The year is missing. Write a date such as 2 March 2026.");
        var full = year < 100 ? Century(year.Value, today) : year.Value;
        if (month is < 1 or > 12)
            return Detail.Faulty(given, text, $"There is no month {month}. The day comes first, as in 2/3/2026.");
        if (full is < 1850 or > 2200) return Detail.Faulty(given, text, $"The year {full} cannot be meant.");
        if (day < 1 || day > DateTime.DaysInMonth(full, month))
            return Detail.Faulty(given, text, $"There is no day {day} in that month.");
        var date = new DateOnly(full, month, day);
        var written = date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return weekday is not null && weekday != (int)date.DayOfWeek
            ? Detail.Faulty(given, text, $"{written} is a {date.DayOfWeek}. Put the date or the weekday right.")
            : Detail.Meant(given, written, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static int Century(int year, DateOnly today) =>
        2000 + year > today.Year + YearsAhead ? 1900 + year : 2000 + year;

    private static int Part(Match found, string name) =>
        int.Parse(found.Groups[name].Value, CultureInfo.InvariantCulture);

    private static int? MonthOf(string word) =>
        Array.IndexOf(FullMonths, word) is >= 0 and var full ? full + 1
        : Array.IndexOf(Months, word == "sept" ? "sep" : word) is >= 0 and var at ? at + 1
        : null;

    private static int? Weekday(Match found) =>
        found.Groups["w"].Success ? Array.IndexOf(Weekdays, found.Groups["w"].Value[..3]) : null;

    private const string W = @"\A((?<w>(sun|mon|tue|wed|thu|fri|sat)[a-z]*)[,.]? )?";
    private const string Y = @"( ?(?<y>[0-9]{4}|[0-9]{2}))?\z";

    [GeneratedRegex(@"\A(?<y>[0-9]{4})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})\z")]
    private static partial Regex Iso();

    [GeneratedRegex(W + @"(?<d>[0-9]{1,2}) ?[-/. ] ?(?<m>[0-9]{1,2}) ?[-/. ] ?(?<y>[0-9]{4}|[0-9]{2})\z")]
    private static partial Regex Figures();

    [GeneratedRegex(W + @"(?<d>[0-9]{1,2})(st|nd|rd|th)?( of)?[ -]?(?<m>[a-z]{3,9})[.,]?[ -]?" + Y)]
    private static partial Regex DayFirst();

    [GeneratedRegex(W + @"(?<m>[a-z]{3,9})\.? ?(?<d>[0-9]{1,2})(st|nd|rd|th)?,?" + Y)]
    private static partial Regex MonthFirst();
}
