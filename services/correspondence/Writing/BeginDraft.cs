using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace ComplaintsPlatform.Correspondence;

// Somebody who handles complaints begins to write a letter of a kind, for the stage at which the complaint is or one
// that is named. What the case knows already is put in, to be put right. The client gives the id, so that a retry makes
// no second one. At stage 2 nobody writes who acted at stage 1 (Code 6.13).
public sealed record BeginDraft(Guid LetterId, string Kind, string? Stage = null)
{
    public sealed class Validator : AbstractValidator<BeginDraft>
    {
        public Validator()
        {
            RuleFor(command => command.LetterId).NotEqual(Guid.Empty)
                .WithMessage("Give a UUID of your own, version 7 if you can.");
            RuleFor(command => command.Kind).OneOf(LetterKind.Written);
            RuleFor(command => command.Stage).OneOf(LetterStage.All, optional: true);
        }
    }
}

/// <summary>The letter that was begun.</summary>
public sealed record DraftAnswer(Guid LetterId, Guid ComplaintId);

public static class BeginDraftEndpoint
{
    public static Decision<ILetterEvent> Decide(
        BeginDraft command, Letter? state, Guid complaintId, LetterTemplates templates, CaseFacts facts, Actor actor)
    {
        var stage = StageOf(command, facts);
        if (state is not null)
            return state.ComplaintId == complaintId && state.Draft?.Kind == command.Kind
                && (command.Stage is null || state.Draft.Stage == stage)
                    ? Decision<ILetterEvent>.Nothing()
                    : Decision<ILetterEvent>.Refuse("letter-id-taken",
                        "Another letter has the id that was given. Give another one.");
        return LetterVerbs.Refusal(facts, command.Kind, stage, actor) ?? Decision<ILetterEvent>.Accept(new DraftBegun(
            complaintId, command.LetterId, facts.Case.Reference, command.Kind, stage,
            templates.Newest(command.Kind, stage), Known(command.Kind, stage, facts), actor.Id, actor.Name));
    }

    [WolverinePost("/api/complaints/{complaintId}/letters"), DecidesAgain, ForRoles(Roles.Handling)]
    [EndpointSummary("Begin to write a letter"), Tags("Correspondence")]
    [ProducesResponseType<DraftAnswer>(StatusCodes.Status201Created)]
    public static async Task<IResult> Post(
        BeginDraft command, Guid complaintId, Actor actor, LetterDesk desk, IDocumentSession session,
        CancellationToken ct)
    {
        var facts = await desk.FactsAsync(complaintId, command.Kind, ct);
        var state = await session.Events.AggregateStreamAsync<Letter>(command.LetterId, token: ct);
        var decision = Decide(
            command, state, complaintId, await LetterTemplates.NowAsync(session, ct), facts, actor);
        if (decision.IsRefused) return Api.Refused(decision.Refusal);
        if (decision.Events.Count > 0) session.Events.StartStream<Letter>(command.LetterId, decision.Events);
        return TypedResults.Created(
            $"/api/complaints/{complaintId}/letters/{command.LetterId}",
            new DraftAnswer(command.LetterId, complaintId));
    }

    // Of a kind that is written at one stage alone, it is that one.
    private static string StageOf(BeginDraft command, CaseFacts facts) =>
        LetterKind.StagesOf(command.Kind) is [var only] ? only : command.Stage ?? facts.Case.Stage;

    private static DraftText Known(string kind, string stage, CaseFacts facts)
    {
        var before = facts.Acknowledgement(stage) ?? facts.Case.Acknowledgement;
        List<(string Part, string? Text)> known = kind switch
        {
            LetterKind.Acknowledgement =>
            [
                (LetterPart.Definition, stage == LetterStage.Stage2
                    ? facts.Case.Escalation?.Words ?? before?.Definition
                    : string.Join("\n\n", facts.Case.Points.Select(point => point.Text))),
                (LetterPart.OutcomesSought, before?.OutcomesSought ?? facts.Case.DesiredOutcome),
                (LetterPart.ResponsibleFor, before?.ResponsibleFor),
                (LetterPart.NotResponsibleFor, before?.NotResponsibleFor),
            ],
            LetterKind.Response => [(LetterPart.Definition, before?.Definition)],
            LetterKind.Refusal or LetterKind.EscalationRefusal
                when (facts.Case.Refused ?? facts.Case.EscalationRefusal) is { } refused =>
            [
                (LetterPart.Ground, refused.GroundInWords), (LetterPart.Reasons, refused.Reasons),
                (LetterPart.Circumstances, refused.CircumstancesConsidered),
            ],
            _ => [],
        };
        return new DraftText(
            [.. known.Where(one => !string.IsNullOrWhiteSpace(one.Text))
                .Select(one => new DraftPart(one.Part, one.Text!))],
            UpdatesEvery: kind == LetterKind.Extension ? 5 : null,
            To: kind == LetterKind.Ombudsman ? MergeFields.TheOmbudsman : null);
    }
}
