using System.Globalization;
using System.Text.RegularExpressions;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Correspondence;

/// <summary>Something without which a letter does not go out.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Says">In words.</param>
/// <param name="Paragraph">Of the Code; null for what is not of the Code.</param>
/// <param name="Target">What puts it right: <c>part:definition</c>, <c>new-date</c>, <c>updates-every</c>, <c>to</c>,
/// <c>finding:2</c>, <c>case</c> or <c>template</c>.</param>
public sealed record Missing(string Code, string Says, string? Paragraph, string Target);

/// <summary>
/// The completeness gate: what a letter lacks of what the Code demands (5.6, 5.7; 6.4, 6.5, 5.9; 6.7, 6.9 and their
/// like at stage 2; 2.2, 2.4, 2.5 and 5.11 of a refusal), and whatever would make it untrue today. Pure; a letter
/// that lacks anything is not issued.
/// </summary>
internal static partial class Gate
{
    // What is said to a resident of work that goes on.
    private static readonly string[] OfOpenWork =
        [LetterKind.Acknowledgement, LetterKind.Clarification, LetterKind.Extension, LetterKind.Response];

    public static IReadOnlyList<Missing> Of(
        LetterDraft draft, CaseFacts facts, LetterLayout layout, WrittenLetter written, StandardLines lines,
        DateOnly today) =>
    [
        .. Overtaken(draft, facts),
        .. Parts(draft),
        .. draft.Kind switch
        {
            LetterKind.Extension => Dates(draft, facts, today),
            LetterKind.Response => Answers(draft, facts),
            LetterKind.Clarification => Helps(draft, facts, today),
            LetterKind.Closing => Closed(draft, facts),
            LetterKind.Ombudsman when !Clean.Shows(draft.Text.To?.Name) =>
                [new Missing("recipient-missing", "It goes to the Ombudsman, and not to the resident.", null, "to")],
            _ => [],
        },
        .. Left(draft, layout, written),
        .. Expired(draft, lines, today),
    ];

    private static IEnumerable<Missing> Parts(LetterDraft draft)
    {
        foreach (var part in LetterPart.Of(draft.Kind, draft.Stage).Where(part => part.IsRequired))
            if (!Clean.Shows(draft.Text.Of(part.Name)))
                yield return new Missing($"{part.Name}-missing", $"{part.Label}: nothing is written.",
                    draft.Kind is LetterKind.Other or LetterKind.Ombudsman ? null : part.Paragraph,
                    $"part:{part.Name}");
            else if (part.Choices?.Contains(Clean.Lines(draft.Text.Of(part.Name)!)) is false)
                yield return new Missing($"{part.Name}-not-of-the-code",
                    $"{part.Label}: the Code knows no other than these: {string.Join(" ", part.Choices)}",
                    part.Paragraph, $"part:{part.Name}");
    }

    private static IEnumerable<Missing> Dates(LetterDraft draft, CaseFacts facts, DateOnly today)
    {
        var (tells, paragraph) = draft.Stage == LetterStage.Stage1 ? ("6.5", "6.4") : ("6.16", "6.15");
        var clock = facts.ResponseClock(draft.Stage);
        if (draft.Text.NewDate is not { } day)
            yield return new Missing("new-date-missing", "The day by which the response comes is not said.", paragraph,
                "new-date");
        else if (day <= today)
            yield return new Missing("new-date-over", "The day by which the response comes is not after today.",
                paragraph, "new-date");
        else if (clock is not null && day <= clock.DueOn)
            yield return new Missing("new-date-no-later",
                $"The response is due on {Day(clock.DueOn)} anyway: the new day is no later.", paragraph, "new-date");
        else if (facts.IsWorkingDay(day) is false)
            yield return new Missing("new-date-no-working-day", $"{Day(day)} is no working day.", null, "new-date");
        else if (day > clock?.ExtendableUntil && !Clean.Shows(draft.Text.Of(LetterPart.GoodReason)))
            yield return new Missing("good-reason-missing",
                $"A day after {Day(clock.ExtendableUntil!.Value)} needs a good reason.", paragraph,
                $"part:{LetterPart.GoodReason}");
        if (draft.Text.UpdatesEvery is null)
            yield return new Missing("updates-missing", "How often the resident hears in between is not said.", "5.9",
                "updates-every");
        if (clock is not null && today > clock.DueOn)
            yield return new Missing("limit-passed",
                $"The response was due on {Day(clock.DueOn)}. After that day nothing can be extended.", tells, "case");
    }

    // A question stops no clock (6.3, 6.14): it is answered while the answer can still be used.
    private static IEnumerable<Missing> Helps(LetterDraft draft, CaseFacts facts, DateOnly today)
    {
        var clock = facts.ResponseClock(draft.Stage);
        if (draft.Text.NewDate is not { } day)
            yield return new Missing("new-date-missing", "The day by which their answer helps is not said.", null,
                "new-date");
        else if (day <= today)
            yield return new Missing("new-date-over", "The day by which their answer helps is not after today.", null,
                "new-date");
        else if (day > clock?.DueOn)
            yield return new Missing("new-date-too-late",
                $"A question stops no clock: the response is due on {Day(clock.DueOn)} all the same. Ask for an answer "
                + "before that.", draft.Stage == LetterStage.Stage1 ? "6.3" : "6.14", "new-date");
    }

    private static IEnumerable<Missing> Closed(LetterDraft draft, CaseFacts facts)
    {
        if (facts.Case is { Closed: null, Withdrawn: null })
            yield return new Missing("not-closed", "The complaint is not closed, and nobody took it back.", null,
                "case");
        else if (facts.Case.Withdrawn is null && facts.Response(draft.Stage) is null)
            yield return new Missing("outcome-missing", "There is no response at this stage, and so no outcome.",
                draft.Stage == LetterStage.Stage1 ? "6.3" : "6.14", "case");
    }

    private static IEnumerable<Missing> Answers(LetterDraft draft, CaseFacts facts)
    {
        var (every, says) = (draft.Stage == LetterStage.Stage1 ? "6.7" : "6.18", LetterPart.AnswerOf(draft.Stage));
        foreach (var point in facts.Case.Points)
        {
            var number = point.Number.ToString(CultureInfo.InvariantCulture);
            if (point.At(draft.Stage) is not { } found)
                yield return new Missing("finding-missing", $"Point {number} is not answered.", every,
                    $"finding:{number}");
            else if (!Clean.Shows(found.Reasons))
                yield return new Missing("reasons-missing", $"Point {number} has no reasons.", every,
                    $"finding:{number}");
            else if (found.Finding != "not-upheld" && !Clean.Shows(found.Remedy))
                yield return new Missing("remedy-missing", $"Point {number} is upheld, and no remedy is said.", says,
                    $"finding:{number}");
        }

        if (facts.Outcome(draft.Stage) is null && facts.Case.Points.All(point => point.At(draft.Stage) is not null))
            yield return new Missing("decision-missing", "No outcome follows from what was found.", says, "case");
        if (facts.Case.Points.Any(point => point.At(draft.Stage) is { Finding: not "not-upheld" })
            && !Clean.Shows(draft.Text.Of(LetterPart.WhatWentWrong)))
            yield return new Missing("apology-missing", "What went wrong, and the apology: nothing is written.", "7.1",
                $"part:{LetterPart.WhatWentWrong}");
    }

    // A letter whose place is taken says something that is no longer so.
    private static IEnumerable<Missing> Overtaken(LetterDraft draft, CaseFacts facts)
    {
        if (facts.Case.MergedInto is { } merged)
            yield return new Missing("merged-away", $"The complaint was merged into {merged.Reference}.", null, "case");
        if (draft.Kind == LetterKind.Acknowledgement && facts.Acknowledgement(draft.Stage) is { } acknowledged)
            yield return new Missing("acknowledged-before",
                $"An acknowledgement went out on {Day(acknowledged.AcknowledgedOn)}. A second one would give another "
                + "limit.", null, "case");
        if (!OfOpenWork.Contains(draft.Kind))
            yield break;
        if (facts.Response(draft.Stage) is { } answered)
            yield return new Missing("answered-before", $"The response went out on {Day(answered.RespondedOn)}.", null,
                "case");
        else if (facts.Case.Withdrawn is { } taken)
            yield return new Missing("withdrawn-before",
                $"The resident took the complaint back on {Day(taken.WithdrawnOn)}. Reopen it if it goes on.", null,
                "case");
        else if (facts.Case.Closed is { } closed)
            yield return new Missing("closed-before",
                $"The complaint was closed on {Day(closed.ClosedOn)}. Reopen it if it goes on.", null, "case");
    }

    private static IEnumerable<Missing> Left(LetterDraft draft, LetterLayout layout, WrittenLetter written)
    {
        foreach (var part in LetterPart.Of(draft.Kind, draft.Stage))
            if (draft.Text.Of(part.Name) is { } typed && Placeholder().Match(typed) is { Success: true } left)
                yield return new Missing("placeholder-left", $"{part.Label}: {left.Value} is still to be filled in.",
                    null, $"part:{part.Name}");
        foreach (var field in written.Unfilled)
            yield return new Missing("field-without-value", $"There is nothing to put in the place of {field}.", null,
                draft.Text.Parts.FirstOrDefault(part => LetterLayout.FieldsIn(part.Text).Contains(field)) is { } there
                    ? $"part:{there.Name}" : "case");
        var has = LetterLayout.FieldsIn(layout.Subject + layout.Body).ToHashSet();
        foreach (var field in MergeFields.Needed(draft.Kind, draft.Stage).Where(field => !has.Contains(field)))
            yield return new Missing("template-lacks", $"The template has no place for {field}.", null, "template");
    }

    private static IEnumerable<Missing> Expired(LetterDraft draft, StandardLines lines, DateOnly today) =>
        from id in draft.Text.Lines ?? []
        let line = lines.Find(id)
        where line is not null && !line.MayBeUsed(today)
        from part in draft.Text.Parts
        where Clean.Lines(part.Text).Contains(Clean.Lines(line.Text), StringComparison.Ordinal)
        select new Missing("line-expired", $"The standard line \"{line.Title}\" is no longer used.", null,
            $"part:{part.Name}");

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    // [what somebody meant to write], XXX, and lines to write on.
    [GeneratedRegex(@"\[[^\[\]\n]{1,200}\]|\bX{3,}\b|_{3,}")]
    private static partial Regex Placeholder();
}
