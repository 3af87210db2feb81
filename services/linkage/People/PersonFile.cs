using System.Collections.Immutable;
using System.Diagnostics;

namespace ComplaintsPlatform.Linkage;

/// <summary>Somebody who lives with the person.</summary>
public sealed record Member(Guid MemberId, Guid? MemberPersonId, string Name, string Relationship);

/// <summary>Somebody who may act for the person.</summary>
public sealed record Representative(
    Guid RepresentativeId, Guid? RepresentativePersonId, string Name, string? Organisation, string? Email,
    string? Phone, string Relationship, string Scope, Guid? ComplaintId, DateOnly From, DateOnly? Until,
    string? DocumentReference)
{
    internal bool StandsOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}

/// <summary>That a detail was right when it was asked for.</summary>
public sealed record Verified(string Channel, DateOnly On);

/// <summary>All that is known of a person and that decisions need.</summary>
public sealed record PersonFile(Guid PersonId, Person Person)
{
    public ImmutableDictionary<Guid, Member> Household { get; init; } = ImmutableDictionary<Guid, Member>.Empty;
    public ImmutableDictionary<Guid, Representative> Representatives { get; init; } =
        ImmutableDictionary<Guid, Representative>.Empty;
    public ImmutableDictionary<string, Verified> Verified { get; init; } =
        ImmutableDictionary<string, Verified>.Empty;
    public ImmutableDictionary<Guid, Need> Needs { get; init; } = ImmutableDictionary<Guid, Need>.Empty;
    public ImmutableDictionary<Guid, ContactRestriction> ContactRestrictions { get; init; } =
        ImmutableDictionary<Guid, ContactRestriction>.Empty;
    public Preferences? Preferences { get; init; }
    public ImmutableHashSet<Guid> Contacts { get; init; } = [];
    public ImmutableHashSet<Guid> Merged { get; init; } = [];

    public static PersonFile Evolve(PersonFile? state, IPersonEvent happened)
    {
        var person = Person.Evolve(state?.Person, happened);
        var file = state is null ? new PersonFile(person.PersonId, person) : state with { Person = person };
        return happened switch
        {
            PersonRegistered or PersonMerged or PersonMergeUndone or PersonEnded => file,
            PersonDetailsChanged e => file with { Verified = StillVerified(state!, e) },
            PersonDetailsVerified e => file with
            {
                Verified = file.Verified.SetItems(e.Details.Select(detail =>
                    KeyValuePair.Create(detail, new Verified(e.Channel, e.On)))),
            },
            ContactRecorded e => file with { Contacts = file.Contacts.Add(e.ContactId) },
            HouseholdMemberAdded e => file with
            {
                Household = file.Household.SetItem(
                    e.MemberId, new Member(e.MemberId, e.MemberPersonId, e.Name, e.Relationship)),
            },
            HouseholdMemberRemoved e => file with { Household = file.Household.Remove(e.MemberId) },
            RepresentativeAuthorised e => file with
            {
                Representatives = file.Representatives.SetItem(e.RepresentativeId, new Representative(
                    e.RepresentativeId, e.RepresentativePersonId, e.Name, e.Organisation, e.Email, e.Phone,
                    e.Relationship, e.Scope, e.ComplaintId, e.From, e.Until, e.DocumentReference)),
            },
            RepresentativeEnded e => file with
            {
                Representatives = file.Representatives.SetItem(
                    e.RepresentativeId, file.Representatives[e.RepresentativeId] with { Until = e.On }),
            },
            PersonAbsorbed e => file with { Merged = file.Merged.Add(e.MergedPersonId) },
            PersonReleased e => file with { Merged = file.Merged.Remove(e.MergedPersonId) },
            NeedRecorded e => file with
            {
                Needs = file.Needs.SetItem(e.NeedId, new Need(
                    e.NeedId, e.Kind, e.Code, e.Description, e.Source, e.AgreedOn, e.ReviewOn, e.ExpiresOn)),
            },
            NeedReviewed e => file with
            {
                Needs = file.Needs.SetItem(e.NeedId, file.Needs[e.NeedId] with
                { ReviewOn = e.ReviewOn, ExpiresOn = e.ExpiresOn }),
            },
            NeedEnded e => file with
            {
                Needs = file.Needs.SetItem(e.NeedId, file.Needs[e.NeedId] with { EndedOn = e.On }),
            },
            IContactRestrictionEvent e => file with
            { ContactRestrictions = ContactRestriction.Evolve(file.ContactRestrictions, e) },
            PreferencesAgreed e => file with
            {
                Preferences = new Preferences(e.Language, e.Format, e.ContactBy, e.Source, e.AgreedOn, e.ReviewOn),
            },
            _ => throw new UnreachableException($"Unknown event {happened.GetType().Name}."),
        };
    }

    // What was changed is not what was verified.
    private static ImmutableDictionary<string, Verified> StillVerified(PersonFile before, PersonDetailsChanged now) =>
        before.Verified.RemoveRange(new[]
        {
            now.Name != before.Person.Name ? "name" : "", now.Email != before.Person.Email ? "email" : "",
            now.Phone != before.Person.Phone ? "phone" : "",
            now.PostalAddress != before.Person.PostalAddress ? "postal-address" : "",
            now.PropertyId != before.Person.PropertyId ? "home" : "",
        });
}
