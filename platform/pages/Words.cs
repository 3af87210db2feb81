using System.Globalization;

namespace ComplaintsPlatform.Pages;

/// <summary>Dates, times and limits as people read them.</summary>
public static class Words
{
    private static readonly CultureInfo British = CultureInfo.InvariantCulture;
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>27 March 2026.</summary>
    /// <param name="day">A day.</param>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", British);

    /// <summary>27 March 2026 at 9:30am, in London.</summary>
    /// <param name="at">An instant.</param>
    public static string Moment(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, London);
        var minutes = local.Minute == 0 ? "" : local.ToString("':'mm", British);
        return string.Create(British, $"{local.ToString("d MMMM yyyy", British)} at {local.ToString("%h", British)}")
            + $"{minutes}{(local.Hour < 12 ? "am" : "pm")}";
    }

    /// <summary>A code as a word: <c>damp-and-mould</c> is "Damp and mould".</summary>
    /// <param name="code">A word in kebab case.</param>
    public static string Sentence(string? code) => string.IsNullOrEmpty(code)
        ? "Not recorded"
        : char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');

    /// <summary>"1 case", "1,200 cases".</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for none or several.</param>
    public static string Count(long count, string one, string many) =>
        string.Create(British, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>When something is due, seen from today: due today, due tomorrow (Tuesday 31 March), due in 3 working
    /// days, 2 working days late.</summary>
    /// <param name="dueOn">The last day in time.</param>
    /// <param name="today">The day in London.</param>
    /// <param name="isWorkingDay">Whether work is done on a day.</param>
    public static string Due(DateOnly dueOn, DateOnly today, Func<DateOnly, bool> isWorkingDay)
    {
        if (dueOn == today) return "Due today";
        if (dueOn == today.AddDays(1)) return $"Due tomorrow ({dueOn.ToString("dddd d MMMM", British)})";
        var (from, to) = dueOn > today ? (today, dueOn) : (dueOn, today);
        var days = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            if (isWorkingDay(day)) days++;
        if (dueOn > today) return $"Due in {Count(days, "working day", "working days")}";
        return days == 0 ? "Late" : $"{Count(days, "working day", "working days")} late";
    }
}
