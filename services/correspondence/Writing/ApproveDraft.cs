using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Correspondence.Notices;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Correspondence;

// Quality assurance: somebody whose words are not in the letter has read it, and it may go out as they read it. What
// could not go out is not approved: the same gate says what it lacks. At stage 2 nobody approves who acted at stage 1
// (Code 6.13).
public static class ApproveDraftEndpoint
{
    internal static Decision<ILetterEvent> Decide(Letter state, PreparedLetter prepared, Actor actor)
    {
        if (state.Status == LetterStatus.Approved)
            return Decision<ILetterEvent>.Nothing();
        return LetterVerbs.NoDraft(state) ?? MayRead(state, actor)
            ?? LetterVerbs.Refusal(prepared.Facts, state.Draft!.Kind, state.Draft.Stage, actor)
            ?? (prepared.Missing.Count > 0
                ? Decision<ILetterEvent>.Refuse("letter-incomplete", prepared.Lacks)
                : Decision<ILetterEvent>.Accept(new DraftApproved(
                    state.ComplaintId, state.LetterId, actor.Id, actor.Name, prepared.TextSha256)));
    }

    /// <summary>The refusal of reading it for its author; null when they may.</summary>
    internal static Decision<ILetterEvent>? MayRead(Letter state, Actor actor) =>
        state.Status != LetterStatus.WaitingForApproval
            ? Decision<ILetterEvent>.Refuse("approval-not-asked-for",
                "Nobody has asked for an approval of this draft, or it was answered before.")
            : state.Draft!.Authors.Contains(actor.Id)
                ? Decision<ILetterEvent>.Refuse("author-cannot-approve",
                    "You wrote in this letter, so somebody else reads it before it goes out.")
                : null;

    [WolverinePost("/api/complaints/{complaintId}/letters/{letterId}/approve"), ForRoles(Roles.Handling)]
    [EndpointSummary("Approve a draft that somebody else wrote"), Tags("Correspondence")]
    public static async Task<(IResult, Events, OutgoingMessages)> Post(
        Guid complaintId, [WriteAggregate] IEventStream<Letter> letter, Actor actor, LetterDesk desk,
        IQuerySession session, CancellationToken ct)
    {
        if (!letter.IsOf(complaintId)) return (LetterVerbs.Nowhere, [], []);
        var prepared = await desk.PrepareAsync(letter.Aggregate!.Draft!, session, ct);
        var decision = Decide(letter.Aggregate, prepared, actor);
        return decision.Refusal is { Code: "letter-incomplete" } refusal
            ? (Api.Refused(refusal, "missing", prepared.Missing), [], [])
            : TellOfLetter.With(decision.Answer(letter), letter, actor);
    }
}
