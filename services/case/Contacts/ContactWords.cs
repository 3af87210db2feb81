using System.Diagnostics;
using static ComplaintsPlatform.Cases.Reading.Change;

namespace ComplaintsPlatform.Cases;

/// <summary>What stands in the contact log, in the words of the complaint's history.</summary>
internal static class ContactWords
{
    public static string Of(IComplaintEvent happened) => happened switch
    {
        ContactRecorded e => Of(e),
        ContactWithdrawn => "An entry in the contact log was withdrawn: it was made by mistake.",
        UpdatePromised { Round: 1 } e => $"The resident was promised to hear again by {Day(e.DueOn)}.",
        UpdatePromised e => $"The resident is still to hear again by {Day(e.DueOn)}, as was promised.",
        UpdateMade e => $"The resident heard on {Day(e.MadeOn)}, as was promised.",
        PromiseWithdrawn => "The update that was promised in it is not owed.",
        UpdateWarned e => $"The resident was promised to hear by {Day(e.DueOn)}, and has not yet.",
        UpdateFoundOverdue e => $"The resident was promised to hear by {Day(e.DueOn)}, and did not by then.",
        _ => throw new UnreachableException($"{happened.GetType().Name} has no words."),
    };

    private static string Of(ContactRecorded e)
    {
        var on = e.On is { } day ? $" on {Day(day)}" : "";
        return (e.Kind, e.WithResident, e.Reached, e.TheyRang) switch
        {
            (ContactKind.Note, _, _, _) => $"Note made{(e.On is null ? "" : $" of something{on}")}.",
            (ContactKind.Message, _, _, _) => "Message left for colleagues.",
            (ContactKind.Call, true, true, true) => $"The resident rang{on}.",
            (ContactKind.Call, true, true, _) => $"The resident was rung{on}.",
            (ContactKind.Call, true, false, true) => $"The resident rang{on}, and reached nobody.",
            (ContactKind.Call, true, false, _) => $"The resident was rung{on}, and not reached.",
            (ContactKind.Call, _, _, _) => $"Call with {e.With ?? "somebody else"}{on}.",
            (ContactKind.Visit, true, true, _) => $"The resident was visited{on}.",
            (ContactKind.Visit, true, false, _) => $"The resident was to be visited{on}, and not met.",
            (ContactKind.Visit, _, _, _) => $"Visit{on}.",
            (_, true, true, _) => $"Meeting with the resident{on}.",
            (_, true, false, _) => $"The resident did not come to a meeting{on}.",
            _ => $"Meeting{(e.With is null ? "" : $" with {e.With}")}{on}.",
        };
    }
}
