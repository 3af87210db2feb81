using ComplaintsPlatform.Contracts.Intake;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults.Input;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Linkage;

/// <summary>Somebody who may be the one who complains, and what speaks for it. Nothing of theirs is shown on the
/// complaint before somebody confirms it.</summary>
public sealed record SuggestedPerson(Guid PersonId, string Why);

/// <summary>
/// Who complains. The person that the complaint names is taken when the name fits; without one, the only person known
/// by that email address, phone number or home whose name fits too. One detail alone says too little: families share
/// addresses and phones, and ids are mistyped. So these are suggestions. Somebody registered later is not looked up
/// again. How the person was recognised is kept and shown.
/// </summary>
public sealed record PersonMatch(Guid? PersonId, string? By, IReadOnlyList<SuggestedPerson> Suggested)
{
    // More than are shown, since some of them may have been erased.
    private const int Looked = 20;
    private const int Shown = 5;

    public static readonly PersonMatch Nobody = new(null, null, []);

    public static async Task<PersonMatch> OfAsync(
        Complainant resident, Guid? propertyId, IQuerySession session, PersonalDataKeys keys, CancellationToken ct)
    {
        if (resident.PersonId is { } named)
            return Of(resident, await session.LoadAsync<PersonEntry>(named, ct));
        var lookups = KeysOf(resident.Email, resident.Phone).Select(key => Lookup.OfContact(key, keys)).ToList();
        var condition = $"({Lookup.Any(lookups)})";
        object[] parameters = [.. lookups.Select(lookup => lookup.Value)];
        var reached = lookups.Count == 0 ? [] : await session.Query<PersonEntry>()
            .Where(entry => entry.MatchesSql(condition, parameters)).Take(Looked).ReadAsync(session, keys, ct);
        var living = propertyId is not { } home ? [] : await session.Query<PersonEntry>()
            .Where(entry => entry.PropertyId == home).Take(Looked).ReadAsync(session, keys, ct);
        return Of(resident, propertyId, [.. reached.Concat(living).DistinctBy(entry => entry.Id)]);
    }

    /// <summary>Who it is when the complaint names a person, who may not be there or be somebody else.</summary>
    internal static PersonMatch Of(Complainant resident, PersonEntry? named) => named switch
    {
        null => Nobody with { Suggested = [new SuggestedPerson(resident.PersonId!.Value, "person-not-known")] },
        _ when PersonName.Fit(resident.Name, named.Person.Name) => new PersonMatch(named.Id, null, []),
        _ => Nobody with { Suggested = [new SuggestedPerson(named.Id, "name-does-not-fit")] },
    };

    /// <summary>Who it is among those who have something in common with the complaint.</summary>
    internal static PersonMatch Of(Complainant resident, Guid? propertyId, IReadOnlyList<PersonEntry> candidates)
    {
        var contacts = KeysOf(resident.Email, resident.Phone).ToList();
        var known = (from entry in candidates
                     let shared = Shared(entry, contacts, propertyId)
                     let fits = PersonName.Fit(resident.Name, entry.Person.Name)
                     // A home alone speaks for everybody who lives there.
                     where shared.Count > 0 && (fits || shared[0] != "home")
                     select (PersonId: entry.Person.MergedInto ?? entry.Id, By: shared, Fits: fits))
            .OrderByDescending(person => person.Fits).DistinctBy(person => person.PersonId).ToList();
        return known.Where(person => person.Fits).ToList() is [var only]
            ? new PersonMatch(only.PersonId, $"name-and-{only.By[0]}", [])
            : Nobody with
            {
                Suggested = [.. known.Take(Shown).Select(person => new SuggestedPerson(
                    person.PersonId, string.Join("-and-", person.By.Prepend("name").Skip(person.Fits ? 0 : 1))))],
            };
    }

    /// <summary>How a way to reach somebody is compared: the same however it is spelt, none for what stands for
    /// nobody.</summary>
    public static IEnumerable<string> KeysOf(string? email, string? phone)
    {
        if (EmailAddress.Read(email).Canonical is { } mailbox) yield return $"email|{mailbox}";
        if (PhoneNumber.Read(phone).Canonical is { } number) yield return $"phone|{number}";
    }

    internal static string Fingerprint(string key, PersonalDataKeys keys) =>
        Convert.ToBase64String(keys.Fingerprint(key));

    private static List<string> Shared(PersonEntry entry, List<string> contacts, Guid? propertyId) =>
    [
        .. KeysOf(entry.Person.Email, entry.Person.Phone).Intersect(contacts)
            .Select(key => key[..key.IndexOf('|', StringComparison.Ordinal)]),
        .. propertyId is not null && entry.PropertyId == propertyId ? ["home"] : Array.Empty<string>(),
    ];
}
