using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// Dissatisfaction showed later, with the answer to a service request, say: the choice to complain is offered, and that
// it was is kept, in the person's words (Code 1.3, 1.5; after a survey, 1.6). The word "complaint" is not needed.
public sealed record OfferComplaint(string Words)
{
    public sealed class Validator : AbstractValidator<OfferComplaint>
    {
        public Validator() => RuleFor(command => command.Words).PlainText(4000);
    }
}

public static class OfferComplaintEndpoint
{
    public static Decision<ISubmissionEvent> Decide(OfferComplaint command, Submission state, DateOnly today)
    {
        if (state.Offer?.Words == command.Words && state.Declined is null)
            return Decision<ISubmissionEvent>.Nothing();
        if (state.Complaint is { } complaint)
            return Decision<ISubmissionEvent>.Refuse("already-a-complaint",
                $"It is complaint {complaint.Reference} already. Add there what was said.");
        return Decision<ISubmissionEvent>.Accept(new ComplaintOffered(state.SubmissionId, today, command.Words));
    }

    [WolverinePost("/api/submissions/{submissionId}/offer-complaint"), ForRoles(Roles.Capturing)]
    [EndpointSummary("Keep that dissatisfaction showed and the choice to complain was offered"), Tags("Submissions")]
    public static (IResult, Events) Post(
        OfferComplaint command, [WriteAggregate] IEventStream<Submission> submission, TimeProvider time) =>
        Decide(command, submission.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(submission);
}
