using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Identity.OwnRoles;

/// <summary>An administrator said which roles of its own the landlord has.</summary>
public sealed record OwnRolesSet(Guid OwnRolesId, IReadOnlyList<OwnRole> Items);

/// <summary>
/// A role of the landlord's own: a name for several of the platform's roles together. It gives what they give and
/// nothing else, so what a role may do stays what everybody can review (docs/permissions.md).
/// </summary>
public sealed record OwnRole(Guid OwnRoleId, string Name, IReadOnlyList<string> Roles, bool InUse = true);

/// <summary>The landlord's own roles as they are now, with their version. None ever goes: what is no longer in use is
/// given to nobody any more, and gives nothing.</summary>
public sealed record OwnRolesNow(Guid OwnRolesId, IReadOnlyList<OwnRole> Items, long Version) : IWholeList
{
    public static readonly Guid TheRoles = DeterministicId.Of("identity:own-roles");

    public static readonly OwnRolesNow None = new(TheRoles, [], 0);

    public static OwnRolesNow Evolve(OwnRolesNow? state, OwnRolesSet set) =>
        new(set.OwnRolesId, set.Items, (state?.Version ?? 0) + 1);

    public static async Task<OwnRolesNow> NowAsync(IQuerySession session, CancellationToken ct) =>
        await session.Events.AggregateStreamAsync<OwnRolesNow>(TheRoles, token: ct) ?? None;

    public OwnRole? Find(Guid id) => Items.FirstOrDefault(role => role.OwnRoleId == id);

    /// <summary>What somebody may do who has these roles of the platform and these of the landlord.</summary>
    public IReadOnlyList<string> Together(IReadOnlyList<string> direct, IReadOnlyList<Guid> own) =>
    [
        .. direct.Concat(own.Select(Find).OfType<OwnRole>().Where(role => role.InUse).SelectMany(role => role.Roles))
            .Distinct(),
    ];

    /// <summary>The refusal to give somebody what there is not, or what is given no more; null when they may have it.
    /// What they have, they keep.</summary>
    public Decision<Users.IUserEvent>? Refusal(IEnumerable<Guid> wanted, IReadOnlyList<Guid> has) =>
        wanted.Except(has).Any(id => Find(id) is not { InUse: true })
            ? Decision<Users.IUserEvent>.Refuse("own-role-not-in-use",
                "One of the landlord's roles is not there, or is no longer in use. GET /api/own-roles lists them.")
            : null;
}
