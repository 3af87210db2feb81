using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>
/// Ends a user's access: no new tokens from now on; one given before ends by itself within an hour. The user's past acts stay under
/// the user's name. An administrator cannot disable the account in use, so that one is always left.
/// </summary>
internal static class DisableUserEndpoint
{
    public static Decision<IUserEvent> Decide(User? state, Actor actor)
    {
        if (state is null || state.Disabled) return Decision<IUserEvent>.Nothing();
        return state.UserId == actor.Id
            ? Decision<IUserEvent>.Refuse("user-is-yourself", "You cannot disable the account that you are signed in with. Another administrator has to.")
            : Decision<IUserEvent>.Accept(new UserDisabled(state.UserId));
    }

    public static void Map(IEndpointRouteBuilder users) => users.MapPost("/{userId:guid}/disable",
        async (Guid userId, ExpectedVersion expected, Actor actor, IDocumentSession session, CancellationToken ct) =>
            (await session.Decide<User, IUserEvent>(userId, expected.Version, state => Decide(state, actor), ct)).Answer())
        .RequireRoles(Roles.Administrator).WithName("DisableUser");
}
