using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

// Finds properties by any part of address, UPRN or reference; every word has to occur.
internal static class FindPropertiesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/properties", async (string? search, string? cursor, int? limit, NpgsqlDataSource database, IDocumentSession session, CancellationToken ct) =>
        {
            if (Page.Read(search, cursor, limit, out var page) is { } problem) return problem;
            await using var connection = database.CreateConnection(); // open only for its query: the session needs one, too
            var ids = (await connection.QueryAsync<Guid>(new CommandDefinition(
                "SELECT property_id FROM read.property WHERE property_id > @After AND search LIKE ALL(@Patterns) ORDER BY property_id LIMIT @Limit + 1",
                page, cancellationToken: ct))).AsList();
            var properties = new List<Property>();
            foreach (var id in ids.Take(page.Limit))
                if (await session.Events.FetchLatest<Property>(id, ct) is { } property) properties.Add(property);
            return Results.Ok(new { properties, next = page.Next(ids) });
        })
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .StatesPosition()
        .WithName("FindProperties").WithTags("Properties");

        routes.MapGet("/api/properties/{propertyId:guid}", async (Guid propertyId, IDocumentSession session, CancellationToken ct) =>
            Api.Answer(await session.Events.FetchLatest<Property>(propertyId, ct), 1))
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .WithName("Property").WithTags("Properties");
    }
}
