using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Intake;

// What was asked for is with one of the landlord's services, perhaps as a repair that was raised there. It goes on also
// when a complaint is made of it (Code 1.5), so it may be passed on then too.
public sealed record PassToService(string Service, RecordReference? Repair = null, string? Note = null)
{
    public sealed class Validator : AbstractValidator<PassToService>
    {
        public Validator()
        {
            RuleFor(command => command.Service).OneOf(Vocabulary.Services);
            RuleFor(command => command.Repair!.Id).PlainText(100).When(command => command.Repair is not null);
            RuleFor(command => command.Repair!.AllocatedBy).PlainText(100).When(command => command.Repair is not null);
            RuleFor(command => command.Note).PlainText(4000, optional: true);
        }
    }
}

public static class PassToServiceEndpoint
{
    public static Decision<ISubmissionEvent> Decide(PassToService command, Submission state)
    {
        var passed = new PassedToService(state.SubmissionId, command.Service, command.Repair, command.Note);
        if (passed == state.WithService)
            return Decision<ISubmissionEvent>.Nothing();
        if (state.Resolution is { } resolution)
            return Decision<ISubmissionEvent>.Refuse("already-resolved",
                $"It was resolved on {resolution.ResolvedOn:d MMMM yyyy}. Record what is asked for now as something "
                + "new.");
        return Decision<ISubmissionEvent>.Accept(passed);
    }

    [WolverinePost("/api/submissions/{submissionId}/pass-to-service"), ForRoles(Roles.Capturing)]
    [EndpointSummary("Keep that it is with one of the landlord's services"), Tags("Submissions")]
    public static (IResult, Events) Post(
        PassToService command, [WriteAggregate] IEventStream<Submission> submission) =>
        Decide(command, submission.Aggregate!).Answer(submission);
}
