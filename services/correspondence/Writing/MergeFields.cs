using System.Globalization;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A merge field, and what stands in its place.</summary>
/// <param name="Name">Between double braces.</param>
/// <param name="StandsFor">In words.</param>
/// <param name="OfCase">Whether it may stand in what people write too, not in templates alone.</param>
public sealed record MergeField(string Name, string StandsFor, bool OfCase = false);

/// <summary>
/// What may be merged into letters. Facts come from the case and its clocks on the day on which they are asked, never
/// from what was typed, so a letter says nothing that is no longer so.
/// </summary>
internal static class MergeFields
{
    private const string Ombudsman =
        "You can ask the Housing Ombudsman Service for free and independent advice at any time: "
        + "www.housing-ombudsman.org.uk, phone 0300 111 3000, or PO Box 1484, Unit D, Preston PR2 0ET.";

    /// <summary>Where letters to the Ombudsman go, unless the draft says otherwise.</summary>
    internal static readonly LetterRecipient TheOmbudsman = new(
        "Housing Ombudsman Service", null, "PO Box 1484, Unit D\nPreston\nPR2 0ET");

    /// <summary>Of the case: these may stand in what people write, too.</summary>
    public static readonly IReadOnlyList<MergeField> OfCase =
    [
        new("name", "To whom the letter goes", true), new("reference", "The complaint's reference", true),
        new("receivedOn", "The day on which it was received", true),
        new("requestedOn", "The day on which stage 2 was asked for", true),
        new("stage", "Its stage, in words", true), new("decision", "The outcome, in a sentence", true),
        new("answerBy", "The last day for the response, when it is acknowledged today", true),
        new("dueOn", "The last day for the response, as it stands", true), new("officer", "Who writes", true),
        new("landlordName", "Your name", true), new("landlordPhone", "Your phone number", true),
        new("landlordEmail", "Your email address", true), new("landlordAddress", "Your postal address", true),
        new("ombudsman", "How to reach the Housing Ombudsman", true), new("escalate", "How to ask for stage 2", true),
    ];

    /// <summary>Of the letter: these stand in templates alone, as do its parts.</summary>
    public static readonly IReadOnlyList<MergeField> OfLetter =
    [
        new("points", "Each point of complaint, with what was found, why, and what is done about it"),
        new("newDate", "The day by which the response comes, or the resident's answer helps"),
        new("updatesEvery", "How often the resident hears in between"),
        new("upheld", "Something, when the complaint is upheld or partly upheld: for a part that depends on it"),
        new("notUpheld", "Something, when it is not upheld"),
        new("ended", "How the complaint ended, and on which day"),
        new("closedOn", "The day on which it was closed or withdrawn"),
        new("toDo", "What is still to be done, by whom and by when"),
        new("challenge", "That they can take this decision to the Ombudsman"),
        new("theirReference", "What the Ombudsman calls it"),
    ];

    /// <summary>What a template has to have, so that the letter can say what the Code asks for.</summary>
    public static IReadOnlyList<string> Needed(string kind, string stage) =>
    [
        .. LetterPart.Of(kind, stage).Where(part => part.IsRequired && part.Name != LetterPart.Subject)
            .Select(part => part.Name),
        .. kind switch
        {
            LetterKind.Extension => ["newDate", "updatesEvery", "ombudsman"],
            LetterKind.Response => ["stage", "decision", "points", "whatWentWrong",
                stage == LetterStage.Stage1 ? "escalate" : "ombudsman"],
            LetterKind.Acknowledgement => ["answerBy"],
            LetterKind.Clarification => ["newDate", "dueOn"],
            LetterKind.Closing =>
                ["ended", "toDo", stage == LetterStage.Stage1 ? "escalate" : "ombudsman"],
            LetterKind.Refusal or LetterKind.EscalationRefusal => ["challenge", "ombudsman"],
            _ => Array.Empty<string>(),
        },
    ];

    /// <summary>The letter as it would go out today.</summary>
    public static WrittenLetter Write(LetterDraft draft, CaseFacts facts, LetterLayout layout, Landlord landlord)
    {
        var ofCase = ValuesOf(draft, facts, landlord);
        var values = new Dictionary<string, string?>(ofCase);
        var unfilled = new List<string>();
        foreach (var part in LetterPart.Of(draft.Kind, draft.Stage))
            values[part.Name] = draft.Text.Of(part.Name) is { } typed
                ? LetterLayout.Fill(Clean.Lines(typed), ofCase, unfilled)
                : null;
        var outcome = facts.Outcome(draft.Stage);
        values["points"] = Points(facts, draft.Stage);
        values["newDate"] = draft.Text.NewDate is { } day ? Day(day) : null;
        values["updatesEvery"] = Every(draft.Text.UpdatesEvery);
        values["upheld"] = outcome is "upheld" or "partly-upheld" ? "yes" : null;
        values["notUpheld"] = outcome is "not-upheld" ? "yes" : null;
        values["ended"] = Ended(draft, facts);
        values["closedOn"] = (facts.Case.Withdrawn?.WithdrawnOn ?? facts.Case.Closed?.ClosedOn) is { } over
            ? Day(over)
            : null;
        values["toDo"] = string.Join("\n", facts.ToDo.Select(one =>
            $"{Clean.Line(one.What)}: {LetterTemplate.OneLine(one.Owner)}, by {Day(one.DueOn)}."));
        if (values["toDo"] is "") values["toDo"] = "Nothing is left to be done.";
        values["challenge"] = "You can take this decision to the Housing Ombudsman Service, which may tell us to take "
            + (draft.Kind == LetterKind.Refusal ? "your complaint." : "your complaint to stage 2.");
        values["theirReference"] = facts.TheirReference;
        var written = layout.Fill(values);
        return written with
        {
            Template = draft.Template,
            Unfilled = [.. unfilled, .. written.Unfilled.Except(NamedByTheGate(draft))],
        };
    }

    // What is left out of these lacks no field: the gate says by its own name that it is missing.
    private static IEnumerable<string> NamedByTheGate(LetterDraft draft) =>
    [
        .. LetterPart.Of(draft.Kind, draft.Stage).Select(part => part.Name),
        .. draft.Kind switch
        {
            LetterKind.Extension => ["newDate", "updatesEvery"],
            LetterKind.Response => ["points", "decision"],
            LetterKind.Clarification => ["newDate"],
            LetterKind.Closing => ["ended", "closedOn"],
            _ => Array.Empty<string>(),
        },
    ];

    private static Dictionary<string, string?> ValuesOf(LetterDraft draft, CaseFacts facts, Landlord landlord) => new()
    {
        ["name"] = LetterTemplate.OneLine(draft.Text.To?.Name ?? facts.Case.Resident?.Name ?? ""),
        ["reference"] = facts.Case.Reference,
        ["receivedOn"] = Day(facts.Case.ReceivedOn),
        ["requestedOn"] = facts.Case.Escalation is { } asked ? Day(asked.RequestedOn) : null,
        ["stage"] = draft.Stage == LetterStage.Stage1 ? "stage 1" : "stage 2",
        ["decision"] = Decision(facts.Outcome(draft.Stage)),
        ["answerBy"] = facts.AnswerBy(draft.Stage) is { } last ? Day(last) : null,
        ["dueOn"] = facts.ResponseClock(draft.Stage) is { } clock ? Day(clock.DueOn) : null,
        ["officer"] = LetterTemplate.OneLine(draft.Begun.ByName),
        ["landlordName"] = landlord.Name,
        ["landlordPhone"] = landlord.Phone,
        ["landlordEmail"] = landlord.Email,
        ["landlordAddress"] = landlord.Address,
        ["ombudsman"] = Ombudsman,
        ["escalate"] = "If you are not satisfied with any part of this answer, tell us, in whatever way you like, and "
            + "we look at your complaint again at stage 2. You need not say why. Somebody who had no part in stage 1 "
            + $"looks at it. Phone {landlord.Phone}, email {landlord.Email}, or write to {landlord.Address}.",
    };

    private static string? Ended(LetterDraft draft, CaseFacts facts) => facts switch
    {
        { Case.Withdrawn: { } taken } => $"You took your complaint back on {Day(taken.WithdrawnOn)}.",
        _ when facts.Response(draft.Stage) is { } answered => $"We answered it on {Day(answered.RespondedOn)}. "
            + Decision(facts.Response(draft.Stage)?.Outcome ?? facts.Outcome(draft.Stage)),
        _ => null,
    };

    private static string? Decision(string? outcome) => outcome switch
    {
        "upheld" => "We uphold your complaint.",
        "partly-upheld" => "We uphold your complaint in part.",
        "not-upheld" => "We do not uphold your complaint.",
        _ => null,
    };

    // What a resident or an officer typed is cleaned here, since the headings between are marked.
    private static string Points(CaseFacts facts, string stage) => string.Join("\n\n", facts.Case.Points.Select(point =>
        $"{LetterLayout.Heading}Point {point.Number.ToString(CultureInfo.InvariantCulture)}\n\n"
        + $"You said: {Clean.Lines(point.Text)}" + (point.At(stage) is { } found
            ? $"\n\nWhat we found: {(found.Finding == "partly-upheld" ? "upheld in part" : Plain(found.Finding))}.\n\n"
                + $"{Clean.Lines(found.Reasons)}"
                + (Clean.Shows(found.Remedy) ? $"\n\nWhat we do to put it right: {Clean.Lines(found.Remedy)}" : "")
            : "")));

    private static string? Every(int? days) => days switch
    {
        null => null,
        1 => "every working day",
        _ => $"every {days.Value.ToString(CultureInfo.InvariantCulture)} working days",
    };

    private static string Plain(string code) => code.Replace('-', ' ');

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
