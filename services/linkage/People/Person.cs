using System.Diagnostics;
using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Linkage;

/// <summary>A person who lives in or rents one of the landlord's homes.</summary>
public sealed record Person(
    Guid PersonId, IReadOnlyList<Reference> References, [property: PersonalData] string Name,
    [property: PersonalData] string? Email,
    [property: PersonalData] string? Phone, IReadOnlyList<Reference> Tenancies, Guid? PropertyId)
{
    public static Person Evolve(Person? state, IPersonEvent happened) => happened switch
    {
        PersonRegistered e => new Person(e.PersonId, e.References, e.Name, e.Email, e.Phone, e.Tenancies, e.PropertyId),
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };

    /// <summary>Whether registering again with these particulars says nothing new.</summary>
    internal bool IsSameAs(PersonRegistered other) =>
        Name == other.Name && Email == other.Email && Phone == other.Phone && PropertyId == other.PropertyId
        && References.SequenceEqual(other.References) && Tenancies.SequenceEqual(other.Tenancies);
}
