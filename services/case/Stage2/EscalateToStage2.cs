using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// The resident is not satisfied, and the complaint goes on at stage 2, in the same stream with everything on it (Code
// 6.10). No reason is asked of them (6.12), and nobody waits for stage 1: whether it was answered or not, the request
// counts from the day on which it came, and what is still owed at stage 1 stays owed. Whoever has the complaint gives
// it up: the rules of arrival look for somebody who had no part in stage 1 (6.13). Any member of staff who is asked
// records it.
public sealed record EscalateToStage2(DateOnly? RequestedOn = null, string? Channel = null, string? Words = null)
{
    public sealed class Validator : AbstractValidator<EscalateToStage2>
    {
        public Validator()
        {
            RuleFor(command => command.Channel).OneOf(Vocabulary.Channels, optional: true);
            RuleFor(command => command.Words).PlainText(10_000, optional: true);
        }
    }
}

public static class EscalateToStage2Endpoint
{
    public static Decision<IComplaintEvent> Decide(EscalateToStage2 command, Complaint state, DateOnly today)
    {
        // Without a day it is today's; said again after midnight it is still the one that was made.
        var escalated = new EscalatedToStage2(
            state.ComplaintId, command.RequestedOn ?? state.Escalation?.RequestedOn ?? today, command.Channel,
            Clean.Shows(command.Words) ? Clean.Lines(command.Words!) : null);

        if (escalated == state.Escalation)
            return Decision<IComplaintEvent>.Nothing();
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        if (state.Escalation is { } earlier)
            return Decision<IComplaintEvent>.Refuse("already-escalated",
                $"Stage 2 was asked for on {earlier.RequestedOn:d MMMM yyyy}, and its limits run from that day. Add "
                + "what is said now to the complaint.");
        if (escalated.RequestedOn > today)
            return Decision<IComplaintEvent>.Refuse("escalated-in-the-future",
                "It cannot have been asked for after today. Put the day right on which it was.");
        if (escalated.RequestedOn < state.ReceivedOn)
            return Decision<IComplaintEvent>.Refuse("escalated-before-receipt",
                $"The complaint was received on {state.ReceivedOn:d MMMM yyyy}; stage 2 cannot have been asked for "
                + $"before that.");
        List<IComplaintEvent> events = [escalated];
        if (state.Ending.IsEnded) events.Insert(0, new ComplaintReopened(state.ComplaintId, "Stage 2 was asked for."));
        if (state.Owner is { } owner)
            events.Add(new ComplaintReleased(
                state.ComplaintId, owner.OwnerId, owner.Name, owner.Team, Because.Escalated));
        return Decision<IComplaintEvent>.Accept([.. events]);
    }

    [WolverinePost("/api/complaints/{complaintId}/escalate-to-stage-2"), ForRoles(Roles.Capturing)]
    [EndpointSummary("The resident asks for stage 2: it goes back to the queue, to somebody else"), Tags("Complaints")]
    public static async Task<(IResult, Events, OutgoingMessages)> Post(
        EscalateToStage2 command, [WriteAggregate] IEventStream<Complaint> complaint, IQuerySession session,
        TimeProvider time, CancellationToken ct)
    {
        var (answer, events) =
            Decide(command, complaint.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(complaint);
        var hasRules = events.Count > 0 && (await AssignmentRules.NowAsync(session, ct)).Rules.Count > 0;
        return (answer, events, hasRules ? [new AssignOnArrival(complaint.Id)] : []);
    }
}
