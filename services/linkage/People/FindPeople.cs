using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Linkage;

// Finds people by any part of name, email, phone or reference; every word has to occur. Pages go by id, so a cursor
// holds nothing personal.
internal static class FindPeopleEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/people", async (
            string? search, string? cursor, int? limit, IQuerySession session, PersonalDataKeys keys,
            CancellationToken ct) =>
        {
            if (Page.Read(search, cursor, limit, out var page) is { } problem) return problem;
            var (entries, next) = await page.FindAsync<PersonEntry>(session, keys, ct);
            return Results.Ok(new { people = entries.Select(entry => entry.Person), next });
        })
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .StatesPosition()
        .WithName("FindPeople").WithTags("People");

        routes.MapGet(
            "/api/people/{personId:guid}", async (Guid personId, IQuerySession session, CancellationToken ct) =>
            Api.Answer(await session.Events.AggregateStreamAsync<Person>(personId, token: ct), 1))
        .RequireRoles(Roles.Reading, Roles.Administrator, Roles.Module)
        .WithName("Person").WithTags("People");
    }
}
