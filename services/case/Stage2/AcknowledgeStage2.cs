using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Records the stage 2 acknowledgement as it went to the resident: what the landlord understands to be unresolved and
// the outcomes sought (Code 5.6), and what it is and is not responsible for (5.7). It stops the 5 days from the request
// (6.11) and starts the 20 of the final response (6.14), so it is said once. Nobody who acted at stage 1 does it.
public sealed record AcknowledgeStage2(
    string Definition, string OutcomesSought, string ResponsibleFor, string NotResponsibleFor,
    DateOnly? AcknowledgedOn = null)
{
    public sealed class Validator : AbstractValidator<AcknowledgeStage2>
    {
        public Validator()
        {
            RuleFor(command => command.Definition).PlainText(4000);
            RuleFor(command => command.OutcomesSought).PlainText(4000);
            RuleFor(command => command.ResponsibleFor).PlainText(4000);
            RuleFor(command => command.NotResponsibleFor).PlainText(4000);
        }
    }
}

public static class AcknowledgeStage2Endpoint
{
    public static Decision<IComplaintEvent> Decide(
        AcknowledgeStage2 command, Complaint state, Actor actor, DateOnly today)
    {
        // Without a day it is today's; said again after midnight it is still the one that was sent.
        var acknowledged = new Stage2Acknowledged(
            state.ComplaintId, command.AcknowledgedOn ?? state.Stage2Acknowledgement?.AcknowledgedOn ?? today,
            command.Definition, command.OutcomesSought, command.ResponsibleFor, command.NotResponsibleFor,
            state.Stage2Acknowledgement?.AcknowledgedBy ?? actor.Id);

        if (acknowledged == state.Stage2Acknowledgement)
            return Decision<IComplaintEvent>.Nothing();
        if ((Ending.Refusal(state) ?? Independence.NotAtStage2(state) ?? Independence.Refusal(state, actor))
            is { } refusal)
            return refusal;
        if (state.Stage2Acknowledgement is { } earlier)
            return Decision<IComplaintEvent>.Refuse("already-acknowledged",
                $"Stage 2 was acknowledged on {earlier.AcknowledgedOn:d MMMM yyyy}. An acknowledgement that was sent "
                + "cannot be replaced.");
        if (acknowledged.AcknowledgedOn > today)
            return Decision<IComplaintEvent>.Refuse("acknowledged-in-the-future",
                "The acknowledgement cannot be dated after today. Record it once it has been sent.");
        if (acknowledged.AcknowledgedOn < state.Escalation!.RequestedOn)
            return Decision<IComplaintEvent>.Refuse("acknowledged-before-request",
                $"Stage 2 was asked for on {state.Escalation.RequestedOn:d MMMM yyyy}; it cannot have been "
                + "acknowledged before that.");
        return Decision<IComplaintEvent>.Accept(acknowledged);
    }

    [WolverinePost("/api/complaints/{complaintId}/acknowledge-stage-2"), ForRoles(Roles.Handling)]
    [EndpointSummary("Record the stage 2 acknowledgement with the complaint definition"), Tags("Complaints")]
    public static (IResult, Events) Post(
        AcknowledgeStage2 command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        Decide(command, complaint.Aggregate!, actor, London.DayOf(time.GetUtcNow())).Answer(complaint);
}
