using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Identity.Teams;

/// <summary>Teams by name.</summary>
internal static class TeamList
{
    public static void Project(IEvent happened, IDocumentOperations rows)
    {
        if (happened.Data is TeamCreated e) rows.QueueSqlCommand("insert into teams (team_id, name) values ($1, $2)", e.TeamId, e.Name);
    }

    public static void Map(IEndpointRouteBuilder teams) => teams.MapGet("/", async (string? cursor, int? limit, NpgsqlDataSource database, CancellationToken ct) =>
    {
        var page = Math.Clamp(limit ?? 50, 1, 100);
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = (await connection.QueryAsync<TeamRow>(new CommandDefinition(
            "select team_id as TeamId, name from read.teams where @after::text is null or name > @after order by name limit @take",
            new { after = Cursor.Parse(cursor)?.Name, take = page + 1 }, cancellationToken: ct))).AsList();
        return new Page<TeamRow>([.. found.Take(page)], found.Count > page ? new Cursor(found[page - 1].Name, found[page - 1].TeamId).ToString() : null);
    }).RequireRoles(Roles.Reading, Roles.Administrator).StatesPosition().WithName("ListTeams");

    internal sealed record TeamRow(Guid TeamId, string Name);
}
