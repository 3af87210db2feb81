using ComplaintsPlatform.Identity.OwnRoles;
using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.Identity.Tokens;
using ComplaintsPlatform.Identity.Users;
using ComplaintsPlatform.Pages;

namespace ComplaintsPlatform.Identity;

/// <summary>Every route of the service that is no verb on a user or a team.</summary>
internal static class IdentityEndpoints
{
    public static void MapIdentity(this WebApplication app)
    {
        TokenEndpoint.Map(app);
        AuthorizeEndpoint.Map(app);
        app.MapPageAssets();
        app.MapRazorPages();
        ChangedUserList.Map(app);
        UserList.Map(app.MapGroup("/api/users").WithTags("Users"));
        TeamList.Map(app.MapGroup("/api/teams").WithTags("Users"));
        ShowOwnRoles.Map(app.MapGroup("/api/own-roles").WithTags("Users"));
        RotateSigningKeyEndpoint.Map(app.MapGroup("/api/signing-keys").WithTags("Sign-in"));
    }
}
