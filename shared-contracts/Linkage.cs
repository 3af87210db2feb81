namespace ComplaintsPlatform.Contracts.Linkage;

/// <summary>A record of another module was joined to a complaint.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="RecordId">The record at linkage.</param>
/// <param name="RecordKind">repair.</param>
/// <param name="ExternalId">The module's own reference.</param>
/// <param name="AllocatedBy">Who gave that reference (HACT).</param>
/// <param name="Why">same-person, same-property or same-person-and-property.</param>
[MessageIdentity("complaints.linkage.record-linked.v1")]
public sealed record RecordLinked(
    Guid ComplaintId, Guid RecordId, string RecordKind, string ExternalId, string AllocatedBy, string Why);

/// <summary>A linked record changed its status at its module.</summary>
/// <param name="ComplaintId">The complaint.</param>
/// <param name="RecordId">The record at linkage.</param>
/// <param name="Status">The module's word.</param>
[MessageIdentity("complaints.linkage.evidence-changed.v1")]
public sealed record EvidenceChanged(Guid ComplaintId, Guid RecordId, string Status);

/// <summary>A property was made known. Where it stands, and no more.</summary>
/// <param name="PropertyId">The property.</param>
/// <param name="Postcode">Of its address, with the space; null when the address has none.</param>
[MessageIdentity("complaints.linkage.property-registered.v1")]
public sealed record PropertyRegistered(Guid PropertyId, string? Postcode);

/// <summary>
/// What was agreed with a person about how they are written to. Only what changed is there; nothing else of the person.
/// </summary>
/// <param name="PersonId">The person.</param>
/// <param name="Language">Code of the language that is agreed from now on, such as cy.</param>
/// <param name="Format">standard, large-print, braille, easy-read, audio, bsl-video or plain-text.</param>
/// <param name="ContactBy">email, phone, letter, text or in-person; null with a language for no preference.</param>
/// <param name="Adjustment">An adjustment that changes what is sent, such as no-phone-calls.</param>
/// <param name="IsAgreed">Whether that adjustment is agreed from now on or ended.</param>
[MessageIdentity("complaints.linkage.person-changed.v1")]
public sealed record PersonChanged(
    Guid PersonId, string? Language, string? Format, string? ContactBy, string? Adjustment, bool? IsAgreed);
