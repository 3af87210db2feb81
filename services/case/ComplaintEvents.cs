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
}

/// <summary>Intake made the complaint, and the case opened at stage 1.</summary>
public sealed record ComplaintOpened(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn, Guid? PropertyId,
    Resident Resident, IReadOnlyList<PointOfComplaint> Points, [property: PersonalData] string? DesiredOutcome,
    string PreferredContact) : IComplaintEvent;

/// <summary>Somebody was made the owner by another person.</summary>
public sealed record ComplaintAssigned(
    Guid ComplaintId, Guid OwnerId, string OwnerName, string? Team) : IComplaintEvent;

/// <summary>Somebody took the complaint from the queue.</summary>
public sealed record ComplaintClaimed(Guid ComplaintId, Guid OwnerId, string OwnerName, string? Team) : IComplaintEvent;

/// <summary>The stage 1 acknowledgement with the complaint definition went to the resident (Code 5.6, 5.7,
/// 6.2).</summary>
public sealed record ComplaintAcknowledged(
    Guid ComplaintId, DateOnly AcknowledgedOn, [property: PersonalData] string Definition,
    [property: PersonalData] string OutcomesSought,
    [property: PersonalData] string ResponsibleFor,
    [property: PersonalData] string NotResponsibleFor) : IComplaintEvent;

/// <summary>The stage 1 response went to the resident (Code 6.3).</summary>
public sealed record Stage1ResponseRecorded(
    Guid ComplaintId, DateOnly RespondedOn, string Outcome, [property: PersonalData] string Summary) : IComplaintEvent;

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
    string IReportedFact.NaturalKey => $"breached {Clock}";
}

/// <summary>A breach turned out to be none, because something that happened earlier was recorded after it.</summary>
public sealed record BreachWithdrawn(Guid ComplaintId, string Clock, DateOnly DueOn, string Cause) : IReportedFact
{
    string IReportedFact.NaturalKey => $"breach-withdrawn {Clock}";
}

/// <summary>A record of another housing module was joined to the complaint.</summary>
public sealed record RecordLinked(Guid ComplaintId, Guid RecordId, string RecordKind, string ExternalId,
    string AllocatedBy, string Why) : IReportedFact
{
    string IReportedFact.NaturalKey => $"linked {RecordId}";
}

/// <summary>Who complains, as given at capture. Erasing the person erases all of it.</summary>
public sealed record Resident(
    Guid? PersonId,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string Name,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Email,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? Phone,
    [property: PersonalData(Subject = nameof(Resident.PersonId))] string? PostalAddress);

/// <summary>One point of complaint, in the resident's words.</summary>
public sealed record PointOfComplaint(int Number, [property: PersonalData] string Text);
