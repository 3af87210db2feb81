using System.Collections.Immutable;
using System.Diagnostics;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases.Actions;

/// <summary>Where an action is; one that is planned again is open again.</summary>
public enum ActionState
{
    Open,
    Done,
    Dropped,
}

/// <summary>What an action can be.</summary>
public static class ActionKinds
{
    public const string Compensation = "compensation", FollowUp = "follow-up", Order = "order",
        Recommendation = "recommendation", FailureOrder = "failure-order", EvidenceRequest = "evidence-request";

    /// <summary>The eight remedies of the Code (7.1).</summary>
    public static readonly string[] Remedies =
    [
        "apology", "acknowledgement-of-fault", "explanation-or-assistance", "action-after-delay", "decision-changed",
        "record-corrected", Compensation, "policy-changed",
    ];

    /// <summary>What somebody outside asks for in a review.</summary>
    public static readonly string[] OfReviews = [EvidenceRequest, Order, Recommendation, FailureOrder];

    public static readonly string[] All = [.. Remedies, FollowUp, .. OfReviews];

    /// <summary>Who may have one: whoever reads complaints and changes something; a list with commas.</summary>
    public const string Owners =
        $"{Roles.ContactCentreAdviser},{Roles.HousingOfficer},{Roles.InvestigatingOfficer},{Roles.ComplaintsOfficer},"
        + $"{Roles.TeamLeader},{Roles.ComplianceOfficer},{Roles.Director}";

    /// <summary>Who promises for the landlord and answers to those outside; a list with commas.</summary>
    public const string Promising = $"{Roles.Handling},{Roles.ComplianceOfficer}";
}

/// <summary>An action of the complaint, as far as rules have to know it.</summary>
public sealed record CaseAction(ActionPromised Promise)
{
    public ActionState State { get; private init; }

    /// <summary>How many days it was given, one after the other.</summary>
    public int Round { get; private init; } = 1;

    public DateOnly DueOn { get; private init; } = Promise.DueOn;

    public Guid OwnerId { get; private init; } = Promise.OwnerId;

    public string OwnerName { get; private init; } = Promise.OwnerName;

    public CompensationApproved? Approval { get; private init; }

    public ActionReplanned? LastPlan { get; private init; }

    public ActionDone? Done { get; private init; }

    public bool WaitsForApproval => Promise.Money is { NeedsApproval: true } && Approval is null;

    /// <summary>The refusal of somebody who neither has it nor promises for the landlord; null for who does.</summary>
    internal Decision<IComplaintEvent>? RefusalTo(Actor actor) =>
        OwnerId == actor.Id || actor.Roles.Intersect(ActionKinds.Promising.Split(',')).Any()
            ? null
            : Decision<IComplaintEvent>.Refuse("action-of-another",
                $"{OwnerName} sees to it. Ask them, or whoever handles the complaint.");

    internal static Complaint Evolve(Complaint complaint, IActionEvent happened)
    {
        var action = complaint.Actions.GetValueOrDefault(happened.ActionId);
        var after = happened switch
        {
            ActionPromised e => new CaseAction(e),
            CompensationApproved e => action! with { Approval = e },
            ActionReplanned e => action! with
            {
                State = ActionState.Open,
                Round = e.Round,
                DueOn = e.DueOn,
                OwnerId = e.OwnerId,
                OwnerName = e.OwnerName,
                LastPlan = e,
            },
            ActionDone e => action! with { State = ActionState.Done, Done = e },
            ActionDropped => action! with { State = ActionState.Dropped },
            _ => throw new UnreachableException($"{happened.GetType().Name} is not folded into an action."),
        };
        var with = complaint with { Actions = complaint.Actions.SetItem(happened.ActionId, after) };
        // Whoever offers a remedy takes part in what is decided at that stage (Code 6.13).
        return happened is ActionPromised promise && ActionKinds.Remedies.Contains(promise.Kind)
            ? with.ActedOn(promise.Stage, promise.PromisedBy)
            : with;
    }
}
