using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Correspondence;

/// <summary>A draft as it would go out now, and what it lacks.</summary>
internal sealed record PreparedLetter(CaseFacts Facts, WrittenLetter Letter, IReadOnlyList<Missing> Missing)
{
    /// <summary>What somebody who approves has read.</summary>
    public string TextSha256 => Correspondence.Letter.HashOf(null, Letter.Subject, Letter.Body);

    /// <summary>What it lacks, as a sentence.</summary>
    public string Lacks => $"The letter lacks something: {string.Join(" ", Missing.Select(one =>
        one.Paragraph is null ? one.Says : $"{one.Says.TrimEnd('.')} (Code {one.Paragraph})."))}";
}

/// <summary>Puts a draft, the case, the template and the lines together.</summary>
public sealed class LetterDesk(CaseReader cases, Landlord landlord, TimeProvider time)
{
    public DateOnly Today => London.DayOf(time.GetUtcNow());

    /// <exception cref="ProblemException">The case cannot be asked, or there is none for whoever asks.</exception>
    public Task<CaseFacts> FactsAsync(Guid complaintId, string kind, CancellationToken ct) =>
        cases.FactsAsync(complaintId, kind, Today, ct);

    internal async Task<PreparedLetter> PrepareAsync(LetterDraft draft, IQuerySession session, CancellationToken ct)
    {
        var facts = await FactsAsync(draft.Begun.ComplaintId, draft.Kind, ct);
        var layout = (await LetterTemplates.NowAsync(session, ct))
            .Layout(draft.Kind, draft.Stage, draft.Begun.TemplateVersion);
        var written = MergeFields.Write(draft, facts, layout, landlord);
        return new PreparedLetter(facts, written, Gate.Of(
            draft, facts, layout, written, await StandardLines.NowAsync(session, ct), Today));
    }
}

internal static class LetterVerbs
{
    /// <summary>Whether the letter is one that people write, and of that complaint.</summary>
    public static bool IsOf(this IEventStream<Letter> letter, Guid complaintId) =>
        letter.Aggregate is { Draft: not null } found && found.ComplaintId == complaintId;

    public static IResult Nowhere => Api.Answer<object>(null, 0);

    /// <summary>The refusal of writing to whom the stage is not open (Code 6.13); null when they may.</summary>
    public static Decision<ILetterEvent>? Refusal(CaseFacts facts, string kind, string stage, Actor actor) =>
        facts.Case switch
        {
            { Refused: null } when kind == LetterKind.Refusal => Decision<ILetterEvent>.Refuse("not-refused",
                "It was not refused as a complaint. Refuse it first, on a ground of the Code; what was taken as one "
                + "is answered."),
            { Escalation: { } asked } when kind == LetterKind.EscalationRefusal => Decision<ILetterEvent>.Refuse(
                "already-escalated",
                $"The complaint is at stage 2 since {asked.RequestedOn:d MMMM yyyy}, and is answered there."),
            { EscalationRefusal: null } when kind == LetterKind.EscalationRefusal => Decision<ILetterEvent>.Refuse(
                "stage-2-not-refused",
                "Stage 2 was not refused. Refuse it first, on a ground of the Code; or take the complaint to stage 2."),
            _ when kind == LetterKind.EscalationRefusal => Merged(facts),
            { MergedInto: not null } => Merged(facts),
            { Escalation: null } when stage == LetterStage.Stage2 => Decision<ILetterEvent>.Refuse("not-at-stage-2",
                "Nobody has asked for stage 2. Record the request first, with the day on which it came."),
            // What ends the complaint, or is asked by the Ombudsman, decides nothing at stage 2.
            { ActedAtStage1: { } acted } when stage == LetterStage.Stage2 && acted.Contains(actor.Id)
                && kind is not (LetterKind.Closing or LetterKind.Ombudsman) =>
                Decision<ILetterEvent>.Refuse("acted-at-stage-1",
                    "You acted on this complaint at stage 1. Somebody who had no part in it writes at stage 2 (Code "
                    + "6.13)."),
            _ => null,
        };

    private static Decision<ILetterEvent>? Merged(CaseFacts facts) => facts.Case.MergedInto is { } merged
        ? Decision<ILetterEvent>.Refuse("merged-into-another",
            $"This complaint was merged into {merged.Reference}. Write there, or undo the merge.")
        : null;

    /// <summary>The refusal of changing what is no draft any more; null while it is one.</summary>
    public static Decision<ILetterEvent>? NoDraft(Letter state) => state switch
    {
        { Status: LetterStatus.Withdrawn } => Decision<ILetterEvent>.Refuse("letter-withdrawn",
            "This draft was withdrawn. Begin another one."),
        { Draft.Issued: { } issued } => Decision<ILetterEvent>.Refuse("letter-issued",
            $"This letter was issued on {issued.IssuedOn:d MMMM yyyy}, and what was issued cannot change."),
        _ => null,
    };
}
