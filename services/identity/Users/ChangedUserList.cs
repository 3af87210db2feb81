using ComplaintsPlatform.Identity.Tokens;
using Marten;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>A user whose older access tokens are not to be believed.</summary>
internal sealed record ChangedUser(Guid Sub, long Version);

/// <summary>See <c>platform/service-defaults/ChangedUsers.cs</c>, which reads it.</summary>
internal sealed record ChangedUserAnswer(IReadOnlyList<ChangedUser> Changed);

// Who was disabled, or got other roles or teams, since the oldest access token was given that is still good. Ids and
// numbers, nothing that anybody may not know.
internal static class ChangedUserList
{
    public const string Path = ".well-known/changed-users";

    // Clocks of databases and services differ a little.
    private static readonly TimeSpan Listed = Protocol.LongestTokenLifetime + TimeSpan.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/" + Path, async (IQuerySession session, TimeProvider time, CancellationToken ct) =>
    {
        var since = time.GetUtcNow() - Listed;
        var changed = await session.Query<UserRow>().Where(user => user.RightsChangedAt > since).ToListAsync(ct);
        return new ChangedUserAnswer([.. changed.Select(user => new ChangedUser(user.UserId, user.RightsVersion))]);
    }).AllowAnonymous().WithTags("Sign-in").WithName("ListChangedUsers");

    /// <summary>Tells checkers of tokens that there is such a list.</summary>
    internal sealed class Named : IOpenIddictServerHandler<HandleConfigurationRequestContext>
    {
        public ValueTask HandleAsync(HandleConfigurationRequestContext context)
        {
            context.Metadata["changed_users_uri"] = new Uri(context.BaseUri!, Path).AbsoluteUri;
            return default;
        }
    }
}
