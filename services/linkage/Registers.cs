using ComplaintsPlatform.PersonalData;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace ComplaintsPlatform.Linkage;

/// <summary>Something that a register finds by any part of what is known of it.</summary>
public interface IRegistered
{
    Guid Id { get; }

    /// <summary>What it is found by, in clear; what was erased is no part of it.</summary>
    IEnumerable<string> Texts();
}

/// <summary>
/// A person in the register. What identifies them is encrypted; they are found by keyed hashes (<see cref="Grams"/>,
/// <see cref="Contacts"/>), which say nothing without the master key.
/// </summary>
public sealed record PersonEntry(
    Guid Id, Person Person, Guid? PropertyId, IReadOnlyList<string> Keys, IReadOnlyList<string> Contacts,
    IReadOnlyList<int> Grams) : IRegistered
{
    public IEnumerable<string> Texts() => Registers.Texts(
        [Person.Name, Person.Email, Person.Phone, .. Person.References.Concat(Person.Tenancies)
            .Select(reference => reference.Id)]);
}

/// <summary>A property in the register.</summary>
public sealed record PropertyEntry(Guid Id, Property Property, IReadOnlyList<string> Keys, IReadOnlyList<int> Grams)
    : IRegistered
{
    public IEnumerable<string> Texts() =>
        Registers.Texts([Property.Address, Property.Uprn, .. Property.References.Select(reference => reference.Id)]);
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
        IncludeType<PropertyRegistered>();
    }

    public static void AddDocuments(StoreOptions store)
    {
        store.Schema.For<PersonEntry>().Duplicate(entry => entry.PropertyId!).GinIndexJsonData();
        store.Schema.For<PropertyEntry>().GinIndexJsonData();
        store.Schema.For<PersonReference>();
        store.Schema.For<PropertyReference>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case PersonRegistered happened:
                var person = new PersonEntry(happened.PersonId, Person.Evolve(null, happened), happened.PropertyId,
                    [.. happened.References.Select(reference => reference.Key).Distinct()],
                    [.. PersonMatch.KeysOf(happened.Email, happened.Phone)
                        .Select(key => PersonMatch.Fingerprint(key, keys))], []);
                operations.Store(person with { Grams = Grams.Of(person.Texts(), keys) });
                break;
            case PropertyRegistered happened:
                var property = new PropertyEntry(happened.PropertyId, Property.Evolve(null, happened),
                    [.. Property.KeysOf(happened.Uprn, happened.References).Distinct()], []);
                operations.Store(property with { Grams = Grams.Of(property.Texts(), keys) });
                break;
        }

        return ValueTask.CompletedTask;
    }

    internal static IEnumerable<string> Texts(IEnumerable<string?> parts) =>
        parts.OfType<string>().Where(part => part != PersonalDataAttribute.Erased)
            .Select(part => part.ToLowerInvariant());
}
