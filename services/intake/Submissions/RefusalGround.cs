namespace ComplaintsPlatform.Intake;

/// <summary>A ground on which a complaint may be refused: section 2 of the Code has these and no others.</summary>
/// <param name="Code">Its word.</param>
/// <param name="Paragraph">Where it stands in the Code.</param>
/// <param name="InWords">As a letter may say it.</param>
/// <param name="NeedsDate">A day belongs to it.</param>
/// <param name="NeedsReference">It refers to an earlier complaint.</param>
internal sealed record RefusalGround(
    string Code, string Paragraph, string InWords, bool NeedsDate = false, bool NeedsReference = false)
{
    public static readonly IReadOnlyList<RefusalGround> All =
    [
        new("over-12-months", "2.2, 2.3",
            "The matter arose, or became known to the resident, more than 12 months before the complaint was made.",
            NeedsDate: true),
        new("legal-proceedings", "2.2",
            "Legal proceedings have started: the claim form and the particulars of claim were filed at court.",
            NeedsDate: true),
        new("already-considered", "2.2", "The matter was considered under the complaints policy before.",
            NeedsReference: true),
    ];

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

/// <summary>What the letter about a refusal has to say (Code 2.4).</summary>
/// <param name="Reference">What people quote.</param>
/// <param name="RefusedOn">The day of the decision.</param>
/// <param name="Ground">Its word.</param>
/// <param name="Paragraph">Where it stands in the Code.</param>
/// <param name="GroundInWords">As a sentence.</param>
/// <param name="Reasons">The landlord's reasons in this case.</param>
/// <param name="CircumstancesConsidered">What was looked at of this person's circumstances.</param>
/// <param name="RightToChallenge">That the refusal can be taken to the Ombudsman.</param>
/// <param name="Ombudsman">How to reach it.</param>
public sealed record RefusalLetter(
    string Reference, DateOnly RefusedOn, string Ground, string Paragraph, string GroundInWords, string Reasons,
    string CircumstancesConsidered, string RightToChallenge, OmbudsmanDetails Ombudsman)
{
    internal static RefusalLetter Of(ComplaintRefused refusal, SubmissionRecorded recorded) => new(
        recorded.Reference, refusal.RefusedOn, refusal.Ground, refusal.Paragraph,
        RefusalGround.Of(refusal.Ground)?.InWords ?? refusal.Ground, refusal.Reasons, refusal.Circumstances,
        $"You can take this decision to the {refusal.Ombudsman.Name}, which may tell us to consider the complaint.",
        refusal.Ombudsman);
}
