using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

// Takes a complaint from the queue. When several people reach for one, exactly one gets it and the others are told who has it. No
// If-Match: the rule itself lets only one win, and whoever claims has not necessarily opened the case.
internal static class ClaimComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(Complaint state, Actor actor)
    {
        if (state.Owner?.OwnerId == actor.Id)
            return Decision<IComplaintEvent>.Nothing();
        if (state.Owner is { } owner)
            return Decision<IComplaintEvent>.Refuse("already-claimed", $"{owner.Name} has this complaint. Ask them or a team leader to pass it on.");
        return Decision<IComplaintEvent>.Accept(new ComplaintClaimed(state.ComplaintId, actor.Id, actor.Name, actor.Teams.Count > 0 ? actor.Teams[0] : null));
    }

    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapPost("/{complaintId:guid}/claim", async (Guid complaintId, Actor actor, IDocumentSession session, CancellationToken ct) =>
            (await session.DecideOnComplaint(complaintId, null, state => Decide(state, actor), ct)).Answer())
        .RequireRoles(Roles.Handling)
        .WithName("ClaimComplaint")
        .WithSummary("Take an unassigned complaint: exactly one wins");
}
