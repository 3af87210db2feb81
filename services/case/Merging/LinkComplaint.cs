using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;
using static ComplaintsPlatform.Contracts.Roles;

namespace ComplaintsPlatform.Cases;

// Says that two complaints have to do with each other, and why; each goes on by itself. Both records say so.
public sealed record LinkComplaint(Guid OtherId, string Reason)
{
    public sealed class Validator : AbstractValidator<LinkComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.OtherId).NotEmpty().WithMessage("Name the other complaint.");
            RuleFor(command => command.Reason).PlainText(1000);
        }
    }
}

public static class LinkComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(LinkComplaint command, Complaint here, Complaint? other)
    {
        if (other is not { IsOpened: true })
            return Decision<IComplaintEvent>.Refuse("linked-unknown", "There is no complaint with that otherId.");
        if (other.ComplaintId == here.ComplaintId)
            return Decision<IComplaintEvent>.Refuse("linked-with-itself", "A complaint is not linked with itself.");
        return here.LinkedTo.Contains(other.ComplaintId)
            ? Decision<IComplaintEvent>.Nothing()
            : Decision<IComplaintEvent>.Accept(
            [
                new ComplaintLinked(here.ComplaintId, other.ComplaintId, other.Reference, command.Reason),
                new ComplaintLinked(other.ComplaintId, here.ComplaintId, here.Reference, command.Reason),
            ]);
    }

    [WolverinePost("/api/complaints/{complaintId}/link"), AnyVersion, ForRoles(Handling)]
    [EndpointSummary("Say that another complaint has to do with this one"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        LinkComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        Actor actor, CancellationToken ct)
    {
        var (there, other) = await session.OtherAsync(complaint, command.OtherId, actor, ct);
        return Decide(command, complaint.Aggregate!, other).AnswerBoth(complaint, there);
    }
}
