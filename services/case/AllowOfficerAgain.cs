using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

// A team leader ends what a request for another officer brought about, with the reason: that officer may have the
// complaint again. Nobody allows it to themselves.
public sealed record AllowOfficerAgain(Guid OfficerId, string Reason)
{
    public sealed class Validator : AbstractValidator<AllowOfficerAgain>
    {
        public Validator()
        {
            RuleFor(command => command.OfficerId).NotEmpty();
            RuleFor(command => command.Reason).PlainText(1000);
        }
    }
}

public static class AllowOfficerAgainEndpoint
{
    public static Decision<IComplaintEvent> Decide(AllowOfficerAgain command, Complaint state, Actor actor)
    {
        if (state.NotWanted.Find(asked => asked.OfficerId == command.OfficerId) is not { } officer)
            return Decision<IComplaintEvent>.Nothing();
        if (Ending.Refusal(state) is { } merged)
            return merged;
        if (officer.OfficerId == actor.Id)
            return Decision<IComplaintEvent>.Refuse("allowed-by-themselves",
                "The resident asked for another officer than you. Another team leader decides whether that ends.");
        return Decision<IComplaintEvent>.Accept(new OfficerAllowedAgain(
            state.ComplaintId, officer.OfficerId, officer.OfficerName, command.Reason));
    }

    [WolverinePost("/api/complaints/{complaintId}/allow-officer-again"), ForRoles(Roles.TeamLeader)]
    [EndpointSummary("Let an officer have a complaint again although the resident asked for another")]
    [Tags("Complaints")]
    public static (IResult, Events) Post(
        AllowOfficerAgain command, [WriteAggregate] IEventStream<Complaint> complaint, Actor actor) =>
        Decide(command, complaint.Aggregate!, actor).Answer(complaint);
}
