using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Makes somebody the owner of a complaint, or somebody else in their place. A complaints officer or team leader decides
// it; the version that they saw has to be the current one, so two of them cannot assign over each other unawares. The
// owner is named by id; the name is identity's. Who is away is given it only by whoever says that they know.
public sealed record AssignComplaint(
    Guid OwnerId, string? Team = null, bool EvenIfAbsent = false, string? OwnerName = null)
{
    public sealed class Validator : AbstractValidator<AssignComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.OwnerId).NotEmpty();
            RuleFor(command => command.Team).PlainText(200, optional: true);
            // Taken because clients used to send it, and not looked at.
            RuleFor(command => command.OwnerName).PlainText(200, optional: true);
        }
    }
}

public static class AssignComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        AssignComplaint command, Complaint state, Colleague? owner, string? team, DateOnly today) =>
        state.Owner is { } present && (present.OwnerId, present.Team) == (command.OwnerId, team)
            ? Decision<IComplaintEvent>.Nothing()
            : Ending.Refusal(state) ?? MayOwn.Refusal(state, owner, today, command.EvenIfAbsent)
                ?? Decision<IComplaintEvent>.Accept(
                    new ComplaintAssigned(state.ComplaintId, command.OwnerId, owner!.Name!, team,
                        EvenIfAbsent: owner.AwayOn(today) is not null));

    [WolverinePost("/api/complaints/{complaintId}/assign"), ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Make somebody the owner of a complaint"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        AssignComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        TimeProvider time, CancellationToken ct)
    {
        var (owner, team) = await MayOwn.FindAsync(command.OwnerId, command.Team, session, ct);
        return Decide(command, complaint.Aggregate!, owner, team, London.DayOf(time.GetUtcNow())).Answer(complaint);
    }
}
