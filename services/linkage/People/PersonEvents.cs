using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Linkage;

/// <summary>What we know of a person from the tenancy and contact modules.</summary>
public interface IPersonEvent;

/// <summary>The person was made known to us.</summary>
public sealed record PersonRegistered(
    Guid PersonId, IReadOnlyList<Reference> References, [property: PersonalData] string Name,
    [property: PersonalData] string? Email,
    [property: PersonalData] string? Phone, IReadOnlyList<Reference> Tenancies, Guid? PropertyId) : IPersonEvent;
