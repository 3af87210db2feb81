using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// A complaints officer or a team leader takes a complaint that somebody else has, and says why. The version that they
// saw has to be the current one: what the other has just done is looked at first.
public sealed record TakeOverComplaint(string Reason)
{
    public sealed class Validator : AbstractValidator<TakeOverComplaint>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(1000);
    }
}

public static class TakeOverComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(TakeOverComplaint command, Complaint state, Actor actor) =>
        state.Owner?.OwnerId == actor.Id
            ? Decision<IComplaintEvent>.Nothing()
            : Ending.Refusal(state) ?? MayOwn.Barred(state, actor.Id, actor.Name)
                ?? Decision<IComplaintEvent>.Accept(
                    new ComplaintAssigned(state.ComplaintId, actor.Id, actor.Name,
                        actor.Teams is [var team, ..] ? team : null, command.Reason));

    [WolverinePost("/api/complaints/{complaintId}/take-over"), ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Take a complaint that somebody else has, with the reason"), Tags("Complaints")]
    public static (IResult, Events) Post(
        TakeOverComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor) =>
        Decide(command, complaint.Aggregate!, actor).Answer(complaint);
}
