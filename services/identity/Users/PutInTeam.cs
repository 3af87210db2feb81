using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>Lets a user work in a team, besides those that the user is in.</summary>
public sealed record PutInTeam(Guid TeamId);

internal static class PutInTeamEndpoint
{
    public static Decision<IUserEvent> Decide(PutInTeam command, User? state, Team? team)
    {
        if (state is null || state.TeamIds.Contains(command.TeamId)) return Decision<IUserEvent>.Nothing();
        if (state.Disabled) return Decision<IUserEvent>.Refuse("user-disabled", "This user is disabled and cannot join a team. Create a new user.");
        return team is null
            ? Decision<IUserEvent>.Refuse("team-unknown", "There is no team with this id. GET /api/teams lists them.")
            : Decision<IUserEvent>.Accept(new UserPutInTeam(state.UserId, team.TeamId, team.Name));
    }

    public static void Map(IEndpointRouteBuilder users) => users.MapPost("/{userId:guid}/put-in-team",
        async (Guid userId, ExpectedVersion expected, PutInTeam command, IDocumentSession session, CancellationToken ct) =>
        {
            var team = await session.Events.FetchLatest<Team>(command.TeamId, ct);
            return (await session.Decide<User, IUserEvent>(userId, expected.Version, state => Decide(command, state, team), ct)).Answer();
        })
        .RequireRoles(Roles.Administrator).WithName("PutInTeam");
}
