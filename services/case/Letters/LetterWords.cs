using System.Diagnostics;
using static ComplaintsPlatform.Cases.Reading.Change;

namespace ComplaintsPlatform.Cases;

/// <summary>What happened with letters, in the history's words.</summary>
internal static class LetterWords
{
    public static string Of(IComplaintEvent @event) => @event switch
    {
        ReceiptConfirmed e => $"Receipt confirmed by {Words(e.Form)}. This is not the acknowledgement.",
        ReceiptToConfirmByHand e => $"Receipt has to be confirmed by hand: {e.Why}",
        LetterIssued { Kind: "other" } e => $"A letter went out {How(e.Form)} on {Day(e.SentOn)}.",
        LetterIssued { Kind: "clarification" } e =>
            $"A question went to the resident {How(e.Form)} on {Day(e.SentOn)}.",
        LetterIssued { Kind: "closing" } e =>
            $"The letter that it is closed went out {How(e.Form)} on {Day(e.SentOn)}.",
        LetterIssued { Kind: "escalation-refusal" } e =>
            $"The letter that it does not go on at stage 2 went out {How(e.Form)} on {Day(e.SentOn)} (Code 5.11).",
        LetterIssued { Kind: "ombudsman" } e => $"An answer went to the Ombudsman {How(e.Form)} on {Day(e.SentOn)}.",
        LetterIssued e => $"The {e.Kind} letter of {Words(e.Stage)} went out {How(e.Form)} on {Day(e.SentOn)}.",
        AnotherLetterIssued e => $"It was another {e.Kind} after the one of {Day(e.Before)}"
            + $"{(e.Outcome is { } outcome ? $", and said: {Words(outcome)}" : "")}. No limit goes by it.",
        _ => throw new UnreachableException($"{@event.GetType().Name} is about no letter."),
    };

    private static string How(string form) => form == "email" ? "by email" : "by hand";
}
