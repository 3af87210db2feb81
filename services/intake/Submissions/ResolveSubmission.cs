using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// What was asked for is done, or answered, and what was done is said. That makes no complaint of it, and ends none that
// was made of it. What is done while the person is still there is said when it is recorded (first-contact resolution).
public sealed record ResolveSubmission(string WhatWasDone, DateOnly? ResolvedOn = null)
{
    public sealed class Validator : AbstractValidator<ResolveSubmission>
    {
        public Validator() => RuleFor(command => command.WhatWasDone).PlainText(4000);
    }
}

public static class ResolveSubmissionEndpoint
{
    public static Decision<ISubmissionEvent> Decide(ResolveSubmission command, Submission state, DateOnly today)
    {
        var resolved = new SubmissionResolved(
            state.SubmissionId, command.ResolvedOn ?? state.Resolution?.ResolvedOn ?? today, AtFirstContact: false,
            command.WhatWasDone);
        if (resolved == state.Resolution)
            return Decision<ISubmissionEvent>.Nothing();
        if (state.Resolution is { } earlier)
            return Decision<ISubmissionEvent>.Refuse("already-resolved",
                $"It was resolved on {earlier.ResolvedOn:d MMMM yyyy}. Record what is asked for now as something new.");
        if (resolved.ResolvedOn > today)
            return Decision<ISubmissionEvent>.Refuse("resolved-in-the-future",
                "It cannot have been resolved after today. Record it once it is done.");
        if (resolved.ResolvedOn < state.Recorded!.ReceivedOn)
            return Decision<ISubmissionEvent>.Refuse("resolved-before-receipt",
                $"It was received on {state.Recorded.ReceivedOn:d MMMM yyyy}; it cannot have been resolved before.");
        return Decision<ISubmissionEvent>.Accept(resolved);
    }

    [WolverinePost("/api/submissions/{submissionId}/resolve"), ForRoles(Roles.Capturing)]
    [EndpointSummary("Say what was done about it"), Tags("Submissions")]
    public static (IResult, Events) Post(
        ResolveSubmission command, [WriteAggregate] IEventStream<Submission> submission, TimeProvider time) =>
        Decide(command, submission.Aggregate!, London.DayOf(time.GetUtcNow())).Answer(submission);
}
