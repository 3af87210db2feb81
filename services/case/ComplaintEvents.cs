using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases;

/// <summary>What can happen to a complaint, in the order in which a case lives through it.</summary>
public interface IComplaintEvent
{
    /// <summary>The stream.</summary>
    Guid ComplaintId { get; }
}

/// <summary>
/// A fact that another service reports and the complaint's audit trail keeps. It changes nothing that a caseworker
/// decides on, so it never makes their If-Match stale, and it may arrive before the case is opened.
/// </summary>
public interface IReportedFact : IComplaintEvent, INeverMakesStale
{
    /// <summary>Recorded once for each value: a fact that is told again is the same fact. Never stored.</summary>
    string NaturalKey { get; }

    /// <summary>The natural key of its opposite, which may then be told again; null when it has none.</summary>
    string? MakesRoomFor => null;
}

/// <summary>What happens to a document of the complaint.</summary>
public interface IDocumentEvent : IComplaintEvent
{
    Guid DocumentId { get; }
}

/// <summary>Intake made the complaint, and the case opened at stage 1.</summary>
public sealed record ComplaintOpened(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn, Guid? PropertyId,
    Resident? Resident, IReadOnlyList<PointOfComplaint> Points, [property: PersonalData] string? DesiredOutcome,
    string PreferredContact, Circumstances? Circumstances = null, ContactWishes? Wishes = null,
    Classification? Classification = null, IReadOnlyList<DetailToPutRight>? ToPutRight = null,
    [property: PersonalData] string? WhatWasDone = null, Guid? FromSubmissionId = null,
    Guid? SplitFromId = null) : IComplaintEvent;

/// <summary>Somebody was made the owner by another person, took it over with the reason, or by rule.</summary>
public sealed record ComplaintAssigned(
    Guid ComplaintId, Guid OwnerId, string OwnerName, string? Team, [property: PersonalData] string? Reason = null,
    AssignedByRule? Rule = null, bool EvenIfAbsent = false) : IComplaintEvent;

/// <summary>Somebody took the complaint from the queue.</summary>
public sealed record ComplaintClaimed(Guid ComplaintId, Guid OwnerId, string OwnerName, string? Team) : IComplaintEvent;

/// <summary>The stage 1 acknowledgement with the complaint definition went to the resident (Code 5.6, 5.7,
/// 6.2).</summary>
public sealed record ComplaintAcknowledged(
    Guid ComplaintId, DateOnly AcknowledgedOn, [property: PersonalData] string Definition,
    [property: PersonalData] string OutcomesSought,
    [property: PersonalData] string ResponsibleFor,
    [property: PersonalData] string NotResponsibleFor, Guid? AcknowledgedBy = null) : IComplaintEvent;

/// <summary>What was found on a point of complaint at that stage, why, on which evidence, and what is done about it
/// (Code 6.7, 6.18). The last one before the response holds.</summary>
public sealed record FindingRecorded(
    Guid ComplaintId, string Stage, int Point, string Finding, [property: PersonalData] string Reasons,
    IReadOnlyList<Guid> Evidence, [property: PersonalData] string? Remedy, Guid FoundBy) : IComplaintEvent;

/// <summary>The stage 1 response went to the resident (Code 6.3).</summary>
public sealed record Stage1ResponseRecorded(
    Guid ComplaintId, DateOnly RespondedOn, string Outcome, [property: PersonalData] string Summary,
    Guid? RespondedBy = null) : IComplaintEvent;

/// <summary>The resident was told that the response comes by a later day (Code 6.4, 6.15). <c>GoodReason</c> is why it
/// goes further than the Code allows without one, <c>UpdatesEvery</c> the working days between updates
/// (5.9).</summary>
public sealed record ExtensionRecorded(
    Guid ComplaintId, string Stage, DateOnly ToldOn, DateOnly NewDate, [property: PersonalData] string Reason,
    [property: PersonalData] string? GoodReason, int? UpdatesEvery, bool? ResidentAgreed, bool OmbudsmanDetailsGiven,
    Guid RecordedBy) : IComplaintEvent;

/// <summary>The resident asked for stage 2 on this day (Code 6.10); what they said about it, if they
/// did.</summary>
public sealed record EscalatedToStage2(
    Guid ComplaintId, DateOnly RequestedOn, string? Channel, [property: PersonalData] string? Words) : IComplaintEvent;

/// <summary>What was asked for on this day was not taken on to stage 2, on a ground of section 2 (Code 5.11).</summary>
public sealed record EscalationRefused(
    Guid ComplaintId, string Reference, DateOnly RequestedOn, DateOnly RefusedOn, string Ground, string Paragraph,
    DateOnly? GroundDate, string? EarlierReference, [property: PersonalData] string Reasons,
    [property: PersonalData] string Circumstances, Guid RefusedBy) : IComplaintEvent;

/// <summary>The stage 2 acknowledgement with the complaint definition went to the resident (Code 5.6, 5.7,
/// 6.11).</summary>
public sealed record Stage2Acknowledged(
    Guid ComplaintId, DateOnly AcknowledgedOn, [property: PersonalData] string Definition,
    [property: PersonalData] string OutcomesSought,
    [property: PersonalData] string ResponsibleFor,
    [property: PersonalData] string NotResponsibleFor, Guid AcknowledgedBy) : IComplaintEvent;

/// <summary>The stage 2 response, the landlord's final one, went to the resident (Code 6.14, 6.20).</summary>
public sealed record Stage2ResponseRecorded(
    Guid ComplaintId, DateOnly RespondedOn, string Outcome, [property: PersonalData] string Summary,
    Guid RespondedBy) : IComplaintEvent;

/// <summary>Somebody wrote or rang again about it: their words, and the points that are new (Code 6.8).</summary>
public sealed record ContactJoined(
    Guid ComplaintId, Guid ContactId, string Channel, DateOnly ReceivedOn, Resident? Contact,
    [property: PersonalData] string Words, IReadOnlyList<PointOfComplaint> Points) : IComplaintEvent;

/// <summary>A document came: its content lies elsewhere, addressed by its SHA-256. <c>Scan</c> is what the malware
/// scanner said.</summary>
public sealed record DocumentAdded(
    Guid ComplaintId, Guid DocumentId, [property: PersonalData] string Name, string Type, long Size, string Sha256,
    [property: PersonalData] string? Description, string From, string Scan, string? Threat) : IDocumentEvent;

/// <summary>A document that had waited for the malware scanner was scanned.</summary>
public sealed record DocumentScanned(
    Guid ComplaintId, Guid DocumentId, [property: PersonalData] string Name, string Scan, string? Threat)
    : IDocumentEvent, INeverMakesStale;

/// <summary>A document is offered no more; its content stays for an audit.</summary>
public sealed record DocumentWithdrawn(
    Guid ComplaintId, Guid DocumentId, [property: PersonalData] string Name, [property: PersonalData] string Reason)
    : IDocumentEvent;

/// <summary>What it is about was classified otherwise than at capture.</summary>
public sealed record ComplaintReclassified(
    Guid ComplaintId, string Category, Classification Classification,
    [property: PersonalData] string Reason) : IComplaintEvent;

/// <summary>The automatic confirmation of receipt was sent. It is no acknowledgement and stops no clock.</summary>
public sealed record ReceiptConfirmed(
    Guid ComplaintId, Guid LetterId, string Form, DateTimeOffset SentAt) : IReportedFact
{
    string IReportedFact.NaturalKey => $"receipt-confirmed {LetterId}";
}

/// <summary>There is no address to confirm the receipt to: somebody has to send the letter by hand.</summary>
public sealed record ReceiptToConfirmByHand(Guid ComplaintId, Guid LetterId, string Why) : IReportedFact
{
    string IReportedFact.NaturalKey => $"receipt-by-hand {LetterId}";
}

/// <summary>A limit of the Code is near.</summary>
public sealed record DeadlineWarned(Guid ComplaintId, string Clock, DateOnly DueOn, int WorkingDaysLeft) : IReportedFact
{
    string IReportedFact.NaturalKey => $"warned {Clock} {DueOn:O} {WorkingDaysLeft}";
}

/// <summary>A limit of the Code has passed. Once per clock, unless it was withdrawn in between.</summary>
public sealed record DeadlineBreached(Guid ComplaintId, string Clock, DateOnly DueOn, string Cause) : IReportedFact
{
    string IReportedFact.NaturalKey => KeyOf(Clock);

    string IReportedFact.MakesRoomFor => BreachWithdrawn.KeyOf(Clock);

    internal static string KeyOf(string clock) => $"breached {clock}";
}

/// <summary>A breach turned out to be none, because something that happened earlier was recorded after it.</summary>
public sealed record BreachWithdrawn(Guid ComplaintId, string Clock, DateOnly DueOn, string Cause) : IReportedFact
{
    string IReportedFact.NaturalKey => KeyOf(Clock);

    string IReportedFact.MakesRoomFor => DeadlineBreached.KeyOf(Clock);

    internal static string KeyOf(string clock) => $"breach-withdrawn {clock}";
}

/// <summary>A record of another housing module was joined to the complaint.</summary>
public sealed record RecordLinked(Guid ComplaintId, Guid RecordId, string RecordKind, string ExternalId,
    string AllocatedBy, string Why) : IReportedFact
{
    string IReportedFact.NaturalKey => KeyOf(RecordId);

    internal static string KeyOf(Guid recordId) => $"linked {recordId}";
}

/// <summary>Who complains, as given at capture. Erasing the person erases all of it.</summary>
public sealed record Resident(
    Guid? PersonId,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Name,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Email,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Phone,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? PostalAddress);

/// <summary>One point of complaint, in the resident's words.</summary>
public sealed record PointOfComplaint(int Number, [property: PersonalData] string Text);

/// <summary>What happened and when, as it was told at capture.</summary>
public sealed record Circumstances(
    [property: PersonalData] string? WhatHappened, [property: PersonalData] string? When, DateOnly? HappenedOn);

/// <summary>When and how often the resident wants to be contacted, and when somebody can come.</summary>
public sealed record ContactWishes(
    [property: PersonalData] string? Times, [property: PersonalData] string? Frequency,
    [property: PersonalData] string? Availability);

/// <summary>The services concerned, the nature of the problem and the priority.</summary>
public sealed record Classification(IReadOnlyList<string> Services, string? Nature, string? Priority);

/// <summary>A detail of contact that cannot be used as it was given, to be put right.</summary>
public sealed record DetailToPutRight(
    Guid? PersonId, string Field,
    [property: PersonalData(Subject = nameof(DetailToPutRight.PersonId))] string? Given, string Why);

/// <summary>Nobody owns it any more: it was released, or its owner can hold nothing (<see cref="Because"/>).</summary>
public sealed record ComplaintReleased(
    Guid ComplaintId, Guid OwnerId, string OwnerName, string? Team, string Because,
    [property: PersonalData] string? Reason = null) : IComplaintEvent;

/// <summary>A rule put it into a team's queue, since nobody there was free.</summary>
public sealed record QueuedForTeam(Guid ComplaintId, string Team, AssignedByRule Rule) : IComplaintEvent;

/// <summary>It is about these members of staff, and no others, who never see it; none lifts it. <c>OnlyFor</c> is who
/// alone may know of it, so that each word to others says the whole.</summary>
public sealed record ConflictDeclared(
    Guid ComplaintId, IReadOnlyList<StaffConcerned> AboutStaff, [property: PersonalData] string Reason,
    IReadOnlyList<Guid>? OnlyFor = null) : IComplaintEvent;

/// <summary>A member of staff whom a complaint is about.</summary>
public sealed record StaffConcerned(
    Guid UserId, [property: PersonalData(Subject = nameof(StaffConcerned.UserId))] string Name);

/// <summary>The resident, or who speaks for them, asked for another officer than this one, in their words; carried
/// along when it was merged or split.</summary>
public sealed record AnotherOfficerAskedFor(
    Guid ComplaintId, Guid OfficerId, string OfficerName, string AskedBy, [property: PersonalData] string Reason)
    : IComplaintEvent;

/// <summary>A team leader let the officer have it again.</summary>
public sealed record OfficerAllowedAgain(
    Guid ComplaintId, Guid OfficerId, string OfficerName, [property: PersonalData] string Reason) : IComplaintEvent;

/// <summary>The rule on arrival that decided, of which version of the rules; <c>Open</c> is how many complaints the
/// chosen one had, <c>AtLeast</c> the seniority that the rule asks for.</summary>
public sealed record AssignedByRule(int Number, long Version, string What, int? Open = null, string? AtLeast = null);
