using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Records the final response as it went to the resident (Code 6.14, 6.20): its outcome and what it says. Without an
// acknowledgement before it, or without an answer at stage 1, it counts all the same: the resident has the landlord's
// last word, and what was left out shows as the breach that it is. Nobody who acted at stage 1 does it (6.13). The
// outcome follows from what stage 2 found when every point has a finding, and is said otherwise.
public sealed record RecordStage2Response(string? Outcome, string Summary, DateOnly? RespondedOn = null)
{
    public sealed class Validator : AbstractValidator<RecordStage2Response>
    {
        public Validator()
        {
            RuleFor(command => command.Outcome).OneOf(Findings.Outcomes, optional: true);
            RuleFor(command => command.Summary).PlainText(10_000);
        }
    }
}

public static class RecordStage2ResponseEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        RecordStage2Response command, Complaint state, Actor actor, DateOnly today)
    {
        var outcome =
            command.Outcome ?? state.Stage2Response?.Outcome ?? OutcomeFollows.From(state, Findings.Stage2);
        // Without a day it is today's; said again after midnight it is still the one that was sent.
        var responded = new Stage2ResponseRecorded(
            state.ComplaintId, command.RespondedOn ?? state.Stage2Response?.RespondedOn ?? today, outcome ?? "",
            command.Summary, state.Stage2Response?.RespondedBy ?? actor.Id);

        if (responded == state.Stage2Response)
            return Decision<IComplaintEvent>.Nothing();
        if ((Ending.Refusal(state) ?? Independence.NotAtStage2(state) ?? Independence.Refusal(state, actor))
            is { } refusal)
            return refusal;
        if (state.Stage2Response is { } earlier)
            return Decision<IComplaintEvent>.Refuse("already-responded",
                $"The final response was sent on {earlier.RespondedOn:d MMMM yyyy}. A response that was sent cannot be "
                + "replaced.");
        if (responded.RespondedOn > today)
            return Decision<IComplaintEvent>.Refuse("responded-in-the-future",
                "The response cannot be dated after today. Record it once it has been sent.");
        if (responded.RespondedOn < state.Escalation!.RequestedOn)
            return Decision<IComplaintEvent>.Refuse("responded-before-request",
                $"Stage 2 was asked for on {state.Escalation.RequestedOn:d MMMM yyyy}; it cannot have been answered "
                + "before that.");
        return OutcomeFollows.Refusal(state, Findings.Stage2, outcome)
            ?? Decision<IComplaintEvent>.Accept(responded);
    }

    [WolverinePost("/api/complaints/{complaintId}/record-stage-2-response"), ForRoles(Roles.Handling)]
    [EndpointSummary("Record the stage 2 response, the landlord's final one, with its outcome"), Tags("Complaints")]
    public static (IResult, Events) Post(
        RecordStage2Response command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        Decide(command, complaint.Aggregate!, actor, London.DayOf(time.GetUtcNow())).Answer(complaint);
}
