using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// Takes back that a complaint was closed or withdrawn, with the reason. Its limits are what the facts say, as if it had
// never ended.
public sealed record ReopenComplaint(string Reason)
{
    public sealed class Validator : AbstractValidator<ReopenComplaint>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(4000).Must(Clean.Shows)
            .WithMessage("The text shows nothing. Write why it is reopened.");
    }
}

public static class ReopenComplaintEndpoint
{
    public static Decision<IComplaintEvent> Decide(ReopenComplaint command, Complaint state)
    {
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        return state.Ending.IsEnded
            ? Decision<IComplaintEvent>.Accept(new ComplaintReopened(state.ComplaintId, Clean.Lines(command.Reason)))
            : Decision<IComplaintEvent>.Nothing();
    }

    [WolverinePost("/api/complaints/{complaintId}/reopen"), ForRoles(Roles.Handling)]
    [EndpointSummary("Take back that a complaint was closed or withdrawn"), Tags("Complaints")]
    public static (IResult, Events) Post(
        ReopenComplaint command, [WriteAggregate] IEventStream<Complaint> complaint) =>
        Decide(command, complaint.Aggregate!).Answer(complaint);
}
