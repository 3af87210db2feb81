using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Intake;

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
