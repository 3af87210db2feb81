using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Correspondence.Notices;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

// Quality assurance: somebody whose words are not in the letter wants it changed, and says what. It is a draft again.
public sealed record ReturnWithComments(string Comments)
{
    public sealed class Validator : AbstractValidator<ReturnWithComments>
    {
        public Validator() => RuleFor(command => command.Comments).PlainText(4000).Must(Clean.Shows)
            .WithMessage("Say what is to be changed.");
    }
}

public static class ReturnWithCommentsEndpoint
{
    public static Decision<ILetterEvent> Decide(
        ReturnWithComments command, Letter state, Actor actor, Decision<ILetterEvent>? notAtThisStage = null)
    {
        var comments = Clean.Lines(command.Comments);
        if (state is { Status: LetterStatus.Draft, Draft.Returned: { } last } && last.Comments == comments
            && last.By == actor.Id)
            return Decision<ILetterEvent>.Nothing();
        return LetterVerbs.NoDraft(state) ?? ApproveDraftEndpoint.MayRead(state, actor) ?? notAtThisStage
            ?? Decision<ILetterEvent>.Accept(
                new DraftReturned(state.ComplaintId, state.LetterId, actor.Id, actor.Name, comments));
    }

    [WolverinePost("/api/complaints/{complaintId}/letters/{letterId}/return-with-comments"), ForRoles(Roles.Handling)]
    [EndpointSummary("Return a draft with what is to be changed"), Tags("Correspondence")]
    public static async Task<(IResult, Events, OutgoingMessages)> Post(
        ReturnWithComments command, Guid complaintId, [WriteAggregate] IEventStream<Letter> letter, Actor actor,
        LetterDesk desk, CancellationToken ct)
    {
        if (!letter.IsOf(complaintId)) return (LetterVerbs.Nowhere, [], []);
        var (kind, stage) = (letter.Aggregate!.Draft!.Kind, letter.Aggregate.Draft.Stage);
        var refusal = stage == LetterStage.Stage2
            ? LetterVerbs.Refusal(await desk.FactsAsync(complaintId, kind, ct), kind, stage, actor)
            : null;
        return TellOfLetter.With(Decide(command, letter.Aggregate, actor, refusal).Answer(letter), letter, actor);
    }
}
