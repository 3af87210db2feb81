using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>One contact with the person, and who recorded it.</summary>
public sealed record ContactMade(
    Guid ContactId, string Channel, DateTimeOffset At, string About, string? Outcome, Guid? ComplaintId, string? By);

/// <summary>A representative, and whether they may act today.</summary>
public sealed record RepresentativeShown(Representative Representative, bool MayActToday);

/// <summary>A need, whether it stands today, and whether it is time to look at it again.</summary>
public sealed record NeedShown(Need Need, bool Stands, bool IsToBeReviewed);

/// <summary>What the page of a person shows of the person alone.</summary>
public sealed record PersonPage(
    Guid PersonId, long Version, IReadOnlyList<Reference> References, string Name, string? Email, string? Phone,
    string? PostalAddress, IReadOnlyList<Reference> Tenancies, Guid? PropertyId,
    IReadOnlyList<ToPutRight> ToPutRight, IReadOnlyDictionary<string, Verified> Verified,
    IReadOnlyList<Member> Household, IReadOnlyList<RepresentativeShown> Representatives,
    IReadOnlyList<NeedShown> Needs, Preferences? Preferences, IReadOnlyList<ContactMade> Contacts, Guid? MergedInto,
    IReadOnlyCollection<Guid> Merged, DateOnly? EndedOn,
    string? EndedBecause)
{
    /// <summary>How contact with them is restricted because of how they behaved, those that stand first.</summary>
    public IReadOnlyList<ContactRestrictionShown> ContactRestrictions { get; init; } = [];

    // Of a person with very many, those of the last years; all of them stand in the stream.
    private const int MostContacts = 200;

    internal static PersonPage? Of(IReadOnlyList<IEvent> stream, DateOnly today)
    {
        var file = stream.Select(stored => stored.Data).OfType<IPersonEvent>()
            .Aggregate((PersonFile?)null, PersonFile.Evolve);
        if (file is null) return null;
        var person = file.Person;
        return new PersonPage(
            person.PersonId, stream[^1].Version, person.References, person.Name, person.Email, person.Phone,
            person.PostalAddress, person.Tenancies, person.PropertyId, Linkage.ToPutRight.In(person), file.Verified,
            [.. file.Household.Values.OrderBy(member => member.MemberId)],
            [.. file.Representatives.Values.OrderByDescending(one => one.From)
                .Select(one => new RepresentativeShown(one, one.StandsOn(today)))],
            [.. file.Needs.Values.OrderByDescending(need => need.StandsOn(today))
                .ThenByDescending(need => need.AgreedOn)
                .Select(need => new NeedShown(need, need.StandsOn(today), need.IsToBeReviewedOn(today)))],
            file.Preferences,
            [.. stream.Where(stored => stored.Data is ContactRecorded)
                .Select(stored => Of(stored, (ContactRecorded)stored.Data))
                .OrderByDescending(contact => contact.At).Take(MostContacts)],
            person.MergedInto, file.Merged, person.EndedOn, person.EndedBecause)
        {
            ContactRestrictions =
            [
                .. file.ContactRestrictions.Values.OrderBy(one => one.EndedOn is not null)
                    .ThenBy(one => one.ReviewOn)
                    .Select(one => new ContactRestrictionShown(
                        one, one.EndedOn is null, one.IsToBeReviewedOn(today))),
            ],
        };
    }

    /// <summary>What another system or an administrator needs: who it is, and nothing of how they live.</summary>
    internal PersonPage ParticularsAlone() =>
        this with
        {
            Household = [],
            Representatives = [],
            Needs = [],
            Preferences = null,
            Contacts = [],
            ContactRestrictions = [],
        };

    /// <summary>Without what belongs to complaints that whoever asks may know nothing of.</summary>
    internal PersonPage Without(IReadOnlyCollection<Guid> hidden) => hidden.Count == 0 ? this : this with
    {
        Contacts = [.. Contacts.Where(contact => contact.ComplaintId is not { } about || !hidden.Contains(about))],
        Representatives =
        [
            .. Representatives.Where(shown =>
                shown.Representative.ComplaintId is not { } about || !hidden.Contains(about)),
        ],
    };

    private static ContactMade Of(IEvent stored, ContactRecorded contact) => new(
        contact.ContactId, contact.Channel, contact.At, contact.About, contact.Outcome, contact.ComplaintId,
        stored.GetHeader("actor")?.ToString());
}

// The person, with the history of contacts, the household and who may act for them. The ETag is the version that a
// change has to name.
internal static class PersonPageEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/people/{personId:guid}", async (
            Guid personId, Actor actor, IQuerySession session, TimeProvider time, CancellationToken ct) =>
        {
            var stream = await session.Events.FetchStreamAsync(personId, token: ct);
            var page = PersonPage.Of(stream, London.DayOf(time.GetUtcNow()));
            page = page?.Without(await session.HiddenFromAsync(actor.Id, ct));
            var readsAll = Roles.Reading.Split(',').Intersect(actor.Roles).Any();
            return Api.Answer(readsAll ? page : page?.ParticularsAlone(), stream.Count);
        })
        .Shows("person")
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .WithName("Person").WithTags("People").Produces<PersonPage>();
}
