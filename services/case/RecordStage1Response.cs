using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Records the stage 1 response as it went to the resident (Code 6.3): its outcome and what it says. It may be recorded
// after the day on which it was sent. A response without an acknowledgement is allowed: the resident has an answer, and
// the missing acknowledgement shows as the breach that it is (6.2). The outcome follows from the findings when every
// point has one, and is said otherwise.
public sealed record RecordStage1Response(string? Outcome, string Summary, DateOnly? RespondedOn = null)
{
    public sealed class Validator : AbstractValidator<RecordStage1Response>
    {
        public Validator()
        {
            RuleFor(command => command.Outcome).OneOf(Findings.Outcomes, optional: true);
            RuleFor(command => command.Summary).PlainText(10_000);
        }
    }
}

public static class RecordStage1ResponseEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        RecordStage1Response command, Complaint state, Actor actor, DateTimeOffset now)
    {
        var today = London.DayOf(now);
        var outcome =
            command.Outcome ?? state.Stage1Response?.Outcome ?? OutcomeFollows.From(state, Findings.Stage1);
        // Without a day it is today's; said again after midnight it is still the one that was sent.
        var responded = new Stage1ResponseRecorded(
            state.ComplaintId, command.RespondedOn ?? state.Stage1Response?.RespondedOn ?? today,
            outcome ?? "", command.Summary, state.Stage1Response is { } sent ? sent.RespondedBy : actor.Id);

        if (responded == state.Stage1Response)
            return Decision<IComplaintEvent>.Nothing();
        if ((Ending.Refusal(state) ?? Independence.AtStage1(state, actor)) is { } refusal)
            return refusal;
        if (state.Stage1Response is { } earlier)
            return Decision<IComplaintEvent>.Refuse("already-responded",
                $"The stage 1 response was sent on {earlier.RespondedOn:d MMMM yyyy}. A response that was sent "
                + $"cannot be replaced.");
        if (responded.RespondedOn > today)
            return Decision<IComplaintEvent>.Refuse("responded-in-the-future",
                "The response cannot be dated after today. Record it once it has been sent.");
        if (responded.RespondedOn < state.ReceivedOn)
            return Decision<IComplaintEvent>.Refuse("responded-before-receipt",
                $"The complaint was received on {state.ReceivedOn:d MMMM yyyy}; it cannot have been answered "
                + $"before that.");
        return OutcomeFollows.Refusal(state, Findings.Stage1, outcome)
            ?? Decision<IComplaintEvent>.Accept(responded);
    }

    [WolverinePost("/api/complaints/{complaintId}/record-stage-1-response"), ForRoles(Roles.Handling)]
    [EndpointSummary("Record the stage 1 response with its outcome"), Tags("Complaints")]
    public static (IResult, Events) Post(
        RecordStage1Response command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) => Decide(command, complaint.Aggregate!, actor, time.GetUtcNow()).Answer(complaint);
}
