using ComplaintsPlatform.Identity.OwnRoles;
using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.Identity.Users;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Identity;

/// <summary>Stored names of events (for ever), folds and read models.</summary>
internal static class IdentityStore
{
    public static IReadOnlyDictionary<string, Type> EventNames { get; } = new Dictionary<string, Type>
    {
        ["user_created"] = typeof(UserCreated),
        ["user_roles_changed"] = typeof(UserRolesChanged),
        ["user_put_in_team"] = typeof(UserPutInTeam),
        ["user_taken_out_of_team"] = typeof(UserTakenOutOfTeam),
        ["user_disabled"] = typeof(UserDisabled),
        ["user_absence_recorded"] = typeof(UserAbsenceRecorded),
        ["user_absence_ended"] = typeof(UserAbsenceEnded),
        ["user_seniority_changed"] = typeof(UserSeniorityChanged),
        ["team_created"] = typeof(TeamCreated),
        ["own_roles_set"] = typeof(OwnRolesSet),
    };

    public static void Configure(StoreOptions store)
    {
        store.NameEvents(EventNames);
        store.Fold<User, IUserEvent>(user => user.UserId, User.Evolve);
        store.Fold<Team, ITeamEvent>(team => team.TeamId, Team.Evolve);
        store.Fold<OwnRolesNow, OwnRolesSet>(roles => roles.OwnRolesId, OwnRolesNow.Evolve);
        UserList.Add(store);
        TeamList.Add(store);
    }
}
