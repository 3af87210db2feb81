using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Takes a complaint from the queue. When several people reach for one, exactly one gets it and the others are told who
// has it. No If-Match: the rule itself lets only one win, and whoever claims has not necessarily opened the case.
public static class ClaimComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(Complaint state, Actor actor)
    {
        if (state.Owner?.OwnerId == actor.Id)
            return Decision<IComplaintEvent>.Nothing();
        if (Ending.Refusal(state) is { } merged)
            return merged;
        if (state.Owner is { } owner)
            return Decision<IComplaintEvent>.Refuse(
                "already-claimed", $"{owner.Name} has this complaint. Ask them or a team leader to pass it on.");
        if (MayOwn.Barred(state, actor.Id, actor.Name) is { } barred)
            return barred;
        return Decision<IComplaintEvent>.Accept(
            new ComplaintClaimed(state.ComplaintId, actor.Id, actor.Name, actor.Teams.Count > 0
                ? actor.Teams[0]
                : null));
    }

    [WolverinePost("/api/complaints/{complaintId}/claim"), AnyVersion, ForRoles(Roles.Handling)]
    [EndpointSummary("Take an unassigned complaint: exactly one wins"), Tags("Complaints")]
    public static (IResult, Events) Post([WriteAggregate] IEventStream<Complaint> complaint, Actor actor) =>
        Decide(complaint.Aggregate!, actor).Answer(complaint);
}
