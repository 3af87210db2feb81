using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.SlaClock;

/// <summary>
/// Working days between two dates by the rule in use, how they were counted, and what other ways of counting would
/// give.
/// </summary>
public sealed record WorkingDaysCounted(
    DateOnly From, DateOnly To, CountFrom CountFrom, int Days, int CalendarVersion, Alternatives Alternatives,
    IReadOnlyList<BankHoliday> BankHolidaysSpanned,
    IReadOnlyList<CountedDay> Explanation);

/// <summary>The same span counted in the ways in which others count it.</summary>
public sealed record Alternatives(
    int StartDayCounted, int BankHolidaysIgnored, int StartDayCountedAndBankHolidaysIgnored);

/// <summary>
/// Counts between any two dates of the calendar. A date outside is refused: an unknown year is not a year without
/// holidays.
/// </summary>
internal static class CountWorkingDays
{
    public static WorkingDaysCounted Count(DateOnly from, DateOnly to, WorkingDays days)
    {
        var calendar = days.Calendar;
        var without =
            new Calendar(calendar.Version, calendar.Division, calendar.Source, calendar.From, calendar.To, []);
        return new WorkingDaysCounted(
            from, to, days.CountFrom, days.Count(from, to), calendar.Version,
            new Alternatives(
                (days with { CountFrom = CountFrom.SameDay }).Count(from, to),
                (days with { Calendar = without }).Count(from, to),
                new WorkingDays(without, CountFrom.SameDay).Count(from, to)),
            days.HolidaysSpanned(from, to), days.Explain(from, to));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/calendar/working-days", (DateOnly from, DateOnly to, Counting counting) =>
        {
            var calendar = counting.Calendar;
            if (!calendar.Covers(from) || !calendar.Covers(to))
                return Api.Problem(400, "date-outside-calendar",
                    $"The calendar knows {calendar.From:yyyy-MM-dd} to {calendar.To:yyyy-MM-dd}. Nothing is "
                    + $"counted outside it.");
            return from > to
                ? Api.Problem(400, "dates-out-of-order", "The first date has to be on or before the second.")
                : TypedResults.Ok(Count(from, to, counting.Days));
        })
        .WithName("CountWorkingDays")
        .WithSummary("Working days between two dates, day by day, with other ways of counting")
        .Produces<WorkingDaysCounted>().ProducesProblem(400).RequireRoles(ReadingEndpoints.SignedIn);
}
