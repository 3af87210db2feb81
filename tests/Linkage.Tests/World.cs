using FsCheck;
using FsCheck.Fluent;

namespace ComplaintsPlatform.Linkage.Tests;

/// <summary>Something that linkage hears of.</summary>
internal abstract record Fact(Guid Id)
{
    public abstract object Happened { get; }

    public Task RecordAsync(LinkageHost linkage) => linkage.RecordAsync(Id, Happened);
}

internal sealed record PersonFact(Guid Id, Reference Reference, Guid? Home) : Fact(Id)
{
    public override object Happened => new PersonRegistered(Id, [Reference], "Ada Lovelace", null, null, [], Home);
}

internal sealed record PropertyFact(Guid Id, string Uprn, Reference Reference) : Fact(Id)
{
    public override object Happened => new PropertyRegistered(Id, Uprn, "1 Quay Street", [Reference]);
}

internal sealed record RepairFact(
    Guid Id, DateOnly RaisedOn, Reference? Person, string? Uprn, Reference? Property) : Fact(Id)
{
    public override object Happened => new RepairRaised(
        Id, new Reference(Id.ToString(), "Harbour Repairs"),
        new DateTimeOffset(RaisedOn, new TimeOnly(9, 0), TimeSpan.Zero), RaisedOn, "Leak", 2, null, "PL", Person, Uprn,
        Property);
}

internal sealed record ComplaintFact(Guid Id, DateOnly ReceivedOn, Guid? Person, Guid? Property) : Fact(Id)
{
    public override object Happened
    {
        get
        {
            var (from, until) = EvidenceWindow.Of(ReceivedOn);
            return new DossierOpened(Id, "CMP-1", ReceivedOn, Person, Property, from, until);
        }
    }
}

/// <summary>A few people, properties, repairs and complaints that have to do with each other in every way, in any
/// order; and which links are right, by the plain rule.</summary>
internal sealed record World(IReadOnlyList<Fact> Facts)
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    public IEnumerable<ComplaintFact> Complaints => Facts.OfType<ComplaintFact>();

    public static Gen<World> Any { get; } =
        from tag in Gen.Fresh(() => Guid.CreateVersion7().ToString("N"))
        from properties in Some(2,
            index => Gen.Constant(
                new PropertyFact(Guid.CreateVersion7(), $"{(uint)tag.GetHashCode(StringComparison.Ordinal)}{index}",
                    new Reference($"{tag}-{index}", "Homes"))))
        from people in Some(3,
            index => from home in OneOf(properties)
                     select new PersonFact(
                Guid.CreateVersion7(), new Reference($"{tag}-{index}", "Tenancies"), home?.Id))
        from repairs in Some(4, _ =>
            from person in OneOf(people)
            from place in OneOf(properties)
            from known in Gen.Choose(1, 3)
            from days in Gen.Choose(-500, 500)
            select new RepairFact(Guid.CreateVersion7(), Day.AddDays(days), person?.Reference, (known & 1) > 0
                ? place?.Uprn
                : null, (known & 2) > 0 ? place?.Reference : null))
        from complaints in Some(3, _ =>
            from person in OneOf(people)
            from place in OneOf(properties)
            from days in Gen.Choose(-30, 30)
            select new ComplaintFact(Guid.CreateVersion7(), Day.AddDays(days), person?.Id, place?.Id))
        from facts in Gen.Shuffle<Fact>([.. properties, .. people, .. repairs, .. complaints])
        select new World(facts);

    public IReadOnlyDictionary<Guid, string> LinksOf(ComplaintFact complaint)
    {
        var person = Facts.OfType<PersonFact>().FirstOrDefault(person => person.Id == complaint.Person);
        var home = Facts.OfType<PropertyFact>()
            .FirstOrDefault(property => property.Id == (complaint.Property ?? person?.Home));
        var (first, last) = EvidenceWindow.Of(complaint.ReceivedOn);
        return (from repair in Facts.OfType<RepairFact>()
                where repair.RaisedOn >= first && repair.RaisedOn <= last
                let byPerson = person is not null && repair.Person == person.Reference
                let byProperty = home is not null && (repair.Uprn == home.Uprn || repair.Property == home.Reference)
                where byPerson || byProperty
                select (repair.Id, Why: LinkReason.Of(byPerson, byProperty)))
                    .ToDictionary(link => link.Id, link => link.Why);
    }

    private static Gen<T[]> Some<T>(int most, Func<int, Gen<T>> make) =>
        from count in Gen.Choose(0, most)
        from all in Gen.CollectToArray(Enumerable.Range(0, count), make)
        select all;

    private static Gen<T?> OneOf<T>(T[] all) where T : class =>
        from index in Gen.Choose(-1, all.Length - 1) select index < 0 ? null : all[index];
}
