using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Actions;

// It will not be done, with the reason, which the resident is owed too where it was promised to them (Code 7.4). What
// was ordered from outside cannot be dropped: only who ordered it takes it back.
public sealed record DropAction(string Reason)
{
    public sealed class Validator : AbstractValidator<DropAction>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(4000).Must(Clean.Shows)
            .WithMessage("The text shows nothing. Write why it will not be done.");
    }
}

public static class DropActionEndpoint
{
    public static Decision<IComplaintEvent> Decide(DropAction command, Complaint state, CaseAction action) =>
        action switch
        {
            { State: ActionState.Dropped } => Decision<IComplaintEvent>.Nothing(),
            { State: ActionState.Done, Done: { } done } => Decision<IComplaintEvent>.Refuse("action-done-already",
                $"{done.DoneByName} recorded that it was done on {done.DoneOn:d MMMM yyyy}."),
            { Promise.Kind: ActionKinds.Order or ActionKinds.FailureOrder } => Decision<IComplaintEvent>.Refuse(
                "order-binds",
                "An order binds the landlord. It is done, or planned for another day that they agree to."),
            _ => Decision<IComplaintEvent>.Accept(
                new ActionDropped(state.ComplaintId, action.Promise.ActionId, Clean.Lines(command.Reason))),
        };

    [WolverinePost("/api/complaints/{complaintId}/actions/{actionId}/drop"), AnyVersion]
    [ForRoles(ActionKinds.Promising)]
    [EndpointSummary("Record that an action will not be done, with the reason"), Tags("Actions")]
    public static (IResult, Events) Post(
        DropAction command, Guid actionId, [WriteAggregate] IEventStream<Complaint> complaint) =>
        complaint.Aggregate!.Actions.GetValueOrDefault(actionId) is { } action
            ? Decide(command, complaint.Aggregate!, action).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
