using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>Ends a user's work in a team. What the user owns stays with the user.</summary>
public sealed record TakeOutOfTeam(Guid TeamId);

internal static class TakeOutOfTeamEndpoint
{
    public static Decision<IUserEvent> Decide(TakeOutOfTeam command, User? state) => state is not null && state.TeamIds.Contains(command.TeamId)
        ? Decision<IUserEvent>.Accept(new UserTakenOutOfTeam(state.UserId, command.TeamId))
        : Decision<IUserEvent>.Nothing();

    public static void Map(IEndpointRouteBuilder users) => users.MapPost("/{userId:guid}/take-out-of-team",
        async (Guid userId, ExpectedVersion expected, TakeOutOfTeam command, IDocumentSession session, CancellationToken ct) =>
            (await session.Decide<User, IUserEvent>(userId, expected.Version, state => Decide(command, state), ct)).Answer())
        .RequireRoles(Roles.Administrator).WithName("TakeOutOfTeam");
}
