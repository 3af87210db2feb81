using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Records the stage 1 acknowledgement as it went to the resident: the complaint definition and the outcomes sought
// (Code 5.6), and what the landlord is and is not responsible for (5.7). Only this stops the 5-day clock (6.2); the
// automatic confirmation of receipt does not. It may be recorded after the day on which it was sent. It is said once:
// another one would be a second start of the 10-day clock.
public sealed record AcknowledgeComplaint(
    string Definition, string OutcomesSought, string ResponsibleFor, string NotResponsibleFor,
    DateOnly? AcknowledgedOn = null)
{
    public sealed class Validator : AbstractValidator<AcknowledgeComplaint>
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

public static class AcknowledgeComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        AcknowledgeComplaint command, Complaint state, Actor actor, DateTimeOffset now)
    {
        var today = London.DayOf(now);
        // Without a day it is today's; said again after midnight it is still the one that was sent.
        var acknowledged = new ComplaintAcknowledged(
            state.ComplaintId, command.AcknowledgedOn ?? state.Acknowledgement?.AcknowledgedOn ?? today,
            command.Definition, command.OutcomesSought, command.ResponsibleFor, command.NotResponsibleFor,
            state.Acknowledgement is { } sent ? sent.AcknowledgedBy : actor.Id);

        if (acknowledged == state.Acknowledgement)
            return Decision<IComplaintEvent>.Nothing();
        if ((Ending.Refusal(state) ?? Independence.AtStage1(state, actor)) is { } refusal)
            return refusal;
        if (state.Acknowledgement is { } earlier)
            return Decision<IComplaintEvent>.Refuse("already-acknowledged",
                $"This complaint was acknowledged on {earlier.AcknowledgedOn:d MMMM yyyy}. An acknowledgement that "
                + $"was sent cannot be replaced.");
        if (acknowledged.AcknowledgedOn > today)
            return Decision<IComplaintEvent>.Refuse("acknowledged-in-the-future",
                "The acknowledgement cannot be dated after today. Record it once it has been sent.");
        if (acknowledged.AcknowledgedOn < state.ReceivedOn)
            return Decision<IComplaintEvent>.Refuse("acknowledged-before-receipt",
                $"The complaint was received on {state.ReceivedOn:d MMMM yyyy}; it cannot have been acknowledged "
                + $"before that.");
        return Decision<IComplaintEvent>.Accept(acknowledged);
    }

    [WolverinePost("/api/complaints/{complaintId}/acknowledge"), ForRoles(Roles.Handling)]
    [EndpointSummary("Record the stage 1 acknowledgement with the complaint definition"), Tags("Complaints")]
    public static (IResult, Events) Post(
        AcknowledgeComplaint command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) => Decide(command, complaint.Aggregate!, actor, time.GetUtcNow()).Answer(complaint);
}
