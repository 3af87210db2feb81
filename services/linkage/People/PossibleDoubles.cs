using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults.Input;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Linkage;

/// <summary>Somebody who may be the person that is to be registered, and what they have in common.</summary>
public sealed record PossibleDouble(Guid PersonId, string Name, string? HomeAddress, IReadOnlyList<string> Why);

/// <summary>
/// Who is registered already, perhaps: the name fits, and the email address, the phone number or the home is the same.
/// The name alone counts when nothing else was given that could tell two people apart.
/// </summary>
internal static class PossibleDoubles
{
    // Households and common names give a few; more than these nobody reads.
    private const int Looked = 20;

    public static async Task<IReadOnlyList<PossibleDouble>> OfAsync(
        PersonRegistered registered, IQuerySession session, PersonalDataKeys keys, CancellationToken ct)
    {
        var name = PersonName.Read(registered.Name).Canonical;
        var contacts = PersonMatch.KeysOf(registered.Email, registered.Phone).ToList();
        if (name is null) return [];
        var grams = Grams.Sought(name.Split(' '), keys);
        List<Lookup> lookups = [.. contacts.Select(key => Lookup.OfContact(key, keys))];
        if (grams.Length > 0) lookups.Add(Lookup.OfGrams(grams));
        var condition = $"({Lookup.Any(lookups)})";
        object[] parameters = [.. lookups.Select(lookup => lookup.Value)];
        var found = lookups.Count == 0 ? [] : await session.Query<PersonEntry>()
            .Where(entry => entry.MatchesSql(condition, parameters)).Take(Looked).ReadAsync(session, keys, ct);
        var home = registered.PropertyId is { } lived
            ? await session.Query<PersonEntry>().Where(entry => entry.PropertyId == lived).Take(Looked)
                .ReadAsync(session, keys, ct)
            : [];
        return
        [
            .. found.Concat(home).DistinctBy(entry => entry.Id)
                .Where(entry => entry.Id != registered.PersonId && entry.Person.MergedInto is null)
                .Select(entry => new PossibleDouble(
                    entry.Id, entry.Person.Name, entry.Home?.Address, WhyOf(registered, contacts, entry)))
                .Where(known => known.Why.Count > 0),
        ];
    }

    internal static IReadOnlyList<string> WhyOf(
        PersonRegistered registered, IReadOnlyList<string> contacts, PersonEntry known)
    {
        if (!PersonName.Fit(registered.Name, known.Person.Name)) return [];
        var isNamed = PersonName.Read(registered.Name).Canonical == PersonName.Read(known.Person.Name).Canonical;
        var shared = PersonMatch.KeysOf(known.Person.Email, known.Person.Phone).Intersect(contacts)
            .Select(key => $"same-{key[..key.IndexOf('|', StringComparison.Ordinal)]}").ToList();
        if (registered.PropertyId is not null && registered.PropertyId == known.PropertyId) shared.Add("same-home");
        var nothingElse = contacts.Count == 0 && registered.PropertyId is null && registered.References.Count == 0;
        return shared.Count > 0 || (nothingElse && isNamed)
            ? [isNamed ? "same-name" : "similar-name", .. shared]
            : [];
    }
}
