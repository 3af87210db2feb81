namespace ComplaintsPlatform.Contracts;

/// <summary>A ground on which the landlord may refuse a complaint (Code 2.4), or to take it on to stage 2 (5.11):
/// section 2 of the Code has these and no others.</summary>
public sealed class RefusalGround
{
    private RefusalGround(
        string code, string paragraph, string inWords, bool needsDate = false, bool needsReference = false) =>
        (Code, Paragraph, InWords, NeedsDate, NeedsReference) = (code, paragraph, inWords, needsDate, needsReference);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<RefusalGround> All =
    [
        new("over-12-months", "2.2, 2.3",
            "The matter arose, or became known to the resident, more than 12 months before the complaint was made.",
            needsDate: true),
        new("legal-proceedings", "2.2",
            "Legal proceedings have started: the claim form and the particulars of claim were filed at court.",
            needsDate: true),
        new("already-considered", "2.2", "The matter was considered under the complaints policy before.",
            needsReference: true),
    ];

    /// <summary>Its word.</summary>
    public string Code { get; }

    /// <summary>Where it stands in the Code.</summary>
    public string Paragraph { get; }

    /// <summary>As a letter may say it.</summary>
    public string InWords { get; }

    /// <summary>A day belongs to it.</summary>
    public bool NeedsDate { get; }

    /// <summary>It refers to an earlier complaint.</summary>
    public bool NeedsReference { get; }

    /// <summary>By its word; null when there is none.</summary>
    public static RefusalGround? Of(string? code) => All.FirstOrDefault(ground => ground.Code == code);

    /// <summary>Why the dates do not bear the ground out; null when they do.</summary>
    public string? WhyNotMet(DateOnly? day, DateOnly receivedOn, DateOnly today) => Code switch
    {
        _ when day > today => "The day of the ground is still to come.",
        "over-12-months" when day >= receivedOn.AddMonths(-12) =>
            $"The matter is of {day:d MMMM yyyy}, not more than 12 months before {receivedOn:d MMMM yyyy}, when this "
            + "was received. Such a complaint is taken (Code 2.3).",
        _ => null,
    };
}
