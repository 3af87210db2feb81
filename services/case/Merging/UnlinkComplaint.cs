using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;
using static ComplaintsPlatform.Contracts.Roles;

namespace ComplaintsPlatform.Cases;

// Two complaints have nothing to do with each other after all. That they were linked stays in both records.
public sealed record UnlinkComplaint(Guid OtherId, string Reason)
{
    public sealed class Validator : AbstractValidator<UnlinkComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.OtherId).NotEmpty().WithMessage("Name the other complaint.");
            RuleFor(command => command.Reason).PlainText(1000);
        }
    }
}

public static class UnlinkComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(UnlinkComplaint command, Complaint here, Complaint? other) =>
        other is not null && here.LinkedTo.Contains(other.ComplaintId)
            ? Decision<IComplaintEvent>.Accept(
            [
                new LinkRemoved(here.ComplaintId, other.ComplaintId, other.Reference, command.Reason),
                new LinkRemoved(other.ComplaintId, here.ComplaintId, here.Reference, command.Reason),
            ])
            : Decision<IComplaintEvent>.Nothing();

    [WolverinePost("/api/complaints/{complaintId}/unlink"), AnyVersion, ForRoles(Handling)]
    [EndpointSummary("Say that another complaint has nothing to do with this one after all"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        UnlinkComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        Actor actor, CancellationToken ct)
    {
        var here = complaint.Aggregate!;
        if (!here.LinkedTo.Contains(command.OtherId)) return Decide(command, here, null).Answer(complaint);
        var (there, other) = await session.OtherAsync(complaint, command.OtherId, actor, ct);
        return Decide(command, here, other).AnswerBoth(complaint, there);
    }
}
