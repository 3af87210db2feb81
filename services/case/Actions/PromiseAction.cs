using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
using FluentValidation;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Actions;

// What was promised to the resident, ordered from outside, or is to be changed in the landlord's own house: what, who
// sees to it, by when. Recorded as it was said, so also on a complaint that is closed, and with a day that has passed.
// Money beyond what whoever offers it may offer waits until somebody agrees who may; what was ordered does not. At
// stage 2 whoever acted at stage 1 offers no remedy until the final response is out (Code 6.13).
public sealed record PromiseAction(
    Guid ActionId, string Kind, string What, Guid OwnerId, DateOnly DueOn, decimal? Amount = null,
    Guid? ReviewId = null)
{
    /// <summary>In pounds; more than any landlord has paid for one complaint.</summary>
    public const decimal Most = 1_000_000;

    public sealed class Validator : AbstractValidator<PromiseAction>
    {
        public Validator()
        {
            RuleFor(command => command.ActionId).NotEmpty();
            RuleFor(command => command.Kind).OneOf(ActionKinds.All);
            RuleFor(command => command.What).PlainText(4000).Must(Clean.Shows).WithMessage("Say what is to be done.");
            RuleFor(command => command.OwnerId).NotEmpty().WithMessage("Say who sees to it.");
            RuleFor(command => command.DueOn).NotEmpty().WithMessage("Say by which day it is to be done.");
            RuleFor(command => command.Amount).InclusiveBetween(0.01m, Most).PrecisionScale(9, 2, true)
                .WithMessage("Give the amount in pounds and pence, more than nothing.");
            RuleFor(command => command.Amount).NotNull().When(command => command.Kind == ActionKinds.Compensation)
                .WithMessage("Say how much is paid.");
        }
    }
}

public static class PromiseActionEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        PromiseAction command, Complaint state, CompensationRules rules, Colleague? owner, Actor actor)
    {
        var what = Clean.Lines(command.What);
        if (state.Actions.GetValueOrDefault(command.ActionId) is { Promise: var known })
            return (known.Kind, known.What, known.OwnerId, known.DueOn, known.Money?.Amount)
                == (command.Kind, what, command.OwnerId, command.DueOn, command.Amount)
                    ? Decision<IComplaintEvent>.Nothing()
                    : Refuse("action-id-taken",
                        "Another action of this complaint has this id. Give this one an id of its own.");
        if (MergedAway.Refusal(state) is { } merged)
            return merged;
        var isRemedy = ActionKinds.Remedies.Contains(command.Kind);
        if (isRemedy && !state.IsAnswered && Independence.Refusal(state, actor) is { } acted)
            return acted;
        if (ActionKinds.OfReviews.Contains(command.Kind)
            && (command.ReviewId is not { } id || !state.Reviews.ContainsKey(id)))
            return Refuse("action-review-unknown",
                "Orders, recommendations and requests for evidence come from somebody outside. Record their enquiry "
                + "first, and name it.");
        if (command.DueOn < state.ReceivedOn)
            return Refuse("action-due-before-receipt",
                $"The complaint came on {state.ReceivedOn:d MMMM yyyy}: nothing was due before it.");
        return MayHave(state, owner) ?? Decision<IComplaintEvent>.Accept(new ActionPromised(
            state.ComplaintId, command.ActionId, command.Kind, what, owner!.UserId, owner.Name!, command.DueOn,
            command.Amount is { } amount ? rules.Of(amount, isRemedy ? actor.Roles : null) : null, command.ReviewId,
            state.Stage, actor.Id));
    }

    /// <summary>The refusal of whoever cannot have an action; null when they can.</summary>
    internal static Decision<IComplaintEvent>? MayHave(Complaint state, Colleague? owner) => owner switch
    {
        null or { Name: null } => Refuse("action-owner-unknown",
            "There is no user with this id. GET /api/colleagues?all=true lists everybody."),
        { Disabled: true } => Refuse("action-owner-disabled",
            $"{owner.Name} has left: the account is disabled. Choose somebody else."),
        _ when state.IsAbout(owner.UserId) => Refuse("action-owner-concerned",
            $"This complaint is about {owner.Name}. Choose somebody who is neutral."),
        _ when state.IsHiddenFrom(owner.UserId) => Refuse("action-owner-not-named",
            $"Only named people may know of this complaint, and {owner.Name} is none. Name them first, or choose one "
            + "of the named."),
        _ when !owner.Roles.Intersect(ActionKinds.Owners.Split(',')).Any() => Refuse("action-owner-reads-nothing",
            $"{owner.Name} reads no complaints. Choose somebody who does; they can set {owner.Name} a task."),
        _ => null,
    };

    [WolverinePost("/api/complaints/{complaintId}/actions"), AnyVersion, ForRoles(ActionKinds.Promising)]
    [EndpointSummary("Record what was promised or ordered: what, who sees to it, by when"), Tags("Actions")]
    public static async Task<(IResult, Events)> Post(
        PromiseAction command, [WriteAggregate] IEventStream<Complaint> complaint, IDocumentSession session,
        Actor actor, CancellationToken ct) =>
        Decide(command, complaint.Aggregate!, await CompensationRules.NowAsync(session, ct),
            await session.LoadAsync<Colleague>(command.OwnerId, ct), actor).Answer(complaint);

    private static Decision<IComplaintEvent> Refuse(string code, string sentence) =>
        Decision<IComplaintEvent>.Refuse(code, sentence);
}
