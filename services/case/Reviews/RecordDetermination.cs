using ComplaintsPlatform.Cases.Actions;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Reviews;

// What they decided, issue by issue, as they defined the issues. What they order or recommend is promised beside it,
// one action each with its own day (POST …/actions). Decided again, on review, the later decision holds.
public sealed record RecordDetermination(
    IReadOnlyList<DeterminedIssue> Issues, DateOnly? DeterminedOn = null, string? Summary = null)
{
    public sealed class Validator : AbstractValidator<RecordDetermination>
    {
        public Validator()
        {
            RuleFor(command => command.Issues).Must(issues => issues is { Count: > 0 and <= 30 })
                .WithMessage("Give each issue that they decided on, at most 30.");
            RuleForEach(command => command.Issues).NotNull().ChildRules(issue =>
            {
                issue.RuleFor(given => given.Issue).PlainText(2000).Must(Clean.Shows)
                    .WithMessage("Write the issue as they defined it.");
                issue.RuleFor(given => given.Finding).OneOf(ReviewWords.Findings);
            });
            RuleFor(command => command.Summary).PlainText(10_000, optional: true);
        }
    }
}

public static class RecordDeterminationEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        RecordDetermination command, Complaint state, Review review, Actor actor, DateOnly today)
    {
        DeterminedIssue[] issues =
            [.. command.Issues.Select(issue => issue with { Issue = Clean.Lines(issue.Issue) })];
        var on = command.DeterminedOn ?? review.Determination?.DeterminedOn ?? today;
        var summary = Clean.Shows(command.Summary) ? Clean.Lines(command.Summary) : null;

        if (review.Determination is { } known && (known.DeterminedOn, known.Summary) == (on, summary)
            && known.Issues.SequenceEqual(issues))
            return Decision<IComplaintEvent>.Nothing();
        if (on > today)
            return Decision<IComplaintEvent>.Refuse("determined-in-the-future",
                "They cannot have decided after today. Put the day right on which they did.");
        return on < review.Opened.OpenedOn
            ? Decision<IComplaintEvent>.Refuse("determined-before-review",
                $"They asked on {review.Opened.OpenedOn:d MMMM yyyy} and cannot have decided before. Put the day "
                + "right.")
            : Decision<IComplaintEvent>.Accept(new DeterminationRecorded(
                state.ComplaintId, review.Opened.ReviewId, on, issues, summary, actor.Id));
    }

    [WolverinePost("/api/complaints/{complaintId}/reviews/{reviewId}/record-determination"), AnyVersion]
    [ForRoles(ActionKinds.Promising)]
    [EndpointSummary("Record what the Ombudsman or somebody else outside decided, issue by issue"), Tags("Reviews")]
    public static (IResult, Events) Post(
        RecordDetermination command, Guid reviewId, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor,
        TimeProvider time) =>
        complaint.Aggregate!.Reviews.GetValueOrDefault(reviewId) is { } review
            ? Decide(command, complaint.Aggregate!, review, actor, London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
