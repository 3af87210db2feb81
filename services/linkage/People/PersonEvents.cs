using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Linkage;

/// <summary>What we know of a person, from the tenancy and contact modules and from themselves.</summary>
public interface IPersonEvent;

/// <summary>The person was made known to us.</summary>
public sealed record PersonRegistered(
    Guid PersonId, IReadOnlyList<Reference> References, [property: PersonalData] string Name,
    [property: PersonalData] string? Email,
    [property: PersonalData] string? Phone, IReadOnlyList<Reference> Tenancies, Guid? PropertyId,
    [property: PersonalData] string? PostalAddress = null) : IPersonEvent;

/// <summary>How they are called, reached and where they live is this from now on.</summary>
public sealed record PersonDetailsChanged(
    Guid PersonId, [property: PersonalData] string Name, [property: PersonalData] string? Email,
    [property: PersonalData] string? Phone, [property: PersonalData] string? PostalAddress, Guid? PropertyId)
    : IPersonEvent;

/// <summary>They were asked at a contact, and these details were right.</summary>
public sealed record PersonDetailsVerified(
    Guid PersonId, IReadOnlyList<string> Details, string Channel, DateOnly On) : IPersonEvent;

/// <summary>They were spoken or written to.</summary>
public sealed record ContactRecorded(
    Guid PersonId, Guid ContactId, string Channel, DateTimeOffset At, [property: PersonalData] string About,
    [property: PersonalData] string? Outcome, Guid? ComplaintId) : IPersonEvent;

/// <summary>Somebody lives with them; <see cref="MemberPersonId"/> when that is a person whom we know.</summary>
public sealed record HouseholdMemberAdded(
    Guid PersonId, Guid MemberId, Guid? MemberPersonId, [property: PersonalData] string Name, string Relationship)
    : IPersonEvent;

/// <summary>Somebody lives with them no more, or never did.</summary>
public sealed record HouseholdMemberRemoved(
    Guid PersonId, Guid MemberId, [property: PersonalData] string? Reason) : IPersonEvent;

/// <summary>
/// Somebody may act for them: in what (<see cref="Scope"/>), from and until when, and where that is written.
/// </summary>
public sealed record RepresentativeAuthorised(
    Guid PersonId, Guid RepresentativeId, Guid? RepresentativePersonId, [property: PersonalData] string Name,
    [property: PersonalData] string? Organisation, [property: PersonalData] string? Email,
    [property: PersonalData] string? Phone, string Relationship, string Scope, Guid? ComplaintId, DateOnly From,
    DateOnly? Until, [property: PersonalData] string? DocumentReference) : IPersonEvent;

/// <summary>Somebody may act for them no more after this day.</summary>
public sealed record RepresentativeEnded(
    Guid PersonId, Guid RepresentativeId, DateOnly On, [property: PersonalData] string Reason) : IPersonEvent;

/// <summary>This record is another's double: what is known under it belongs to <see cref="Into"/>.</summary>
public sealed record PersonMerged(
    Guid PersonId, Guid Into, [property: PersonalData] string Reason) : IPersonEvent;

/// <summary>Another record turned out to be a double of this one.</summary>
public sealed record PersonAbsorbed(Guid PersonId, Guid MergedPersonId) : IPersonEvent;

/// <summary>The merge was wrong: this record stands for itself again.</summary>
public sealed record PersonMergeUndone(
    Guid PersonId, Guid From, [property: PersonalData] string Reason) : IPersonEvent;

/// <summary>The other record is no double of this one after all.</summary>
public sealed record PersonReleased(Guid PersonId, Guid MergedPersonId) : IPersonEvent;

/// <summary>They are no longer among our residents: moved away, or died.</summary>
public sealed record PersonEnded(Guid PersonId, DateOnly On, string Cause) : IPersonEvent;
