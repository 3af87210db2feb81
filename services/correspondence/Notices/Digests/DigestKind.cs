namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>Digests: one email on chosen days that says what is to be done.</summary>
public static class DigestKind
{
    public const string MyCases = "my-cases", TeamList = "team-list", TeamFigures = "team-figures";

    public static readonly IReadOnlyList<(string Digest, string Name)> All =
    [
        (MyCases, "What you have: complaints and tasks by the day on which they are due, and what is new"),
        (TeamList, "What your teams have: complaints by the day on which they are due, and who has them"),
        (TeamFigures, "How your teams stand: how many are open, due soon, late and waiting"),
    ];

    public static readonly string[] Names = [.. All.Select(one => one.Digest)];
}
