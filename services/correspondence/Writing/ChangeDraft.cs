using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

// The whole text as it is left, under the version that was seen. A change ends an approval: what was approved is what
// goes out. A standard line that is no longer used cannot be put in; one that is in the text already is named at the
// gate.
public sealed record ChangeDraft(
    IReadOnlyList<DraftPart> Parts, DateOnly? NewDate = null, int? UpdatesEvery = null, bool? ResidentAgreed = null,
    LetterRecipient? To = null, IReadOnlyList<Guid>? Lines = null)
{
    public sealed class Validator : AbstractValidator<ChangeDraft>
    {
        public Validator()
        {
            RuleFor(command => command.Parts).Must(parts => parts is { Count: <= 20 }).WithMessage("Give the parts.");
            RuleForEach(command => command.Parts).NotNull().ChildRules(part =>
            {
                part.RuleFor(one => one.Name).PlainText(40);
                part.RuleFor(one => one.Text).PlainText(LetterPart.Longest, optional: true);
            });
            RuleFor(command => command.UpdatesEvery).InclusiveBetween(1, 20)
                .WithMessage("Say after how many working days the resident hears again, 1 to 20.");
            RuleFor(command => command.To).ChildRules(to =>
            {
                to.RuleFor(one => one!.Name).PlainText(200);
                to.RuleFor(one => one!.Email).PlainText(254, optional: true);
                to.RuleFor(one => one!.PostalAddress).PlainText(500, optional: true);
            }).When(command => command.To is not null);
            RuleFor(command => command.Lines).Must(lines => lines is null or { Count: <= 50 })
                .WithMessage("Name at most 50 standard lines.");
        }
    }
}

public static class ChangeDraftEndpoint
{
    public static Decision<ILetterEvent> Decide(
        ChangeDraft command, Letter state, StandardLines lines, Actor actor, DateOnly today)
    {
        var draft = state.Draft!;
        var text = new DraftText(
            [.. command.Parts.Where(part => Clean.Shows(part.Text))
                .Select(part => part with { Text = Clean.Lines(part.Text) })],
            command.NewDate, command.UpdatesEvery, command.ResidentAgreed, command.To,
            command.Lines is { Count: > 0 } used ? [.. used.Distinct()] : null);

        if (LetterVerbs.NoDraft(state) is { } refusal)
            return refusal;
        if (text.Says(draft.Text))
            return Decision<ILetterEvent>.Nothing();
        var parts = LetterPart.Of(draft.Kind, draft.Stage).Select(part => part.Name).ToList();
        if (command.Parts.GroupBy(part => part.Name).FirstOrDefault(named => named.Skip(1).Any()
            || !parts.Contains(named.Key)) is { } wrong)
            return Decision<ILetterEvent>.Refuse("part-unknown",
                $"{wrong.Key} is no part of this letter, or is there twice. Its parts are {string.Join(", ", parts)}.");
        foreach (var line in (text.Lines ?? []).Except(draft.Text.Lines ?? []).Select(lines.Find))
            if (line is null || !line.MayBeUsed(today))
                return Decision<ILetterEvent>.Refuse("standard-line-expired", line is null
                    ? "There is no such standard line."
                    : $"The standard line \"{line.Title}\" is no longer used. Choose another one.");
        return Decision<ILetterEvent>.Accept(new DraftChanged(state.ComplaintId, state.LetterId, text, actor.Id));
    }

    [WolverinePost("/api/complaints/{complaintId}/letters/{letterId}/change-draft"), ForRoles(Roles.Handling)]
    [EndpointSummary("Leave the text of a draft as it is now"), Tags("Correspondence")]
    public static async Task<(IResult, Events)> Post(
        ChangeDraft command, Guid complaintId, [WriteAggregate] IEventStream<Letter> letter, Actor actor,
        LetterDesk desk, IQuerySession session, CancellationToken ct)
    {
        if (!letter.IsOf(complaintId)) return (LetterVerbs.Nowhere, []);
        var (kind, stage) = (letter.Aggregate!.Draft!.Kind, letter.Aggregate.Draft.Stage);
        // At stage 1 nothing of the case decides who may write: what is typed is kept also while cases is away.
        var refusal = stage == LetterStage.Stage2
            ? LetterVerbs.Refusal(await desk.FactsAsync(complaintId, kind, ct), kind, stage, actor)
            : null;
        return (refusal ?? Decide(
            command, letter.Aggregate, await StandardLines.NowAsync(session, ct), actor, desk.Today)).Answer(letter);
    }
}
