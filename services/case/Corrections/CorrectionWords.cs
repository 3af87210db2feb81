using System.Diagnostics;

namespace ComplaintsPlatform.Cases;

/// <summary>What happened with corrections, in the history's words: what was recorded, and what is right.</summary>
internal static class CorrectionWords
{
    public static string Of(ICorrectionEvent happened) => happened switch
    {
        CorrectionProposed e => $"{e.ProposedByName} proposed that the {CorrectableFact.Words(e.Fact)} is "
            + $"{CorrectableFact.Words(e.After)}, and not {CorrectableFact.Words(e.Before)}.",
        FactCorrected e => $"The {CorrectableFact.Words(e.Fact)} was put right from {CorrectableFact.Words(e.Before)} "
            + $"to {CorrectableFact.Words(e.After)}. {e.ApprovedByName} agreed.",
        CorrectionRejected e => $"{e.RejectedByName} did not agree that the {CorrectableFact.Words(e.Fact)} is wrong.",
        _ => throw new UnreachableException($"{happened.GetType().Name} is about no correction."),
    };
}
