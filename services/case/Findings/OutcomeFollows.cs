using System.Globalization;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

/// <summary>
/// The outcome of a response follows from what was found on its points (Code 6.7). It is said only where some point has
/// no finding; a response that went out so is recorded all the same, and says which points it left open.
/// </summary>
internal static class OutcomeFollows
{
    /// <summary>What follows at that stage; null until every point has a finding.</summary>
    public static string? From(Complaint state, string stage) => state.Findings.Outcome(stage, Numbers(state));

    /// <summary>The refusal of an outcome, or of none; null when it may stand.</summary>
    public static Decision<IComplaintEvent>? Refusal(Complaint state, string stage, string? outcome) =>
        (outcome, From(state, stage)) switch
        {
            (null, null) => Decision<IComplaintEvent>.Refuse("outcome-missing",
                $"Say the outcome: {string.Join(", ", Findings.Outcomes)}. It follows by itself once every point has a "
                + $"finding, which {InWords(state.Findings.Missing(stage, Numbers(state)))} not."),
            ({ } given, { } follows) when given != follows => Decision<IComplaintEvent>.Refuse(
                "outcome-contradicts-findings",
                $"The findings on its points give {Words(follows)}, and {Words(given)} contradicts them. If the "
                + "response says otherwise on a point, record that finding first."),
            _ => null,
        };

    private static int[] Numbers(Complaint state) => [.. state.Points.Select(point => point.Number)];

    private static string InWords(IReadOnlyList<int> points) =>
        $"{(points.Count == 1 ? "point" : "points")} "
        + string.Join(", ", points.Select(point => point.ToString(CultureInfo.InvariantCulture)))
        + (points.Count == 1 ? " has" : " have");

    private static string Words(string code) => code.Replace('-', ' ');
}
