using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Linkage;

/// <summary>What belongs to a complaint from other modules. The stream has the complaint's id.</summary>
public interface IDossierEvent
{
    Guid ComplaintId { get; }
}

/// <summary>What the joiner finds. It does not make a reader's decision about one link stale.</summary>
public interface IJoined : IDossierEvent, INeverMakesStale
{
    Guid RecordId { get; }
}

/// <summary>
/// A complaint was made. The window is kept with it, so that a later change of the rule does not change the past;
/// <see cref="PersonMatchedBy"/> says how the person was recognised when the complaint did not name one, and
/// <see cref="SuggestedPersons"/> who it may be where that is not certain.
/// </summary>
public sealed record DossierOpened(
    Guid ComplaintId, string Reference, DateOnly ReceivedOn, Guid? PersonId, Guid? PropertyId,
    DateOnly EvidenceFrom, DateOnly EvidenceUntil, string? PersonMatchedBy = null,
    IReadOnlyList<SuggestedPerson>? SuggestedPersons = null) : IDossierEvent;

/// <summary>The day of receipt was put right, by that version of the case; with the window that follows from
/// it.</summary>
public sealed record ReceiptCorrected(
    Guid ComplaintId, DateOnly ReceivedOn, DateOnly EvidenceFrom, DateOnly EvidenceUntil, long CaseVersion)
    : IDossierEvent, INeverMakesStale;

/// <summary>Somebody said who complains.</summary>
public sealed record PersonConfirmed(Guid ComplaintId, Guid PersonId) : IDossierEvent;

/// <summary>Somebody said that this person does not complain.</summary>
public sealed record PersonRejected(
    Guid ComplaintId, Guid PersonId, [property: PersonalData] string Reason) : IDossierEvent;

/// <summary>
/// A record was joined by itself. <see cref="RecordVersion"/> pins it: how it stood then can be read at any time.
/// </summary>
public sealed record RecordLinked(
    Guid ComplaintId, Guid RecordId, string RecordKind, Reference External, long RecordVersion, string Status,
    string Why) : IJoined;

/// <summary>A second reason came to light: the person or the property was made known later.</summary>
public sealed record LinkReasonAdded(Guid ComplaintId, Guid RecordId, string Why) : IJoined;

/// <summary>Something happened to a linked record at its module.</summary>
public sealed record EvidenceChanged(Guid ComplaintId, Guid RecordId, long RecordVersion, string Status) : IJoined;

/// <summary>Somebody undid a link that was wrong. It is never made again by itself.</summary>
public sealed record RecordUnlinked(
    Guid ComplaintId, Guid RecordId, [property: PersonalData] string Reason) : IDossierEvent;
