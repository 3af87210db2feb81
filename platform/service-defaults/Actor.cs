using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Who acts: taken from the token, a plain value for rules. As a parameter of a route it is bound from the
/// request.</summary>
/// <param name="Id">Claim <c>sub</c>.</param>
/// <param name="Name">Claim <c>name</c>: the display name; a module's client id.</param>
/// <param name="Roles">Claims <c>role</c>.</param>
/// <param name="Teams">Claims <c>team</c>.</param>
public sealed record Actor(Guid Id, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Teams)
{
    /// <summary>Reads the actor from a principal that the bearer handler made.</summary>
    public static Actor From(ClaimsPrincipal user) => new(
        Guid.Parse(user.FindFirstValue("sub")!),
        user.FindFirstValue("name") ?? "",
        [.. user.FindAll("role").Select(claim => claim.Value)],
        [.. user.FindAll("team").Select(claim => claim.Value)]);

    /// <summary>Who sent the request.</summary>
    public static Actor Of(HttpContext context) => From(context.User);

    /// <summary>Binds a route's parameter.</summary>
    public static ValueTask<Actor?> BindAsync(HttpContext context) => ValueTask.FromResult<Actor?>(Of(context));
}
