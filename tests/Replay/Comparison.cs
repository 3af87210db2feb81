namespace ComplaintsPlatform.Replay;

/// <summary>Compares a number of sla-clock with what the Ombudsman states. Counts nothing itself.</summary>
internal static class Comparison
{
    /// <summary>Why the slices cannot express a count yet, or null when they can.</summary>
    public static string? WhyNotCountable(PublishedCount count, PublishedCase published)
    {
        var reasons = new List<string>();
        foreach (var type in new[] { count.FromEvent, count.ToEvent }.Distinct())
            if (!PublishedCase.Expressed.Contains(type))
                reasons.Add($"{Kind(type)} not expressed yet");
        if (count.FromDate is null) reasons.Add($"the date of {count.FromEvent} is not published");
        if (count.ToDate is null) reasons.Add($"the date of {count.ToEvent} is not published");
        if (count.WorkingDays is null)
            reasons.Add(count.Months is not null
                ? "stated in months"
                : count.CalendarDays is not null ? "stated in calendar days" : "not stated in working days");
        if (reasons.Count == 0)
            foreach (var (type, date) in new[] { (count.FromEvent, count.FromDate), (count.ToEvent, count.ToDate) })
                if (published.On(type) != date) reasons.Add($"{type} has another date among the events");
        return reasons.Count == 0 ? null : string.Join("; ", reasons.Distinct());
    }

    /// <summary>What the Ombudsman found of a limit, and its clock here. A limit that is not named was not judged by
    /// the Ombudsman, which says nothing of it.</summary>
    public static readonly IReadOnlyList<(string Failing, string Clock)> Limits =
    [
        ("ack1_late", "acknowledgement"), ("s1_late", "stage-1-response"), ("ack2_late", "stage-2-acknowledgement"),
        ("s2_late", "stage-2-response"),
    ];

    /// <summary>Whether the clock says so as well.</summary>
    public static string Judged(ClockFigure clock, bool triggerPublished) => clock switch
    {
        _ when !triggerPublished => "not comparable: the day from which it runs is not published",
        { StoppedOn: null } => "not comparable: no day on which it was done is published",
        { BreachCause: not null } => "agrees: late",
        { Provisional: true } => "not comparable: no acknowledgement is published, and from its last day it is in time",
        _ => "differs: in time",
    };

    public static string Stated(PublishedCount count) =>
        (count.WorkingDays, count.CalendarDays ?? count.Days, count.Months) switch
        {
            ({ } days, _, _) => count.Kind == "within" ? $"within {days}" : $"{days}",
            (_, { } days, _) => $"{days} days",
            (_, _, { } months) => $"{months} months",
            _ => count.StatedAs,
        };

    /// <summary>The verdict on a count of <paramref name="counted"/> working days, with the other ways of counting of
    /// the same span.</summary>
    public static string Verdict(PublishedCount count, int counted, SpanFigure span)
    {
        if (count.WorkingDays is not { } stated) return "no figure in working days to compare with";
        var other = span.Alternatives;
        return count.Kind switch
        {
            "exact" when counted == stated => "agrees",
            // "Within 10 working days" states a limit that was kept, not a count: what was counted may be less.
            "within" when counted == stated => other.StartDayCounted > stated
                ? $"agrees: within, on the last day (counting the start day would give {other.StartDayCounted} and "
                    + $"not agree)"
                : "agrees: within, on the last day",
            "within" when counted < stated => "agrees: within",
            "approx" or "late_by" => $"stated as {count.Kind.Replace('_', ' ')}; no figure to compare with",
            _ => $"differs: {Explanation(count.Kind, stated, counted, span)}",
        };
    }

    private static string Explanation(string kind, int stated, int counted, SpanFigure span)
    {
        var (other, explained) = (span.Alternatives, new List<string>());
        if (Fits(other.StartDayCounted)) explained.Add("the start day was counted");
        var missed = stated - counted;
        var holidays =
            string.Join(", ", span.BankHolidaysSpanned.Select(holiday => $"{holiday.Date:yyyy-MM-dd} {holiday.Name}"));
        if (Fits(other.BankHolidaysIgnored))
            explained.Add(
                $"{(span.BankHolidaysSpanned.Count == 1 ? "the bank holiday was" : "all bank holidays were")} "
                + $"missed ({holidays})");
        else if (kind == "exact" && missed > 0 && stated < other.BankHolidaysIgnored)
            explained.Add(
                $"{missed} of {span.BankHolidaysSpanned.Count} bank holidays {(missed == 1 ? "was" : "were")} "
                + $"missed ({holidays})");
        if (explained.Count == 0 && Fits(other.StartDayCountedAndBankHolidaysIgnored))
            explained.Add($"the start day was counted and bank holidays were missed ({holidays})");
        return explained.Count == 0
            ? "no other way of counting explains it"
            : $"explained if {string.Join(", or if ", explained)}";

        bool Fits(int way) => way != counted && (kind == "within" ? way <= stated : way == stated);
    }

    private static string Kind(string type) => type switch
    {
        "service_request" or "inspection" => "service requests and inspections are",
        _ => $"{type} is",
    };
}
