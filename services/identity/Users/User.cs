using System.Diagnostics;
using ComplaintsPlatform.Contracts;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>Days on which a user is away; without a last one until it is ended.</summary>
public sealed record Absence(Guid AbsenceId, DateOnly From, DateOnly? To);

/// <summary>A user as decisions need it.</summary>
public sealed record User(Guid UserId, IReadOnlyList<string> Roles, IReadOnlyList<Guid> TeamIds, bool Disabled,
    IReadOnlyList<Absence> Absences)
{
    /// <summary>Those of the roles that were given one by one.</summary>
    public IReadOnlyList<string> DirectRoles { get; init; } = Roles;

    /// <summary>The landlord's own roles, which give the others.</summary>
    public IReadOnlyList<Guid> OwnRoles { get; init; } = [];

    public string Seniority { get; init; } = Vocabulary.Seniorities[0];

    public static User Evolve(User? state, IUserEvent happened) => (state, happened) switch
    {
        (_, UserCreated e) => new User(e.UserId, e.Roles, [], false, []),
        ({ } user, UserRolesChanged e) => user with
        { Roles = e.Roles, DirectRoles = e.Direct ?? e.Roles, OwnRoles = e.OwnRoles ?? [] },
        ({ } user, UserPutInTeam e) => user with { TeamIds = [.. user.TeamIds, e.TeamId] },
        ({ } user, UserTakenOutOfTeam e) => user with { TeamIds = [.. user.TeamIds.Where(id => id != e.TeamId)] },
        ({ } user, UserSeniorityChanged e) => user with { Seniority = e.Seniority },
        ({ } user, UserDisabled) => user with { Disabled = true },
        ({ } user, UserAbsenceRecorded e) => user with
        { Absences = [.. user.Absences, new Absence(e.AbsenceId, e.From, e.To)] },
        ({ } user, UserAbsenceEnded e) => user with { Absences = Ended(user.Absences, e) },
        _ => throw new UnreachableException($"{happened.GetType().Name} came before the user was created."),
    };

    internal static IReadOnlyList<Absence> Ended(IReadOnlyList<Absence> absences, UserAbsenceEnded ended) =>
    [
        .. absences.Where(absence => absence.AbsenceId != ended.AbsenceId || ended.To is not null)
            .Select(absence => absence.AbsenceId == ended.AbsenceId ? absence with { To = ended.To } : absence),
    ];
}
