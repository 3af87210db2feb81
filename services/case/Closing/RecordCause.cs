using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Why it went wrong, of the landlord's own list, and what it learned from it (Code 9.1). Known early or late: it may be
// said, and said otherwise, whenever the complaint is ours, also once it is closed.
public sealed record RecordCause(string RootCause, string? Learning = null)
{
    public sealed class Validator : AbstractValidator<RecordCause>
    {
        public Validator()
        {
            RuleFor(command => command.RootCause).NotEmpty().WithMessage("Say the root cause.").MaximumLength(60);
            RuleFor(command => command.Learning).PlainText(10_000, optional: true);
        }
    }
}

public static class RecordCauseEndpoint
{
    public static Decision<IComplaintEvent> Decide(RecordCause command, Complaint state, Choices causes, Actor actor)
    {
        var cause = new CauseRecorded(
            state.ComplaintId, command.RootCause,
            Clean.Shows(command.Learning) ? Clean.Lines(command.Learning!) : null, actor.Id);

        if (state.Ending.Cause is { } last && last with { RecordedBy = actor.Id } == cause)
            return Decision<IComplaintEvent>.Nothing();
        return MergedAway.Refusal(state) ?? causes.Refusal(command.RootCause)
            ?? Decision<IComplaintEvent>.Accept(cause);
    }

    [WolverinePost("/api/complaints/{complaintId}/record-cause"), ForRoles(Roles.Handling)]
    [EndpointSummary("Record the root cause and what was learned"), Tags("Complaints")]
    public static async Task<(IResult, Events)> Post(
        RecordCause command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor, IQuerySession session,
        CancellationToken ct) =>
        Decide(command, complaint.Aggregate!, await Choices.NowAsync(Choices.RootCauses, session, ct), actor)
            .Answer(complaint);
}
