using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Linkage;

// Finds properties by any part of address, UPRN or reference; every word has to occur.
internal static class FindPropertiesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/properties", async (
            string? search, string? cursor, int? limit, IQuerySession session, PersonalDataKeys keys,
            CancellationToken ct) =>
        {
            if (Page.Read(search, cursor, limit, out var page) is { } problem) return problem;
            var (entries, next) = await page.FindAsync<PropertyEntry>(session, keys, ct);
            return Results.Ok(new { properties = entries.Select(entry => entry.Property), next });
        })
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .StatesPosition()
        .WithName("FindProperties").WithTags("Properties");

        routes.MapGet(
            "/api/properties/{propertyId:guid}", async (Guid propertyId, IQuerySession session, CancellationToken ct) =>
            Api.Answer(await session.Events.AggregateStreamAsync<Property>(propertyId, token: ct), 1))
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .WithName("Property").WithTags("Properties");
    }
}
