using System.Diagnostics;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults.Input;

namespace ComplaintsPlatform.Linkage;

/// <summary>A person who lives in or rents one of the landlord's homes, or has to do with one who does.</summary>
public sealed record Person(
    Guid PersonId, IReadOnlyList<Reference> References, [property: PersonalData] string Name,
    [property: PersonalData] string? Email,
    [property: PersonalData] string? Phone, IReadOnlyList<Reference> Tenancies, Guid? PropertyId,
    [property: PersonalData] string? PostalAddress = null, Guid? MergedInto = null, DateOnly? EndedOn = null,
    string? EndedBecause = null)
{
    public static Person Evolve(Person? state, IPersonEvent happened) => happened switch
    {
        PersonRegistered e => new Person(
            e.PersonId, e.References, e.Name, e.Email, e.Phone, e.Tenancies, e.PropertyId, e.PostalAddress),
        PersonDetailsChanged e => state! with
        {
            Name = e.Name,
            Email = e.Email,
            Phone = e.Phone,
            PostalAddress = e.PostalAddress,
            PropertyId = e.PropertyId,
        },
        PersonMerged e => state! with { MergedInto = e.Into },
        PersonMergeUndone => state! with { MergedInto = null },
        PersonEnded e => state! with { EndedOn = e.On, EndedBecause = e.Cause },
        PersonDetailsVerified or ContactRecorded or HouseholdMemberAdded or HouseholdMemberRemoved
            or RepresentativeAuthorised or RepresentativeEnded or PersonAbsorbed or PersonReleased
            or NeedRecorded or NeedReviewed or NeedEnded or PreferencesAgreed or IContactRestrictionEvent => state!,
        _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
    };

    /// <summary>Whether registering again with these particulars says nothing new, however they are spelt.</summary>
    internal bool IsSameAs(PersonRegistered other) =>
        AreSame(Name, other.Name, PersonName.Read) && AreSame(Email, other.Email, EmailAddress.Read)
        && AreSame(Phone, other.Phone, PhoneNumber.Read) && PropertyId == other.PropertyId
        && Clean.Fold(PostalAddress) == Clean.Fold(other.PostalAddress)
        && References.SequenceEqual(other.References) && Tenancies.SequenceEqual(other.Tenancies);

    private static bool AreSame(string? one, string? other, Func<string?, Detail> read) =>
        read(one) is var first && read(other) is var second
        && (first.Canonical ?? first.Text) == (second.Canonical ?? second.Text);
}
