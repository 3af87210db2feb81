using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// A merge was a mistake: the other complaint goes on by itself again, with its points, and with its clocks as if it had
// never been merged, since the resident is owed those days. As long as this one was not answered: an answer covers all
// its points, and stands.
public sealed record UndoMerge(Guid DuplicateId, string Reason)
{
    public sealed class Validator : AbstractValidator<UndoMerge>
    {
        public Validator()
        {
            RuleFor(command => command.DuplicateId).NotEmpty().WithMessage("Name the complaint that was merged.");
            RuleFor(command => command.Reason).PlainText(4000);
        }
    }
}

public static class UndoMergeEndpoint
{
    public static Decision<IComplaintEvent> Decide(UndoMerge command, Complaint survivor, Complaint? duplicate)
    {
        if (duplicate is null || duplicate.MergedInto?.SurvivorId != survivor.ComplaintId)
            return duplicate?.IsOpened == true && duplicate.MergedInto is null
                ? Decision<IComplaintEvent>.Nothing()
                : Decision<IComplaintEvent>.Refuse(
                    "not-merged", "That complaint was not merged into this one. Look at its history.");
        if (Ending.Refusal(survivor) is { } merged)
            return merged;
        if (survivor.Escalation is not null)
            return Decision<IComplaintEvent>.Refuse("merged-at-stage-2",
                "It is at stage 2 with the points of both, and its limits run from that request.");
        if (survivor.Stage1Response is { } response)
            return Decision<IComplaintEvent>.Refuse("merged-after-response",
                $"It was answered on {response.RespondedOn:d MMMM yyyy}, with the points of both. An answer stands.");
        if (survivor.MergedIn[duplicate.ComplaintId].Exists(
            number => survivor.Points.TrueForAll(point => point.Number != number)))
            return Decision<IComplaintEvent>.Refuse("merged-points-gone",
                "Some of its points became a complaint of their own meanwhile, so it cannot go on as it was.");
        return Decision<IComplaintEvent>.Accept(
            new DuplicateTakenOut(
                survivor.ComplaintId, duplicate.ComplaintId, duplicate.Reference, command.Reason),
            new MergeUndone(
                duplicate.ComplaintId, duplicate.Reference, survivor.ComplaintId, survivor.Reference, command.Reason));
    }

    [WolverinePost("/api/complaints/{complaintId}/undo-merge"), ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Take a complaint out again that was merged into this one"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        UndoMerge command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        Actor actor, CancellationToken ct)
    {
        var (other, duplicate) = await session.OtherAsync(complaint, command.DuplicateId, actor, ct);
        return Decide(command, complaint.Aggregate!, duplicate).AnswerBoth(complaint, other);
    }
}
