using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Reviews;

// The Ombudsman, a court or somebody else outside asks about the complaint. They may at any time, whatever the landlord
// thinks of it, so nothing of the complaint's own state speaks against it, also not that it is closed.
public sealed record OpenReview(
    Guid ReviewId, string Body, string? TheirReference = null, DateOnly? OpenedOn = null, string? Words = null)
{
    public sealed class Validator : AbstractValidator<OpenReview>
    {
        public Validator()
        {
            RuleFor(command => command.ReviewId).NotEmpty();
            RuleFor(command => command.Body).OneOf(ReviewWords.Bodies);
            RuleFor(command => command.TheirReference).PlainText(60, optional: true);
            RuleFor(command => command.Words).PlainText(10_000, optional: true);
        }
    }
}

public static class OpenReviewEndpoint
{
    public static Decision<IComplaintEvent> Decide(OpenReview command, Complaint state, Actor actor, DateOnly today)
    {
        var known = state.Reviews.GetValueOrDefault(command.ReviewId)?.Opened;
        var opened = new ReviewOpened(
            state.ComplaintId, command.ReviewId, command.Body,
            Clean.Shows(command.TheirReference) ? Clean.Line(command.TheirReference) : null,
            command.OpenedOn ?? known?.OpenedOn ?? today,
            Clean.Shows(command.Words) ? Clean.Lines(command.Words) : null, known?.RecordedBy ?? actor.Id);

        if (known == opened)
            return Decision<IComplaintEvent>.Nothing();
        if (known is not null)
            return Decision<IComplaintEvent>.Refuse("review-id-taken",
                "Another review of this complaint has this id. Give this one an id of its own.");
        if (opened.OpenedOn > today)
            return Decision<IComplaintEvent>.Refuse("review-in-the-future",
                "They cannot have asked after today. Put the day right on which they did.");
        return opened.OpenedOn < state.ReceivedOn
            ? Decision<IComplaintEvent>.Refuse("review-before-receipt",
                $"The complaint came on {state.ReceivedOn:d MMMM yyyy}; they cannot have asked before it.")
            : MergedAway.Refusal(state) ?? Decision<IComplaintEvent>.Accept(opened);
    }

    [WolverinePost("/api/complaints/{complaintId}/reviews"), AnyVersion, ForRoles(ActionKinds.Promising)]
    [EndpointSummary("Record that the Ombudsman, a court or somebody else outside asks about it"), Tags("Reviews")]
    public static (IResult, Events) Post(
        OpenReview command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor, TimeProvider time) =>
        Decide(command, complaint.Aggregate!, actor, London.DayOf(time.GetUtcNow())).Answer(complaint);
}
