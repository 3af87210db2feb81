using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

// A letter that did not go or did not arrive was put right in a way that the platform cannot see: another one was sent
// to the new address, they were told on the phone. It leaves the list, with the words in the letter's record. A letter
// that waits to be sent by hand waits on, since it is owed; that it was posted is recorded as ever.
public sealed record PutRight(string Words)
{
    public sealed class Validator : AbstractValidator<PutRight>
    {
        public Validator() => RuleFor(command => command.Words).PlainText(1000).Must(Clean.Shows)
            .WithMessage("Say what was done.");
    }
}

public static class PutRightEndpoint
{
    public static Decision<ILetterEvent> Decide(PutRight command, Letter state, Actor actor)
    {
        var words = Clean.Lines(command.Words);
        if (state.PutRight is { } before && before.Words == words) return Decision<ILetterEvent>.Nothing();
        return state is { Status: LetterStatus.WaitingToBeSentByHand } or { Back: not null, PutRight: null }
            ? Decision<ILetterEvent>.Accept(
                new LetterPutRight(state.ComplaintId, state.LetterId, words, actor.Id, actor.Name))
            : Decision<ILetterEvent>.Refuse("nothing-to-put-right",
                "Nothing is wrong with this letter, as far as is known, or it was put right before.");
    }

    [WolverinePost("/api/complaints/{complaintId}/letters/{letterId}/put-right"), AnyVersion]
    [ForRoles(Roles.Handling, Roles.ContactCentreAdviser, Roles.HousingOfficer)]
    [EndpointSummary("Say how a letter that did not go or arrive was put right"), Tags("Correspondence")]
    public static (IResult, Events) Post(
        PutRight command, Guid complaintId, [WriteAggregate] IEventStream<Letter> letter, Actor actor) =>
        letter.Aggregate is { HasCopy: true } sent && sent.ComplaintId == complaintId
            ? Decide(command, sent, actor).Answer(letter)
            : (LetterVerbs.Nowhere, []);
}
