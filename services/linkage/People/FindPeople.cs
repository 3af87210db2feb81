using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>A person that a search found, and by which fields.</summary>
public sealed record FoundPerson(
    Guid PersonId, IReadOnlyList<Reference> References, string Name, string? Email, string? Phone,
    string? PostalAddress, IReadOnlyList<Reference> Tenancies, Guid? PropertyId, string? HomeAddress,
    DateOnly? EndedOn, IReadOnlyList<ToPutRight> ToPutRight, IReadOnlyList<string> MatchedOn)
{
    internal static FoundPerson Of(PersonEntry entry, IReadOnlyList<string> matchedOn) => new(
        entry.Id, entry.Person.References, entry.Person.Name, entry.Person.Email, entry.Person.Phone,
        entry.Person.PostalAddress, entry.Person.Tenancies, entry.PropertyId, entry.Home?.Address, entry.Person.EndedOn,
        Linkage.ToPutRight.In(entry.Person), matchedOn);
}

/// <summary>A page of people that were found.</summary>
public sealed record PeopleFound(IReadOnlyList<FoundPerson> People, string? Next);

// Finds people by any part of name, email, phone, reference, tenancy, or of the address, postcode and UPRN of their
// home, however it is typed; every word has to occur. Each says what it was found by. Pages go by id, so a cursor holds
// nothing personal.
internal static class FindPeopleEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/people", async (
            string? search, string? cursor, int? limit, IQuerySession session, PersonalDataKeys keys,
            CancellationToken ct) =>
        {
            if (Page.Read(search, cursor, limit, keys, out var page) is { } problem) return problem;
            var (found, next) = await page.FindAsync<PersonEntry>(
                session, query => query.ReadAsync(session, keys, ct));
            return Results.Ok(new PeopleFound(await InsteadOfDoubles(found, session, ct), next));
        })
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .StatesPosition()
        .WithName("FindPeople").WithTags("People").Produces<PeopleFound>();
    }

    // Whoever finds a double is shown the record that it was merged into.
    private static async Task<IReadOnlyList<FoundPerson>> InsteadOfDoubles(
        IReadOnlyList<Found<PersonEntry>> found, IQuerySession session, CancellationToken ct)
    {
        Guid[] into = [.. found.Select(person => person.Entry.MergedInto).OfType<Guid>().Distinct()];
        var records = into.Length == 0 ? [] : await session.LoadManyAsync<PersonEntry>(ct, into);
        var byId = records.ToDictionary(record => record.Id);
        return
        [
            .. found.Select(person => person.Entry.MergedInto is { } other && byId.TryGetValue(other, out var record)
                ? FoundPerson.Of(record, [.. person.MatchedOn, "merged-record"])
                : FoundPerson.Of(person.Entry, person.MatchedOn))
            .DistinctBy(person => person.PersonId),
        ];
    }
}
