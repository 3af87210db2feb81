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
