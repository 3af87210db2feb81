using System.Diagnostics;
using System.Globalization;
using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.Cases.Reviews;
using static ComplaintsPlatform.Cases.Reading.Change;

namespace ComplaintsPlatform.Cases;

/// <summary>What happened to an action or an outside review, in the words of the complaint's history.</summary>
internal static class ActionWords
{
    public static string Of(IComplaintEvent happened) => happened switch
    {
        ActionPromised { Money: { } money } e =>
            $"{Words(e.Kind)} of {Pounds(money.Amount)}, due on {Day(e.DueOn)}, seen to by {e.OwnerName}"
                .ToSentence(),
        ActionPromised e => $"{Words(e.Kind)}, due on {Day(e.DueOn)}, seen to by {e.OwnerName}".ToSentence(),
        CompensationApproved e => $"{e.ApprovedByName} agreed to the amount.",
        ActionReplanned e => $"An action is planned otherwise: {e.OwnerName} sees to it by {Day(e.DueOn)}.",
        ActionDone { Amount: { } amount } e =>
            $"{Pounds(amount)} reached the resident on {Day(e.DoneOn)} ({Words(e.PaidBy ?? "payment")}).",
        ActionDone e => $"An action was done on {Day(e.DoneOn)}, as {e.DoneByName} recorded.",
        ActionDropped => "It was decided that an action will not be done.",
        CostRecorded { Kind: RecordCost.Saving } e => $"A saving of {Pounds(e.Amount)} was recorded.",
        CostRecorded e => $"A cost of {Pounds(e.Amount)} was recorded.",
        ActionWarned e => $"An action is due on {Day(e.DueOn)}, and is not done yet.",
        ActionFoundOverdue e => $"An action was due on {Day(e.DueOn)}, and was not done by then.",
        ReviewOpened { Body: ReviewWords.Ombudsman } e =>
            $"The Housing Ombudsman asked about it on {Day(e.OpenedOn)}.",
        ReviewOpened e => $"Somebody outside ({Words(e.Body)}) asked about it on {Day(e.OpenedOn)}.",
        DeterminationRecorded e => $"Decided from outside on {Day(e.DeterminedOn)}: "
            + $"{string.Join(", ", e.Issues.Select(issue => Words(issue.Finding)).Distinct())}.",
        ReviewClosed e => $"An outside review ended on {Day(e.ClosedOn)}.",
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };

    private static string Pounds(decimal amount) =>
        "£" + amount.ToString(amount % 1 == 0 ? "#,0" : "#,0.00", CultureInfo.InvariantCulture);

    private static string ToSentence(this string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
}
