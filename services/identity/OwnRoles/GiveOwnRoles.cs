using ComplaintsPlatform.Identity.Users;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Marten;

namespace ComplaintsPlatform.Identity.OwnRoles;

/// <summary>A message to oneself: look who has roles of the landlord's, and whether they have what those give
/// now.</summary>
// Its name is stored: the type may be renamed, the name may not.
[MessageIdentity("identity.give-own-roles")]
public sealed record GiveOwnRoles;

/// <summary>The same for one user. The state decides when it arrives.</summary>
[MessageIdentity("identity.give-own-roles-to")]
public sealed record GiveOwnRolesTo(Guid UserId);

// What a role of the landlord's gives is written to each user who has it, so that tokens, lists and other services know
// roles of the platform only. Looked at whenever the list changes and whenever somebody is given one: of the two, the
// later sees the other.
public static class GiveOwnRolesHandler
{
    public static Decision<IUserEvent> Decide(User? state, OwnRolesNow own)
    {
        if (state is null or { Disabled: true } or { OwnRoles: [] }) return Decision<IUserEvent>.Nothing();
        var roles = own.Together(state.DirectRoles, state.OwnRoles);
        return roles.ToHashSet().SetEquals(state.Roles)
            ? Decision<IUserEvent>.Nothing()
            : Decision<IUserEvent>.Accept(
                new UserRolesChanged(state.UserId, roles, state.DirectRoles, state.OwnRoles));
    }

    public static async Task<OutgoingMessages> Handle(
        GiveOwnRoles message, IQuerySession session, CancellationToken ct) =>
        [.. (await session.Query<UserRow>().Where(user => user.OwnRoles.Count > 0).Select(user => user.UserId)
            .ToListAsync(ct)).Select(id => new GiveOwnRolesTo(id))];

    public static async Task<Events> Handle(
        GiveOwnRolesTo message, [WriteAggregate(nameof(GiveOwnRolesTo.UserId), Required = false)] User? user,
        IDocumentSession session, CancellationToken ct) =>
        Decide(user, await OwnRolesNow.NowAsync(session, ct)).ToEvents();
}
