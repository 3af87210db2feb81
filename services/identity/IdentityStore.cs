using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.Identity.Users;

namespace ComplaintsPlatform.Identity;

/// <summary>Stored names of events, folds and read tables.</summary>
internal static class IdentityStore
{
    public static void Configure(StoreOptions store)
    {
        store.Events
            .MapEventType<UserCreated>("user_created")
            .MapEventType<UserRolesChanged>("user_roles_changed")
            .MapEventType<UserPutInTeam>("user_put_in_team")
            .MapEventType<UserTakenOutOfTeam>("user_taken_out_of_team")
            .MapEventType<UserDisabled>("user_disabled")
            .MapEventType<TeamCreated>("team_created");
        store.Projections
            .LiveStreamAggregation<User, IUserEvent>(User.Evolve)
            .LiveStreamAggregation<Team, ITeamEvent>(Team.Evolve)
            .Add("users", UserList.Project, ProjectionLifecycle.Inline, "users")
            .Add("teams", TeamList.Project, ProjectionLifecycle.Inline, "teams");
        store.AddSchemaScriptsOf(typeof(IdentityStore).Assembly);
    }
}
