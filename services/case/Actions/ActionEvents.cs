using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases.Actions;

/// <summary>What happens to an action: something that was promised or ordered, and is followed up until it is shown to
/// be done, also after the complaint is closed (Code 6.6, 7.3). It makes nobody's version stale.</summary>
public interface IActionEvent : IComplaintEvent, INeverMakesStale
{
    Guid ActionId { get; }
}

/// <summary>Somebody is to do it by that day. <c>Kind</c> is one of <see cref="ActionKinds"/>; <c>ReviewId</c> is the
/// outside review that it came from.</summary>
public sealed record ActionPromised(
    Guid ComplaintId, Guid ActionId, string Kind, [property: PersonalData] string What, Guid OwnerId, string OwnerName,
    DateOnly DueOn, Money? Money, Guid? ReviewId, string Stage, Guid PromisedBy) : IActionEvent;

/// <summary>Somebody who may offer so much has agreed to the money.</summary>
public sealed record CompensationApproved(Guid ComplaintId, Guid ActionId, Guid ApprovedBy, string ApprovedByName)
    : IActionEvent;

/// <summary>Another day or another owner, with the reason; what was done turned out not to be. <c>Round</c> counts the
/// days that it had.</summary>
public sealed record ActionReplanned(
    Guid ComplaintId, Guid ActionId, int Round, DateOnly DueOn, Guid OwnerId, string OwnerName,
    [property: PersonalData] string Reason) : IActionEvent;

/// <summary>It was done on that day: what shows it. Money was paid out, or set off against arrears.</summary>
public sealed record ActionDone(
    Guid ComplaintId, Guid ActionId, int Round, DateOnly DoneOn, [property: PersonalData] string Evidence,
    IReadOnlyList<Guid> Documents, string? PaidBy, decimal? Amount, Guid DoneBy, string DoneByName) : IActionEvent;

/// <summary>It will not be done, and the resident is told why.</summary>
public sealed record ActionDropped(Guid ComplaintId, Guid ActionId, [property: PersonalData] string Reason)
    : IActionEvent;

/// <summary>What the complaint cost the landlord, or saves it from now on, in pounds.</summary>
public sealed record CostRecorded(
    Guid ComplaintId, Guid CostId, string Kind, [property: PersonalData] string What, decimal Amount, DateOnly On)
    : IComplaintEvent, INeverMakesStale;

/// <summary>The day of an action is near.</summary>
public sealed record ActionWarned(Guid ComplaintId, Guid ActionId, DateOnly DueOn, int WorkingDaysLeft) : IReportedFact
{
    string IReportedFact.NaturalKey => $"action-warned {ActionId} {DueOn:O}";
}

/// <summary>An action was not done by its day.</summary>
public sealed record ActionFoundOverdue(Guid ComplaintId, Guid ActionId, DateOnly DueOn) : IReportedFact
{
    string IReportedFact.NaturalKey => $"action-overdue {ActionId} {DueOn:O}";
}

/// <summary>An amount in pounds, with the band that it lies in by that version of the rules, and whether somebody else
/// has to agree to it.</summary>
public sealed record Money(decimal Amount, string? Band, long RulesVersion, bool NeedsApproval);
