using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults.Input;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Marten.Schema;
using Weasel.Postgresql.Tables;

namespace ComplaintsPlatform.Linkage;

/// <summary>Something that a register finds by any part of what is known of it.</summary>
internal interface IRegistered : IEntry
{
    /// <summary>What it is found by, in clear; what was erased is no part of it.</summary>
    IEnumerable<Findable> Fields();

    /// <summary>The ways to reach it, as they are compared (<see cref="PersonMatch.KeysOf"/>).</summary>
    IEnumerable<string> ContactKeys();
}

/// <summary>
/// A person in the register. What identifies them is encrypted; they are found by keyed hashes (<see cref="Grams"/>,
/// <see cref="Contacts"/>), which say nothing without the master key. <see cref="Home"/> is a copy, so that people are
/// found by their address in one look.
/// </summary>
public sealed record PersonEntry(
    Guid Id, Person Person, Guid? PropertyId, IReadOnlyList<string> Keys, string[] Contacts,
    int[] Grams, Property? Home = null, Guid? MergedInto = null) : IRegistered
{
    IEnumerable<Findable> IRegistered.Fields() =>
    [
        Findable.Of("name", Person.Name), Findable.Of("email", Person.Email), Findable.OfPhone("phone", Person.Phone),
        .. Person.References.Select(reference => Findable.Of("reference", reference.Id)),
        .. Person.Tenancies.Select(reference => Findable.Of("tenancy", reference.Id)),
        Findable.OfAddress("postal-address", Person.PostalAddress == PersonalDataAttribute.Erased
            ? null : Person.PostalAddress),
        .. Home is null ? [] : Registers.FieldsOf(Home),
    ];

    IEnumerable<string> IRegistered.ContactKeys() => PersonMatch.KeysOf(Person.Email, Person.Phone);
}

/// <summary>A property in the register.</summary>
public sealed record PropertyEntry(Guid Id, Property Property, IReadOnlyList<string> Keys, int[] Grams)
    : IRegistered
{
    IEnumerable<Findable> IRegistered.Fields() =>
    [
        .. Registers.FieldsOf(Property),
        .. Property.References.Select(reference => Findable.Of("reference", reference.Id)),
    ];

    IEnumerable<string> IRegistered.ContactKeys() => [];
}

/// <summary>
/// Whose a reference is. Written by the verb, not by the projection: of two who register it at once the database lets
/// one win, and a rebuild does not take it away.
/// </summary>
public sealed record PersonReference(string Id, Guid PersonId);

/// <summary>Which property a UPRN or a reference names.</summary>
public sealed record PropertyReference(string Id, Guid PropertyId);

/// <summary>
/// Keeps the registers. Inline: whoever registers somebody finds them with the next click, and a complaint made right
/// after names them. Rules look into the entries, so a rebuild writes them over and never empties them; of somebody
/// erased only the references are left then.
/// </summary>
public sealed partial class Registers : EventProjection
{
    private readonly PersonalDataKeys keys;

    public Registers(PersonalDataKeys keys)
    {
        this.keys = keys;
        Name = "registers";
        Options.TeardownDataOnRebuild = false;
        IncludeType<PersonRegistered>();
        IncludeType<PersonDetailsChanged>();
        IncludeType<PersonMerged>();
        IncludeType<PersonMergeUndone>();
        IncludeType<PersonEnded>();
        IncludeType<PropertyRegistered>();
    }

    public static void AddDocuments(StoreOptions store)
    {
        store.Schema.For<PersonEntry>().Duplicate(entry => entry.PropertyId!)
            .Duplicate(entry => entry.MergedInto!).GinIndexJsonData()
            .Duplicate(entry => entry.Contacts, pgType: "text[]", configure: InAnyPlace)
            .Duplicate(entry => entry.Grams, pgType: "integer[]", configure: InAnyPlace);
        store.Schema.For<PropertyEntry>().GinIndexJsonData()
            .Duplicate(entry => entry.Grams, pgType: "integer[]", configure: InAnyPlace);
        store.Schema.For<PersonReference>();
        store.Schema.For<PropertyReference>();
    }

    // A column of its own, of whose elements the database keeps statistics: in JSON a word that everybody has
    // ("street") would be taken for a rare one, and all of them fetched and sorted for a page of twenty-five; and a
    // telephone number for one that every hundredth person has, and the whole register be read for it.
    private static void InAnyPlace(DocumentIndex index) => index.Method = IndexMethod.gin;

    public override async ValueTask ApplyAsync(
        IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case IPersonEvent happened:
                var before = await operations.LatestAsync<PersonEntry>(e.StreamId, cancellation);
                var person = Person.Evolve(before?.Person, happened);
                var home = person.PropertyId is { } lived
                    ? (await operations.LatestAsync<PropertyEntry>(lived, cancellation))?.Property
                    : null;
                var entered = Found(new PersonEntry(e.StreamId, person, person.PropertyId,
                    [.. KeysOf(person).Union(before?.Keys ?? [])], [], [], home, person.MergedInto));
                operations.Store(entered);
                if (happened is PersonMerged or PersonMergeUndone)
                    await ShareKeysAsync(operations, entered, before?.MergedInto, cancellation);
                break;
            case IPropertyEvent happened:
                var known = await operations.LatestAsync<PropertyEntry>(e.StreamId, cancellation);
                // What visitors have to know may say much about who lives there: it is read from the stream alone.
                var property = Property.Evolve(known?.Property, happened) with { Alerts = [] };
                var entry = new PropertyEntry(e.StreamId, property,
                    [.. Property.KeysOf(property.Uprn, property.References)], []);
                operations.Store(entry with { Grams = GramsOf(entry) });
                foreach (var lives in await operations.LatestAsync<PersonEntry>(
                    person => person.PropertyId == e.StreamId, cancellation))
                    operations.Store(Found(lives with { Home = property }));
                break;
        }
    }

    internal static IEnumerable<Findable> FieldsOf(Property home) =>
        [Findable.OfAddress("address", home.Address), Findable.Of("uprn", Uprn.Read(home.Uprn).Text)];

    // What comes under the references of a double belongs to both records while they are merged.
    private static async Task ShareKeysAsync(
        IDocumentOperations operations, PersonEntry changed, Guid? before, CancellationToken ct)
    {
        if ((changed.MergedInto ?? before) is not { } survivor) return;
        if (changed.MergedInto is null) operations.Store(changed with { Keys = [.. KeysOf(changed.Person)] });
        var group = (await operations.LatestAsync<PersonEntry>(entry => entry.MergedInto == survivor, ct)).ToList();
        if (await operations.LatestAsync<PersonEntry>(survivor, ct) is { } kept) group.Add(kept);
        string[] keys = [.. group.SelectMany(entry => KeysOf(entry.Person)).Distinct()];
        foreach (var entry in group) operations.Store(entry with { Keys = keys });
    }

    private static IEnumerable<string> KeysOf(Person person) =>
        person.References.Select(reference => reference.Key).Distinct();

    private PersonEntry Found(PersonEntry entry) => entry with
    {
        Contacts = [.. ((IRegistered)entry).ContactKeys().Select(key => PersonMatch.Fingerprint(key, keys))],
        Grams = GramsOf(entry),
    };

    private int[] GramsOf(IRegistered entry) => Grams.Of(
        entry.Fields().SelectMany(field => field.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries)), keys);
}
