using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Reviews;

// An outside review is over: they said so, or all that they asked for was shown to be done.
public sealed record CloseReview(DateOnly? ClosedOn = null, string? Note = null)
{
    public sealed class Validator : AbstractValidator<CloseReview>
    {
        public Validator() => RuleFor(command => command.Note).PlainText(4000, optional: true);
    }
}

public static class CloseReviewEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        CloseReview command, Complaint state, Review review, DateOnly today)
    {
        var on = command.ClosedOn ?? today;
        var id = review.Opened.ReviewId;
        if (review.Closed is not null)
            return Decision<IComplaintEvent>.Nothing();
        if (on > today || on < review.Opened.OpenedOn)
            return Decision<IComplaintEvent>.Refuse("review-closed-when",
                $"They asked on {review.Opened.OpenedOn:d MMMM yyyy}: it ended between that day and today.");
        return state.Actions.Values.Count(one =>
            one.Promise.ReviewId == id && one.State == ActionState.Open) is > 0 and var open
            ? Decision<IComplaintEvent>.Refuse("review-actions-open",
                $"{open} of what they asked for {(open == 1 ? "is" : "are")} not done yet. Record what shows that it "
                + "is.")
            : Decision<IComplaintEvent>.Accept(new ReviewClosed(
                state.ComplaintId, id, on, Clean.Shows(command.Note) ? Clean.Lines(command.Note) : null));
    }

    [WolverinePost("/api/complaints/{complaintId}/reviews/{reviewId}/close"), AnyVersion]
    [ForRoles(ActionKinds.Promising)]
    [EndpointSummary("Record that an outside review is over"), Tags("Reviews")]
    public static (IResult, Events) Post(
        CloseReview command, Guid reviewId, [WriteAggregate] IEventStream<Complaint> complaint, TimeProvider time) =>
        complaint.Aggregate!.Reviews.GetValueOrDefault(reviewId) is { } review
            ? Decide(command, complaint.Aggregate!, review, London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
