using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Somebody who leads, and did not propose it, does not agree, and says why. The fact stays as it was recorded.
public sealed record RejectCorrection(string Words)
{
    public sealed class Validator : AbstractValidator<RejectCorrection>
    {
        public Validator() => RuleFor(command => command.Words).PlainText(4000);
    }
}

public static class RejectCorrectionEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        RejectCorrection command, Complaint state, Correction correction, Actor actor)
    {
        // Said again by whoever said it, in whatever words, it is the same no.
        if (correction.State == CorrectionState.Rejected && correction.DecidedBy == actor.Id)
            return Decision<IComplaintEvent>.Nothing();
        return ApproveCorrectionEndpoint.Refusal(correction, actor)
            ?? Decision<IComplaintEvent>.Accept(new CorrectionRejected(
                state.ComplaintId, correction.Proposed.CorrectionId, correction.Proposed.Fact,
                Clean.Lines(command.Words), actor.Id, actor.Name));
    }

    [WolverinePost("/api/complaints/{complaintId}/corrections/{correctionId}/reject"), AnyVersion]
    [ForRoles(Roles.TeamLeader, Roles.Director)]
    [EndpointSummary("Do not agree to a correction that somebody else proposed"), Tags("Corrections")]
    public static (IResult, Events) Post(
        RejectCorrection command, Guid correctionId, [WriteAggregate] IEventStream<Complaint> complaint,
        Actor actor) =>
        complaint.Aggregate!.Corrections.All.GetValueOrDefault(correctionId) is { } correction
            ? Decide(command, complaint.Aggregate, correction, actor).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
