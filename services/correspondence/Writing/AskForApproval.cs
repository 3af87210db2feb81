using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Correspondence.Notices;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

// Somebody who did not write the letter is to read it before it goes out. A response needs it; for any other letter its
// author may want it. Asked again after an approval, it has to be approved anew.
public static class AskForApprovalEndpoint
{
    public static Decision<ILetterEvent> Decide(Letter state, Actor actor) =>
        state.Status == LetterStatus.WaitingForApproval
            ? Decision<ILetterEvent>.Nothing()
            : LetterVerbs.NoDraft(state) ?? Decision<ILetterEvent>.Accept(new ApprovalAskedFor(
                state.ComplaintId, state.LetterId, state.Draft!.Begun.Reference, state.Draft.Kind, state.Draft.Stage,
                [.. state.Draft.Authors.Order()], actor.Id, actor.Name));

    [WolverinePost("/api/complaints/{complaintId}/letters/{letterId}/ask-for-approval"), ForRoles(Roles.Handling)]
    [EndpointSummary("Ask that somebody else approves a draft"), Tags("Correspondence")]
    public static (IResult, Events, OutgoingMessages) Post(
        Guid complaintId, [WriteAggregate] IEventStream<Letter> letter, Actor actor) =>
        letter.IsOf(complaintId)
            ? TellOfLetter.With(Decide(letter.Aggregate!, actor).Answer(letter), letter, actor)
            : (LetterVerbs.Nowhere, [], []);
}
