using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Gives a complaint back to the queue of its team, with the reason, so that somebody else can take it. Whoever has it
// may; for somebody else only a complaints officer or a team leader.
public sealed record ReleaseComplaint(string Reason)
{
    public sealed class Validator : AbstractValidator<ReleaseComplaint>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(1000);
    }
}

public static class ReleaseComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(ReleaseComplaint command, Complaint state, Actor actor)
    {
        if (Ending.Refusal(state) is { } merged)
            return merged;
        if (state.Owner is not { } owner)
            return Decision<IComplaintEvent>.Nothing();
        if (owner.OwnerId != actor.Id && !actor.Roles.Intersect([Roles.ComplaintsOfficer, Roles.TeamLeader]).Any())
            return Decision<IComplaintEvent>.Refuse("owned-by-another",
                $"{owner.Name} has this complaint. They, a complaints officer or a team leader can release it.");
        return Decision<IComplaintEvent>.Accept(new ComplaintReleased(
            state.ComplaintId, owner.OwnerId, owner.Name, owner.Team, Because.Released, command.Reason));
    }

    [WolverinePost("/api/complaints/{complaintId}/release"), ForRoles(Roles.Handling)]
    [EndpointSummary("Give a complaint back to the queue, with the reason"), Tags("Complaints")]
    public static (IResult, Events) Post(
        ReleaseComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor) =>
        Decide(command, complaint.Aggregate!, actor).Answer(complaint);
}
