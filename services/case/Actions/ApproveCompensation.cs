using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;
using Wolverine.Http;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases.Actions;

// Agrees to money that whoever offered it may not offer alone: somebody else, who may offer so much. Who does not
// agree drops the action, with the reason. Agreeing to money is not considering the complaint (Code 6.13).
public static class ApproveCompensationEndpoint
{
    public static Decision<IComplaintEvent> Decide(
        Complaint state, CaseAction action, CompensationRules rules, Actor actor)
    {
        if (action.Approval is not null)
            return Decision<IComplaintEvent>.Nothing();
        if (!action.WaitsForApproval || action.State == ActionState.Dropped)
            return Decision<IComplaintEvent>.Refuse("approval-not-needed",
                "Nobody has to agree to this: there is nothing to pay, or whoever offered it may offer so much.");
        if (action.Promise.PromisedBy == actor.Id)
            return Decision<IComplaintEvent>.Refuse("own-compensation",
                "You offered it, so somebody else agrees to it.");
        if (rules.LimitOf(actor.Roles) is { } limit && limit < action.Promise.Money!.Amount)
            return Decision<IComplaintEvent>.Refuse("compensation-beyond-limit",
                $"It is more than the £{limit:#,0.##} that you may agree to. Ask "
                + $"{rules.WhoMay(action.Promise.Money.Amount)}.");
        return Decision<IComplaintEvent>.Accept(
            new CompensationApproved(state.ComplaintId, action.Promise.ActionId, actor.Id, actor.Name));
    }

    [WolverinePost("/api/complaints/{complaintId}/actions/{actionId}/approve"), AnyVersion]
    [ForRoles($"{Roles.Handling},{Roles.Director}")]
    [EndpointSummary("Agree to compensation beyond what whoever offered it may offer"), Tags("Actions")]
    public static async Task<(IResult, Events)> Post(
        Guid actionId, [WriteAggregate] IEventStream<Complaint> complaint,
        IDocumentSession session, Actor actor, CancellationToken ct) =>
        complaint.Aggregate!.Actions.GetValueOrDefault(actionId) is { } action
            ? Decide(complaint.Aggregate!, action, await CompensationRules.NowAsync(session, ct), actor)
                .Answer(complaint)
            : (Api.Answer<object>(null, 0), []);
}
