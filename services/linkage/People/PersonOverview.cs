using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Linkage;

/// <summary>The home, what those who go there have to know, and who else is known to live there.</summary>
public sealed record HomeShown(
    Guid PropertyId, string? Uprn, string Address, IReadOnlyList<Reference> References,
    IReadOnlyList<ToPutRight> ToPutRight, IReadOnlyList<LocationAlert> Alerts, IReadOnlyList<LivesThere> LiveThere);

/// <summary>Somebody else whose home it is.</summary>
public sealed record LivesThere(Guid PersonId, string Name, DateOnly? EndedOn);

/// <summary>A repair of the person or of their home.</summary>
public sealed record RepairShown(Guid RepairId, string Why, Repair? Repair);

/// <summary>A complaint of the person or about their home. How it stands is for cases to say.</summary>
public sealed record ComplaintShown(Guid ComplaintId, string? Reference, DateOnly? ReceivedOn, string Why);

/// <summary>Everything known about a person, for whoever takes their call.</summary>
public sealed record PersonOverview(
    PersonPage Person, IReadOnlyList<ContactMade> ContactsOfMergedRecords, HomeShown? Home,
    IReadOnlyList<RepairShown> Repairs, IReadOnlyList<ComplaintShown> Complaints);

// Everything known about a person in one answer, from what linkage itself has heard: tenancy and home, household,
// repairs, contacts, complaints, alerts, adjustments, representatives. A fixed number of questions to the database,
// however much there is; of repairs and complaints the latest.
internal static class PersonOverviewEndpoint
{
    private const int Latest = 25;

    // A complaint without a property is about the home of its person. Asked for apart from those that name the home:
    // with "or" between them no index helps, and every complaint would be looked at.
    private static readonly string[] AboutHome =
    [
        "d.property_id = ?",
        "d.property_id is null and d.person_id in (select id from mt_doc_personentry where property_id = ?)",
    ];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/people/{personId:guid}/overview", async (
            Guid personId, IQuerySession session, PersonalDataKeys keys, Actor actor, TimeProvider time,
            CancellationToken ct) =>
        {
            var today = London.DayOf(time.GetUtcNow());
            var stream = await session.Events.FetchStreamAsync(personId, token: ct);
            if (PersonPage.Of(stream, today) is not { } page) return Api.Answer<PersonOverview>(null, 0);
            Guid[] hidden = [.. await session.HiddenFromAsync(actor.Id, ct)];
            page = page.Without(hidden);
            Guid[] records = [personId, .. page.Merged];
            var entries = await session.LoadManyAsync<PersonEntry>(ct, records);
            var home = page.PropertyId is { } lived ? await session.LoadAsync<PropertyEntry>(lived, ct) : null;
            return Api.Answer(new PersonOverview(
                page, await ContactsOf(page.Merged, hidden, session, today, ct),
                home is null ? null : await HomeOf(home, personId, session, keys, today, ct),
                await RepairsOf([.. entries.SelectMany(entry => entry.Keys).Distinct()], home, session, keys, ct),
                await ComplaintsOf(records, home, hidden, session, ct)), page.Version);
        })
        .Shows("overview")
        .RequireRoles(Roles.Reading)
        .WithName("PersonOverview").WithTags("People").Produces<PersonOverview>();

    private static async Task<IReadOnlyList<ContactMade>> ContactsOf(
        IReadOnlyCollection<Guid> merged, Guid[] hidden, IQuerySession session, DateOnly today, CancellationToken ct)
    {
        if (merged.Count == 0) return [];
        Guid[] ids = [.. merged];
        var events = await session.Events.QueryAllRawEvents().Where(stored => stored.StreamId.IsOneOf(ids))
            .OrderBy(stored => stored.Version).ToListAsync(ct);
        return
        [
            .. events.GroupBy(stored => stored.StreamId)
                .SelectMany(stream => PersonPage.Of([.. stream], today)?.Without(hidden).Contacts ?? [])
                .OrderByDescending(contact => contact.At),
        ];
    }

    private static async Task<HomeShown> HomeOf(
        PropertyEntry home, Guid personId, IQuerySession session, PersonalDataKeys keys, DateOnly today,
        CancellationToken ct)
    {
        var property = (await session.Events.AggregateStreamAsync<Property>(home.Id, token: ct))!;
        var others = await session.Query<PersonEntry>().Where(entry => entry.PropertyId == home.Id)
            .OrderBy(entry => entry.Id).Take(Latest).ReadAsync(session, keys, ct);
        return new HomeShown(home.Id, property.Uprn, property.Address, property.References, ToPutRight.In(property),
            [.. property.Alerts.Where(alert => alert.StandsOn(today))],
            [.. others.Where(entry => entry.Id != personId && entry.MergedInto is null)
                .Select(entry => new LivesThere(entry.Id, entry.Person.Name, entry.Person.EndedOn))]);
    }

    private static async Task<IReadOnlyList<RepairShown>> RepairsOf(
        string[] theirs, PropertyEntry? home, IQuerySession session, PersonalDataKeys keys, CancellationToken ct)
    {
        var places = home is null ? [] : await OwnKeysOf(home, session, ct);
        if (theirs.Length == 0 && places.Length == 0) return [];
        // Each of the three has its index; together with "or" they would be read one after the other all the same.
        var found = (await session.Query<RepairEntry>().Where(entry => entry.PersonKey!.IsOneOf(theirs))
                .OrderByDescending(entry => entry.RaisedOn).Take(Latest).ToListAsync(ct))
            .Concat(await session.Query<RepairEntry>()
                .Where(entry => entry.UprnKey!.IsOneOf(places) || entry.PropertyKey!.IsOneOf(places))
                .OrderByDescending(entry => entry.RaisedOn).Take(Latest).ToListAsync(ct))
            .DistinctBy(entry => entry.Id).OrderByDescending(entry => entry.RaisedOn).ThenBy(entry => entry.Id)
            .Take(Latest).ToList();
        var histories = await Repair.HistoriesOf(found.Select(entry => entry.Id), session, keys, ct);
        return
        [
            .. found.Select(entry => new RepairShown(entry.Id, LinkReason.Of(
                entry.PersonKey is not null && theirs.Contains(entry.PersonKey),
                places.Contains(entry.UprnKey) || places.Contains(entry.PropertyKey)), Repair.Of(histories[entry.Id]))),
        ];
    }

    // What names this home and no other: a UPRN that several have is the block's.
    private static async Task<string[]> OwnKeysOf(PropertyEntry home, IQuerySession session, CancellationToken ct)
    {
        if (Property.UprnKey(home.Property.Uprn) is not { } uprn) return [.. home.Keys];
        var sought = System.Text.Json.JsonSerializer.Serialize(new { keys = new[] { uprn } });
        var isShared = await session.Query<PropertyEntry>()
            .AnyAsync(entry => entry.MatchesSql("d.data @> ?::jsonb and d.id <> ?", sought, home.Id), ct);
        return [.. home.Keys.Where(key => key != uprn || !isShared)];
    }

    private static async Task<IReadOnlyList<ComplaintShown>> ComplaintsOf(
        Guid[] records, PropertyEntry? home, Guid[] hidden, IQuerySession session, CancellationToken ct)
    {
        var own = await session.Query<DossierEntry>().Where(entry => entry.MatchesSql("d.person_id = any(?)", records))
            .Where(entry => !entry.Id.IsOneOf(hidden))
            .OrderByDescending(entry => entry.EvidenceUntil).Take(Latest).ToListAsync(ct);
        var place = new List<DossierEntry>();
        if (home is not null)
            foreach (var about in AboutHome)
                place.AddRange(await session.Query<DossierEntry>().Where(entry => entry.MatchesSql(about, home.Id))
                    .Where(entry => !entry.Id.IsOneOf(hidden))
                    .OrderByDescending(entry => entry.EvidenceUntil).Take(Latest).ToListAsync(ct));
        return
        [
            .. own.Concat(place).DistinctBy(entry => entry.Id)
                .OrderByDescending(entry => entry.EvidenceUntil)
                .ThenBy(entry => entry.Id).Take(Latest)
                .Select(entry => new ComplaintShown(entry.Id, entry.Reference, entry.ReceivedOn, LinkReason.Of(
                    entry.PersonId is { } person && records.Contains(person),
                    home is not null && (entry.PropertyId ?? home.Id) == home.Id))),
        ];
    }
}
