using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Two complaints turn out to be one: the other one is merged into this one, which goes on with the points of both. The
// one that was received first survives, so that the resident loses no day of any limit (Code 6.2); what was
// acknowledged is not merged into what was not, since its answer is promised for a day. Whoever quotes the other's
// reference is led here. Both histories say it, and it can be undone.
public sealed record MergeComplaint(Guid DuplicateId, string Reason)
{
    public sealed class Validator : AbstractValidator<MergeComplaint>
    {
        public Validator()
        {
            RuleFor(command => command.DuplicateId).NotEmpty().WithMessage("Name the complaint to be merged.");
            RuleFor(command => command.Reason).PlainText(4000);
        }
    }
}

public static class MergeComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(MergeComplaint command, Complaint survivor, Complaint? duplicate)
    {
        if (duplicate is not { IsOpened: true })
            return Decision<IComplaintEvent>.Refuse(
                "duplicate-unknown", "There is no complaint with that duplicateId.");
        if (duplicate.ComplaintId == survivor.ComplaintId)
            return Decision<IComplaintEvent>.Refuse("merged-with-itself", "A complaint is not merged with itself.");
        if (duplicate.MergedInto?.SurvivorId == survivor.ComplaintId)
            return Decision<IComplaintEvent>.Nothing();
        if ((Ending.Refusal(survivor) ?? Ending.Refusal(duplicate)) is { } merged)
            return merged;
        if ((survivor.Escalation ?? duplicate.Escalation) is not null)
            return Decision<IComplaintEvent>.Refuse("merged-at-stage-2",
                "One of the two is at stage 2, whose limits run from its request. Each stays a complaint of its own.");
        if (survivor.Stage1Response is not null || duplicate.Stage1Response is not null)
            return Decision<IComplaintEvent>.Refuse("merged-after-response",
                "One of the two was answered. An answer stands, so each stays a complaint of its own.");
        if (duplicate.ReceivedOn < survivor.ReceivedOn)
            return Decision<IComplaintEvent>.Refuse("merge-loses-days",
                $"{duplicate.Reference} was received first. Merge {survivor.Reference} into it, so that its limits "
                + "hold.");
        if (duplicate.Acknowledgement is not null && survivor.Acknowledgement is null)
            return Decision<IComplaintEvent>.Refuse("merge-before-acknowledgement",
                $"{duplicate.Reference} was acknowledged. Acknowledge {survivor.Reference} first.");

        return Decision<IComplaintEvent>.Accept(
        [
            new DuplicateMergedIn(survivor.ComplaintId, duplicate.ComplaintId, duplicate.Reference,
                [.. duplicate.Points.Select((point, index) => point with { Number = survivor.LastPoint + index + 1 })],
                command.Reason, duplicate.ActedAtStage1.IsEmpty ? null : [.. duplicate.ActedAtStage1]),
            .. NamedPeople.Carried(duplicate, survivor, command.Reason),
            new MergedIntoAnother(
                duplicate.ComplaintId, survivor.ComplaintId, survivor.Reference, command.Reason),
            .. NamedPeople.NamedCarried(survivor, duplicate, command.Reason),
        ]);
    }

    [WolverinePost("/api/complaints/{complaintId}/merge"), ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Merge another complaint about the same into this one"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        MergeComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        Actor actor, CancellationToken ct)
    {
        var survivor = complaint.Aggregate!;
        var (other, duplicate) = await session.OtherAsync(complaint, command.DuplicateId, actor, ct);
        return Decide(command, survivor, duplicate).AnswerBoth(complaint, other);
    }
}
