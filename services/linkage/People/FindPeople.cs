using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

// Finds people by any part of name, email, phone or reference; every word has to occur. Pages go by id, so a cursor holds nothing personal.
internal static class FindPeopleEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/people", async (string? search, string? cursor, int? limit, NpgsqlDataSource database, IDocumentSession session, CancellationToken ct) =>
        {
            if (Page.Read(search, cursor, limit, out var page) is { } problem) return problem;
            await using var connection = database.CreateConnection(); // open only for its query: the session needs one, too
            var ids = (await connection.QueryAsync<Guid>(new CommandDefinition(
                "SELECT person_id FROM read.person WHERE person_id > @After AND search LIKE ALL(@Patterns) ORDER BY person_id LIMIT @Limit + 1",
                page, cancellationToken: ct))).AsList();
            var people = new List<Person>();
            foreach (var id in ids.Take(page.Limit))
                if (await session.Events.FetchLatest<Person>(id, ct) is { } person) people.Add(person);
            return Results.Ok(new { people, next = page.Next(ids) });
        })
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .StatesPosition()
        .WithName("FindPeople").WithTags("People");

        routes.MapGet("/api/people/{personId:guid}", async (Guid personId, IDocumentSession session, CancellationToken ct) =>
            Api.Answer(await session.Events.FetchLatest<Person>(personId, ct), 1))
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .WithName("Person").WithTags("People");
    }
}
