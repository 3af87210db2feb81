namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>One line of a breakdown.</summary>
/// <param name="Key">What the line is about: a stage, theme, owner…</param>
/// <param name="Name">For owners, the display name.</param>
/// <param name="Team">For owners, the team.</param>
/// <param name="Count">Complaints.</param>
/// <param name="Open">Of those, not yet answered.</param>
/// <param name="DueSoon">Of the open ones, limit near, as the clock warns.</param>
/// <param name="Overdue">Of the open ones, limit passed.</param>
internal sealed record CountLine(
    string Key, string? Name, string? Team, long Count, long Open, long DueSoon, long Overdue);

/// <summary>A rate that says what it is a rate of.</summary>
/// <param name="Count">The numerator.</param>
/// <param name="Of">The denominator.</param>
/// <param name="OfWhat">The denominator in words.</param>
/// <param name="Percent">To one decimal, for showing only; null when there is nothing to divide by.</param>
internal sealed record Rate(long Count, long Of, string OfWhat, decimal? Percent)
{
    public static Rate From(long count, long of, string ofWhat) =>
        new(count, of, ofWhat, of == 0 ? null : Math.Round(100m * count / of, 1, MidpointRounding.AwayFromZero));
}

/// <summary>Counts of the complaints that a question covers.</summary>
internal sealed record CountsAnswer(
    MadeAt MadeAt, long Total, long Open, Rate AcknowledgedInTime, Rate AnsweredInTime, Rate Overdue,
    IReadOnlyList<CountLine> ByStage, IReadOnlyList<CountLine> ByStatus, IReadOnlyList<CountLine> ByTheme,
    IReadOnlyList<CountLine> ByOwner, IReadOnlyList<CountLine> ByTeam, IReadOnlyList<CountLine> ByTimeliness);
