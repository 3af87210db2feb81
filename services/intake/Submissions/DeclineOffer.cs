using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// The person was offered to complain and does not want to. Only the person decides that: who offered and what was
// answered is kept, since a landlord must not talk anybody out of it (Code 1.3).
public sealed record DeclineOffer(string? Words = null)
{
    public sealed class Validator : AbstractValidator<DeclineOffer>
    {
        public Validator() => RuleFor(command => command.Words).PlainText(4000, optional: true);
    }
}

public static class DeclineOfferEndpoint
{
    public static Decision<ISubmissionEvent> Decide(DeclineOffer command, Submission state, DateOnly today)
    {
        if (state.Declined is not null)
            return Decision<ISubmissionEvent>.Nothing();
        if (state.Complaint is { } complaint)
            return Decision<ISubmissionEvent>.Refuse("already-a-complaint",
                $"It is complaint {complaint.Reference} already, which only goes on there.");
        if (state.Offer is null)
            return Decision<ISubmissionEvent>.Refuse("no-complaint-offered",
                "Nothing says that the choice to complain was offered. Record the offer first.");
        return Decision<ISubmissionEvent>.Accept(new OfferDeclined(state.SubmissionId, today, command.Words));
    }

    [WolverinePost("/api/submissions/{submissionId}/decline-offer"), ForRoles(Roles.Capturing)]
    [EndpointSummary("Keep that the person was offered to complain and does not want to"), Tags("Submissions")]
    public static (IResult, Events) Post(
        DeclineOffer command, [WriteAggregate] IEventStream<Submission> submission, TimeProvider time) =>
        Decide(command, submission.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(submission);
}
