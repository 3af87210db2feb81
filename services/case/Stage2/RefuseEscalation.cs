using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Does not take a complaint on to stage 2: only on a ground of section 2 of the Code, with reasons (5.11), after
// looking at this person's circumstances (2.5). A letter says so, with the right to take that to the Ombudsman; until
// it has gone it is listed. No limit runs. What was refused is taken on all the same when it is asked for and granted
// later, when the Ombudsman says so for one.
public sealed record RefuseEscalation(
    string Ground, string Reasons, string CircumstancesConsidered, DateOnly? RequestedOn = null,
    DateOnly? GroundDate = null, string? EarlierReference = null)
{
    public sealed class Validator : AbstractValidator<RefuseEscalation>
    {
        public Validator()
        {
            RuleFor(command => command.Ground).OneOf([.. RefusalGround.All.Select(ground => ground.Code)]);
            RuleFor(command => command.Reasons).PlainText(4000);
            RuleFor(command => command.CircumstancesConsidered).PlainText(4000);
            RuleFor(command => command.GroundDate).NotNull()
                .When(command => RefusalGround.Of(command.Ground) is { NeedsDate: true })
                .WithMessage("Give the day on which the matter arose or became known, or the claim was filed.");
            RuleFor(command => command.EarlierReference).PlainText(100)
                .When(command => RefusalGround.Of(command.Ground) is { NeedsReference: true });
        }
    }
}

public static class RefuseEscalationEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        RefuseEscalation command, Complaint state, Actor actor, DateOnly today)
    {
        var (ground, before) = (RefusalGround.Of(command.Ground)!, state.EscalationRefusal);
        // Without a day it is today's; said again after midnight it is still the one that was told.
        var refused = new EscalationRefused(
            state.ComplaintId, state.Reference, command.RequestedOn ?? before?.RequestedOn ?? today,
            before?.RefusedOn ?? today, ground.Code, ground.Paragraph, ground.NeedsDate ? command.GroundDate : null,
            ground.NeedsReference ? Clean.Line(command.EarlierReference!) : null, Clean.Lines(command.Reasons),
            Clean.Lines(command.CircumstancesConsidered), before?.RefusedBy ?? actor.Id);

        if (refused == before)
            return Decision<IComplaintEvent>.Nothing();
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        if (state.Escalation is { } escalated)
            return Decision<IComplaintEvent>.Refuse("already-escalated",
                $"Stage 2 was asked for on {escalated.RequestedOn:d MMMM yyyy} and taken on, and is answered there.");
        if (before is not null && refused.RequestedOn <= before.RequestedOn)
            return Decision<IComplaintEvent>.Refuse("already-refused",
                $"What was asked for on {before.RequestedOn:d MMMM yyyy} was refused on "
                + $"{before.RefusedOn:d MMMM yyyy}. A refusal that was told cannot be replaced.");
        if (refused.RequestedOn > today)
            return Decision<IComplaintEvent>.Refuse("escalated-in-the-future",
                "It cannot have been asked for after today. Put the day right on which it was.");
        if (refused.RequestedOn < state.ReceivedOn)
            return Decision<IComplaintEvent>.Refuse("escalated-before-receipt",
                $"The complaint was received on {state.ReceivedOn:d MMMM yyyy}; stage 2 cannot have been asked for "
                + "before that.");
        if (ground.WhyNotMet(refused.GroundDate, state.ReceivedOn!.Value, today) is { } why)
            return Decision<IComplaintEvent>.Refuse("ground-not-met", why);
        return Decision<IComplaintEvent>.Accept(refused with { RefusedOn = today, RefusedBy = actor.Id });
    }

    [WolverinePost("/api/complaints/{complaintId}/refuse-escalation")]
    [ForRoles(Roles.ComplaintsOfficer, Roles.TeamLeader)]
    [EndpointSummary("Refuse stage 2 on a ground of the Code; a letter has to say so"), Tags("Complaints")]
    public static (IResult, Events) Post(
        RefuseEscalation command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        Decide(command, complaint.Aggregate!, actor, London.DayOf(time.GetUtcNow())).Answer(complaint);
}
