using System.Collections.Immutable;

namespace ComplaintsPlatform.Cases;

/// <summary>
/// What was found on each point at each stage, the last word on it. Numbers of points are never given twice, so a
/// finding never passes to another point: on one that went to another complaint it stays here and counts for nothing,
/// and one that came from another complaint is found here anew.
/// </summary>
public sealed record Findings
{
    public const string Stage1 = "stage-1", Stage2 = "stage-2";

    internal const string Upheld = "upheld", PartlyUpheld = "partly-upheld", NotUpheld = "not-upheld";

    /// <summary>Of a point, and of a response.</summary>
    internal static readonly string[] Outcomes = [Upheld, PartlyUpheld, NotUpheld];

    internal static readonly string[] Stages = [Stage1, Stage2];

    public static readonly Findings None = new();

    private ImmutableDictionary<(string Stage, int Point), FindingRecorded> Last { get; init; } =
        ImmutableDictionary<(string, int), FindingRecorded>.Empty;

    /// <summary>The outcome that follows from all findings, in whatever order they were made (Code 6.7); null when
    /// there are none.</summary>
    public static string? OutcomeOf(IEnumerable<string> findings) => findings.Distinct().ToList() switch
    {
        [] => null,
        [var all] => all,
        _ => PartlyUpheld,
    };

    public FindingRecorded? On(string stage, int point) => Last.GetValueOrDefault((stage, point));

    /// <summary>The points of these that have no finding at that stage.</summary>
    public IReadOnlyList<int> Missing(string stage, IEnumerable<int> points) =>
        [.. points.Where(point => On(stage, point) is null)];

    /// <summary>What follows for these points; null until each has a finding at that stage.</summary>
    public string? Outcome(string stage, IReadOnlyCollection<int> points) => Missing(stage, points).Count > 0
        ? null
        : OutcomeOf(points.Select(point => On(stage, point)!.Finding));

    public bool HaveBegun(string stage) => Last.Keys.Any(key => key.Stage == stage);

    internal Findings With(FindingRecorded found) =>
        this with { Last = Last.SetItem((found.Stage, found.Point), found) };
}
