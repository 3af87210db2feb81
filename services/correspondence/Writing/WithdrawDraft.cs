using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

// A draft that will not be sent. What was written in it stays in the record; nobody goes on with it.
public static class WithdrawDraftEndpoint
{
    public static Decision<ILetterEvent> Decide(Letter state, Actor actor) =>
        state.Status == LetterStatus.Withdrawn
            ? Decision<ILetterEvent>.Nothing()
            : LetterVerbs.NoDraft(state) ?? Decision<ILetterEvent>.Accept(
                new DraftWithdrawn(state.ComplaintId, state.LetterId, actor.Id));

    [WolverinePost("/api/complaints/{complaintId}/letters/{letterId}/withdraw-draft"), ForRoles(Roles.Handling)]
    [EndpointSummary("Withdraw a draft: it will not be sent"), Tags("Correspondence")]
    public static (IResult, Events) Post(
        Guid complaintId, [WriteAggregate] IEventStream<Letter> letter, Actor actor) =>
        letter.IsOf(complaintId) ? Decide(letter.Aggregate!, actor).Answer(letter) : (LetterVerbs.Nowhere, []);
}
