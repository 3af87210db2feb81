using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.SlaClock;

/// <summary>The calendar in use. Outside its range nothing is counted.</summary>
public sealed record CalendarShown(
    int Version, string Division, string Source, DateOnly From, DateOnly To, CountFrom CountFrom, ClockRules Limits,
    IReadOnlyList<BankHoliday> Holidays);

internal static class ShowCalendar
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/calendar", (Counting counting) =>
        {
            var calendar = counting.Calendar;
            return Api.Answer(
                new CalendarShown(calendar.Version, calendar.Division, calendar.Source, calendar.From, calendar.To,
                    counting.Rules.CountFrom, counting.Rules, calendar.Holidays),
                calendar.Version);
        })
        .WithName("ShowCalendar").WithSummary("Bank holidays, the range that is known, and the limits in use")
        .Produces<CalendarShown>().RequireRoles(ReadingEndpoints.SignedIn);
}
