using System.Security.Claims;

namespace ComplaintsPlatform.Portal.SignIn;

/// <summary>Who is signed in, as pages ask for it.</summary>
internal static class SignedIn
{
    public static string Id(this ClaimsPrincipal user) => user.FindFirst("sub")?.Value ?? "";

    public static string Name(this ClaimsPrincipal user) => user.FindFirst("name")?.Value ?? "";

    public static IReadOnlyList<string> Roles(this ClaimsPrincipal user) =>
        [.. user.FindAll("role").Select(claim => claim.Value)];

    public static string? Team(this ClaimsPrincipal user) => user.FindFirst("team")?.Value;

    /// <summary>Whether the user has one of these roles; each may be a list with commas.</summary>
    public static bool Is(this ClaimsPrincipal user, params string[] roles) =>
        roles.SelectMany(list => list.Split(',')).Any(role => user.HasClaim("role", role));
}
