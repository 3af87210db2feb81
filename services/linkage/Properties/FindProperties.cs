using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Linkage;

/// <summary>A property that a search found, and by which fields.</summary>
public sealed record FoundProperty(
    Guid PropertyId, string? Uprn, string Address, IReadOnlyList<Reference> References,
    IReadOnlyList<ToPutRight> ToPutRight, IReadOnlyList<string> MatchedOn)
{
    internal static FoundProperty Of(Property property, IReadOnlyList<string> matchedOn) => new(
        property.PropertyId, property.Uprn, property.Address, property.References,
        Linkage.ToPutRight.In(property), matchedOn);
}

/// <summary>A page of properties that were found.</summary>
public sealed record PropertiesFound(IReadOnlyList<FoundProperty> Properties, string? Next);

// Finds properties by any part of address, postcode, UPRN or reference, however it is typed; every word has to occur.
internal static class FindPropertiesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/properties", async (
            string? search, string? cursor, int? limit, IQuerySession session, PersonalDataKeys keys,
            CancellationToken ct) =>
        {
            // A home has no telephone.
            if (Page.Read(search, cursor, limit, keys, out var page, byContact: false) is { } problem) return problem;
            var (found, next) = await page.FindAsync<PropertyEntry>(session, query => query.ToListAsync(ct));
            return Results.Ok(new PropertiesFound(
                [.. found.Select(home => FoundProperty.Of(home.Entry.Property, home.MatchedOn))], next));
        })
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .StatesPosition()
        .WithName("FindProperties").WithTags("Properties").Produces<PropertiesFound>();

        routes.MapGet(
            "/api/properties/{propertyId:guid}", async (Guid propertyId, IQuerySession session, CancellationToken ct) =>
        {
            var stream = await session.Events.FetchStreamAsync(propertyId, token: ct);
            return Api.Answer(stream.Select(stored => stored.Data).OfType<IPropertyEvent>()
                .Aggregate((Property?)null, Property.Evolve), stream.Count);
        })
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .WithName("Property").WithTags("Properties").Produces<Property>();
    }
}
