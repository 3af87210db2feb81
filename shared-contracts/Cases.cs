namespace ComplaintsPlatform.Contracts.Cases;

/// <summary>A case was opened at stage 1 from a complaint made.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="Reference">What staff and resident quote.</param>
/// <param name="Channel">How it came.</param>
/// <param name="Category">Classification (theme).</param>
/// <param name="ReceivedOn">Business date of receipt, Europe/London.</param>
/// <param name="PropertyId">The property, when known.</param>
[MessageIdentity("complaints.cases.complaint-opened.v1")]
public sealed record ComplaintOpened(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn, Guid? PropertyId);

/// <summary>The case has an owner, by assignment or by claim.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="OwnerId">The owner.</param>
/// <param name="OwnerName">Display name at that time.</param>
/// <param name="Team">The owner's team, or null.</param>
/// <param name="Claimed">True when claimed from the queue, false when assigned.</param>
[MessageIdentity("complaints.cases.complaint-assigned.v1")]
public sealed record ComplaintAssigned(Guid ComplaintId, Guid OwnerId, string OwnerName, string? Team, bool Claimed);

/// <summary>The stage 1 acknowledgement with the complaint definition was sent (Code 5.6, 6.2). Stops the 5-day
/// clock.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="AcknowledgedOn">Business date on which it was sent.</param>
[MessageIdentity("complaints.cases.complaint-acknowledged.v1")]
public sealed record ComplaintAcknowledged(Guid ComplaintId, DateOnly AcknowledgedOn);

/// <summary>The stage 1 response was sent (Code 6.3).</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="RespondedOn">Business date on which it was sent.</param>
/// <param name="Outcome">upheld, partly-upheld or not-upheld.</param>
[MessageIdentity("complaints.cases.stage-1-response-recorded.v1")]
public sealed record Stage1ResponseRecorded(Guid ComplaintId, DateOnly RespondedOn, string Outcome);
