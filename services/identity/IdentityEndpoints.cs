using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.Identity.Tokens;
using ComplaintsPlatform.Identity.Users;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Identity;

/// <summary>Every route of the service.</summary>
internal static class IdentityEndpoints
{
    public static void MapIdentity(this WebApplication app)
    {
        TokenEndpoint.Map(app);
        Discovery.Map(app);

        var users = app.MapGroup("/api/users").WithTags("Users");
        CreateUserEndpoint.Map(users);
        ChangeRolesEndpoint.Map(users);
        PutInTeamEndpoint.Map(users);
        TakeOutOfTeamEndpoint.Map(users);
        DisableUserEndpoint.Map(users);
        UserList.Map(users);

        var teams = app.MapGroup("/api/teams").WithTags("Users");
        CreateTeamEndpoint.Map(teams);
        TeamList.Map(teams);

        RotateSigningKeyEndpoint.Map(app.MapGroup("/api/signing-keys").WithTags("Sign-in"));
        app.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.OpsEngineer)).MapRebuild();
    }
}
