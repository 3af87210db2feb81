using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A part of a letter that people write, in the order in which it is read.</summary>
/// <param name="Name">As drafts and templates call it.</param>
/// <param name="Label">As people do.</param>
/// <param name="Hint">What helps to write it, or null.</param>
/// <param name="Paragraph">Where the Code asks for it; null where it does not, and it may be left out.</param>
/// <param name="Choices">Sentences of which it is one; null where anything may be written.</param>
public sealed record LetterPart(
    string Name, string Label, string? Hint, string? Paragraph, IReadOnlyList<string>? Choices = null)
{
    public const string Definition = "definition", OutcomesSought = "outcomesSought",
        ResponsibleFor = "responsibleFor", NotResponsibleFor = "notResponsibleFor", Unclear = "unclear",
        Reason = "reason", GoodReason = "goodReason", Opening = "opening", WhatWentWrong = "whatWentWrong",
        OutstandingActions = "outstandingActions", More = "more", Subject = "subject", Text = "text",
        Question = "question", Ground = "ground", Reasons = "reasons", Circumstances = "circumstances",
        Enclosed = "enclosed";

    /// <summary>Section 2 of the Code has these grounds and no others, as a letter says them.</summary>
    public static readonly IReadOnlyList<string> Grounds = [.. RefusalGround.All.Select(ground => ground.InWords)];

    internal const int Longest = 10_000;

    public bool IsRequired => Paragraph is not null;

    /// <summary>The parts of a kind at a stage.</summary>
    public static IReadOnlyList<LetterPart> Of(string kind, string stage) => kind switch
    {
        LetterKind.Acknowledgement =>
        [
            new(Definition, stage == LetterStage.Stage1
                ? "What we understand the complaint to be about"
                : "What we understand to be unresolved", "The complaint definition", "5.6"),
            new(OutcomesSought, "The outcomes that the resident wants", null, "5.6"),
            new(ResponsibleFor, "What we are responsible for", null, "5.7"),
            new(NotResponsibleFor, "What we are not responsible for", "Say so if there is nothing", "5.7"),
            new(Unclear, "What is unclear, as a question to the resident", "Leave it empty if nothing is", null),
        ],
        LetterKind.Extension =>
        [
            new(Reason, "Why the response comes later", null, stage == LetterStage.Stage1 ? "6.4" : "6.15"),
            new(GoodReason, "Good reason to go further than the Code allows without one", null, null),
        ],
        LetterKind.Response =>
        [
            new(Opening, "Opening", "What you did to look into it, in a few sentences", null),
            new(Definition, "The complaint definition", null, AnswerOf(stage)),
            new(WhatWentWrong, "What went wrong, and the apology", "Needed when any point is upheld", null),
            new(OutstandingActions, "Outstanding actions", "What is still to be done, by whom and by when; say so if "
                + "there is nothing", AnswerOf(stage)),
            new(More, "Anything else", null, null),
        ],
        LetterKind.Clarification =>
        [
            new(Question, "What we ask", "Why you need to know it, too", "5.6"), new(More, "Anything else", null, null),
        ],
        LetterKind.Closing => [new(More, "Anything else", "What was learned from it, say", null)],
        LetterKind.Refusal or LetterKind.EscalationRefusal =>
        [
            new(Ground, "Ground", "One of section 2 of the Code", "2.2", Grounds),
            new(Reasons, "Reasons in this case", null, kind == LetterKind.Refusal ? "2.4" : "5.11"),
            new(Circumstances, "What we looked at of their circumstances",
                "Like illness, disability or absence that kept them from telling us", "2.5"),
        ],
        LetterKind.Ombudsman =>
        [
            new(Subject, "Subject", null, "the letter"),
            new(Text, "Answer", "What they asked for, one by one", "the letter"),
            new(Enclosed, "What goes with it", "The documents, as they are called in the complaint", null),
        ],
        LetterKind.Other =>
        [
            new(Subject, "Subject", null, "the letter"), new(Text, "Text", null, "the letter"),
        ],
        _ => [],
    };

    /// <summary>The paragraph on what a response says.</summary>
    internal static string AnswerOf(string stage) => stage == LetterStage.Stage1 ? "6.9" : "6.19";
}
