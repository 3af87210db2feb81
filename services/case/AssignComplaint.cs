using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Makes somebody the owner of a complaint, or somebody else in their place. A complaints officer or team leader decides
// it; the version that they saw has to be the current one, so two of them cannot assign over each other unawares.
public sealed record AssignComplaint(Guid OwnerId, string OwnerName, string? Team = null)
{
    public sealed class Validator : AbstractValidator<AssignComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.OwnerId).NotEmpty();
            RuleFor(command => command.OwnerName).PlainText(200);
            RuleFor(command => command.Team).PlainText(200, optional: true);
        }
    }
}

public static class AssignComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(AssignComplaint command, Complaint state) =>
        state.Owner == new Owner(command.OwnerId, command.OwnerName, command.Team)
            ? Decision<IComplaintEvent>.Nothing()
            : Decision<IComplaintEvent>.Accept(
                new ComplaintAssigned(state.ComplaintId, command.OwnerId, command.OwnerName, command.Team));

    [WolverinePost("/api/complaints/{complaintId}/assign"), ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Make somebody the owner of a complaint"), Tags("Complaints")]
    public static (IResult, Events) Post(AssignComplaint command, [WriteAggregate] IEventStream<Complaint> complaint) =>
        Decide(command, complaint.Aggregate!).Answer(complaint);
}
