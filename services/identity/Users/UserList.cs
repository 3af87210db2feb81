using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>Users as pages and tokens need them: table read.users, written in the transaction of each event.</summary>
internal static class UserList
{
    private const string Columns = "user_id as UserId, username, name, roles, team_ids as TeamIds, teams, disabled, version";

    public static void Project(IEvent happened, IDocumentOperations rows)
    {
        switch (happened.Data)
        {
            case UserCreated e:
                rows.QueueSqlCommand("insert into users (user_id, username, name, roles, version) values ($1, $2, $3, $4, $5)",
                    e.UserId, e.Username, e.Name, e.Roles.ToArray(), happened.Version);
                break;
            case UserRolesChanged e:
                rows.QueueSqlCommand("update users set roles = $2, version = $3 where user_id = $1", e.UserId, e.Roles.ToArray(), happened.Version);
                break;
            case UserPutInTeam e:
                rows.QueueSqlCommand("update users set team_ids = team_ids || $2, teams = teams || $3, version = $4 where user_id = $1",
                    e.UserId, e.TeamId, e.TeamName, happened.Version);
                break;
            case UserTakenOutOfTeam e:
                rows.QueueSqlCommand(
                    "update users set teams = teams[:p - 1] || teams[p + 1:], team_ids = array_remove(team_ids, $2), version = $3 from (select array_position(team_ids, $2) as p from users where user_id = $1) place where user_id = $1",
                    e.UserId, e.TeamId, happened.Version);
                break;
            case UserDisabled e:
                rows.QueueSqlCommand("update users set disabled = true, version = $2 where user_id = $1", e.UserId, happened.Version);
                break;
        }
    }

    public static void Map(IEndpointRouteBuilder users)
    {
        users.MapGet("/", async (string? role, string? team, string? cursor, int? limit, NpgsqlDataSource database, CancellationToken ct) =>
        {
            var page = Math.Clamp(limit ?? 50, 1, 100);
            var after = Cursor.Parse(cursor);
            await using var connection = await database.OpenConnectionAsync(ct);
            var found = (await connection.QueryAsync<UserRow>(new CommandDefinition(
                $"""
                select {Columns} from read.users
                where (@role::text is null or @role = any(roles)) and (@team::text is null or @team = any(teams))
                  and (@name::text is null or (name, user_id) > (@name, @id))
                order by name, user_id limit @take
                """, new { role, team, name = after?.Name, id = after?.Id ?? Guid.Empty, take = page + 1 }, cancellationToken: ct))).AsList();
            return new Page<UserRow>([.. found.Take(page)], found.Count > page ? new Cursor(found[page - 1].Name, found[page - 1].UserId).ToString() : null);
        }).RequireRoles(Roles.Reading, Roles.Administrator).StatesPosition().WithName("ListUsers");

        users.MapGet("/{userId:guid}", async (Guid userId, NpgsqlDataSource database, CancellationToken ct) =>
        {
            await using var connection = await database.OpenConnectionAsync(ct);
            var row = await connection.QuerySingleOrDefaultAsync<UserRow>(new CommandDefinition($"select {Columns} from read.users where user_id = @userId", new { userId }, cancellationToken: ct));
            return Api.Answer(row, row?.Version ?? 0);
        }).RequireRoles(Roles.Reading, Roles.Administrator).WithName("GetUser").Produces<UserRow>();
    }

    // Settable, because Dapper's constructor mapping does not take arrays of uuid.
    internal sealed class UserRow
    {
        public Guid UserId { get; set; }
        public string Username { get; set; } = "";
        public string Name { get; set; } = "";
        public string[] Roles { get; set; } = [];
        public Guid[] TeamIds { get; set; } = [];
        public string[] Teams { get; set; } = [];
        public bool Disabled { get; set; }
        public long Version { get; set; }
    }
}
