using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;

namespace ComplaintsPlatform.Cases;

// Makes somebody the owner of a complaint, or somebody else in their place. A complaints officer or team leader decides it; the version
// that they saw has to be the current one, so two of them cannot assign over each other unawares.
public sealed record AssignComplaint(Guid OwnerId, string OwnerName, string? Team = null)
{
    internal sealed class Validator : AbstractValidator<AssignComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.OwnerId).NotEmpty();
            RuleFor(command => command.OwnerName).PlainText(200);
            RuleFor(command => command.Team).PlainText(200, optional: true);
        }
    }
}

internal static class AssignComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(AssignComplaint command, Complaint state) =>
        state.Owner == new Owner(command.OwnerId, command.OwnerName, command.Team)
            ? Decision<IComplaintEvent>.Nothing()
            : Decision<IComplaintEvent>.Accept(new ComplaintAssigned(state.ComplaintId, command.OwnerId, command.OwnerName, command.Team));

    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapPost("/{complaintId:guid}/assign", async (Guid complaintId, ExpectedVersion expected, AssignComplaint command, IDocumentSession session, CancellationToken ct) =>
            (await session.DecideOnComplaint(complaintId, expected.Version, state => Decide(command, state), ct)).Answer())
        .Validate(new AssignComplaint.Validator())
        .RequireRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)
        .WithName(nameof(AssignComplaint))
        .WithSummary("Make somebody the owner of a complaint");
}
