using System.Diagnostics;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>A user as decisions need it.</summary>
public sealed record User(Guid UserId, IReadOnlyList<string> Roles, IReadOnlyList<Guid> TeamIds, bool Disabled)
{
    public static User Evolve(User? state, IUserEvent happened) => (state, happened) switch
    {
        (_, UserCreated e) => new User(e.UserId, e.Roles, [], false),
        ({ } user, UserRolesChanged e) => user with { Roles = e.Roles },
        ({ } user, UserPutInTeam e) => user with { TeamIds = [.. user.TeamIds, e.TeamId] },
        ({ } user, UserTakenOutOfTeam e) => user with { TeamIds = [.. user.TeamIds.Where(id => id != e.TeamId)] },
        ({ } user, UserDisabled) => user with { Disabled = true },
        _ => throw new UnreachableException($"{happened.GetType().Name} came before the user was created."),
    };
}
