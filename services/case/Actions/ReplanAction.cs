using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Actions;

// Gives an action another day, another owner, or both, with the reason; what was thought to be done, and is not, is
// open again. It names the day that was seen, so that two who plan it at once do not do so unawares.
public sealed record ReplanAction(DateOnly Seen, string Reason, DateOnly? DueOn = null, Guid? OwnerId = null)
{
    public sealed class Validator : AbstractValidator<ReplanAction>
    {
        public Validator() => RuleFor(command => command.Reason).PlainText(4000).Must(Clean.Shows)
            .WithMessage("The text shows nothing. Write why it is planned otherwise.");
    }
}

public static class ReplanActionEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        ReplanAction command, Complaint state, CaseAction action, Colleague? owner, Actor actor, DateOnly today)
    {
        var reason = Clean.Lines(command.Reason);
        var due = command.DueOn ?? action.DueOn;
        var ownerId = command.OwnerId ?? action.OwnerId;
        var isPlanned = (action.DueOn, action.OwnerId) == (due, ownerId) && action.State == ActionState.Open;

        if (isPlanned && action.LastPlan?.Reason == reason)
            return Decision<IComplaintEvent>.Nothing();
        if (action.RefusalTo(actor) is { } another)
            return another;
        if (action.State == ActionState.Dropped)
            return Decision<IComplaintEvent>.Refuse("action-dropped",
                "It was decided that it will not be done. Promise it anew if it will.");
        if (command.Seen != action.DueOn)
            return Decision<IComplaintEvent>.Refuse("action-replanned-meanwhile",
                $"{action.OwnerName} is to do it by {action.DueOn:d MMMM yyyy} now. Look again, and plan it from "
                + "there.");
        if (isPlanned)
            return Decision<IComplaintEvent>.Refuse("action-plan-unchanged",
                "Neither the day nor the owner is another. Say what changes.");
        if (due != action.DueOn && due < today)
            return Decision<IComplaintEvent>.Refuse("action-due-in-the-past",
                "Nobody can do it before today. Choose today or a later day.");
        if (command.OwnerId is not null && PromiseActionEndpoint.MayHave(state, owner) is { } refusal)
            return refusal;
        return Decision<IComplaintEvent>.Accept(new ActionReplanned(
            state.ComplaintId, action.Promise.ActionId, action.Round + 1, due, ownerId,
            command.OwnerId is null ? action.OwnerName : owner!.Name!, reason));
    }

    [WolverinePost("/api/complaints/{complaintId}/actions/{actionId}/replan"), AnyVersion]
    [ForRoles(ActionKinds.Owners)]
    [EndpointSummary("Give an action another day or owner, with the reason; or open it again"), Tags("Actions")]
    public static async Task<(IResult, Events)> Post(
        ReplanAction command, Guid actionId, [WriteAggregate] IEventStream<Complaint> complaint,
        IDocumentSession session, Actor actor, TimeProvider time, CancellationToken ct) =>
        complaint.Aggregate!.Actions.GetValueOrDefault(actionId) is { } action
            ? Decide(command, complaint.Aggregate!, action,
                command.OwnerId is { } id ? await session.LoadAsync<Colleague>(id, ct) : null, actor,
                London.DayOf(time.GetUtcNow())).Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
