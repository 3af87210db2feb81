using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace ComplaintsPlatform.Linkage;

/// <summary>A restriction that stands, and when it is looked at again; what it says, the person's stream has.</summary>
public sealed record ContactRestrictionEntry(Guid Id, Guid PersonId, DateOnly ReviewOn);

/// <summary>The restrictions that stand, the next to be looked at first.</summary>
public sealed record ContactRestrictionList(IReadOnlyList<ContactRestrictionRow> Items);

/// <summary>One of them.</summary>
public sealed record ContactRestrictionRow(
    Guid PersonId, string Name, Guid RestrictionId, DateOnly ReviewOn, bool IsToBeReviewed);

// Whose contact is restricted, so that each is looked at again in time (Code 5.14).
internal static class ContactRestrictionsEndpoint
{
    private const int Most = 200;

    public static void Add(StoreOptions store)
    {
        store.Schema.For<ContactRestrictionEntry>().Duplicate(entry => entry.ReviewOn, pgType: "date", notNull: true);
        store.Projections.Add(new ContactRestrictionEntries(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/people/contact-restrictions", async (
            IQuerySession session, PersonalDataKeys keys, TimeProvider time, CancellationToken ct) =>
        {
            var today = London.DayOf(time.GetUtcNow());
            var entries = await session.Query<ContactRestrictionEntry>()
                .OrderBy(entry => entry.ReviewOn).ThenBy(entry => entry.Id).Take(Most).ToListAsync(ct);
            Guid[] ids = [.. entries.Select(entry => entry.PersonId).Distinct()];
            var people = (await session.Query<PersonEntry>().Where(entry => entry.Id.IsOneOf(ids))
                .ReadAsync(session, keys, ct)).ToDictionary(entry => entry.Id, entry => entry.Person.Name);
            return TypedResults.Ok(new ContactRestrictionList(
                [.. entries.Select(entry => new ContactRestrictionRow(entry.PersonId,
                    people.GetValueOrDefault(entry.PersonId, ""), entry.Id, entry.ReviewOn,
                    entry.ReviewOn <= today))]));
        })
        .RequireRoles(Roles.Reading)
        .WithName("ContactRestrictions").WithTags("Needs")
        .WithSummary("People with whom contact is restricted, the next to be looked at again first")
        .Produces<ContactRestrictionList>();
}

/// <summary>Keeps the restrictions that stand.</summary>
public sealed class ContactRestrictionEntries : MultiStreamProjection<ContactRestrictionEntry, Guid>
{
    public ContactRestrictionEntries()
    {
        Name = "contact-restrictions";
        Identity<ContactRestricted>(e => e.RestrictionId);
        Identity<ContactRestrictionReviewed>(e => e.RestrictionId);
        Identity<ContactRestrictionEnded>(e => e.RestrictionId);
    }

    public override ContactRestrictionEntry? Evolve(ContactRestrictionEntry? snapshot, Guid id, IEvent e) =>
        (snapshot, e.Data) switch
        {
            (_, ContactRestricted made) => new ContactRestrictionEntry(id, made.PersonId, made.ReviewOn),
            ({ } entry, ContactRestrictionReviewed kept) => entry with { ReviewOn = kept.ReviewOn },
            (_, ContactRestrictionEnded) => null,
            _ => snapshot,
        };
}
