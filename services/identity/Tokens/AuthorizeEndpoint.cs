using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Users;
using Marten;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>
/// Where a client sends a browser: back with a code when somebody is signed in, else to the sign-in page first.
/// OpenIddict has checked client, address and PKCE before. And where a browser goes to sign out.
/// </summary>
internal static class AuthorizeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/connect/authorize", ["GET", "POST"], AuthorizeAsync).AllowAnonymous().DisableAntiforgery()
            .ExcludeFromDescription();
        routes.MapMethods("/connect/end-session", ["GET", "POST"], EndAsync).AllowAnonymous().DisableAntiforgery()
            .ExcludeFromDescription();
    }

    private static async Task<IResult> AuthorizeAsync(
        HttpContext context, IQuerySession session, LoginManager logins, TimeProvider time, CancellationToken ct)
    {
        if (context.GetOpenIddictServerResponse()?.Error is not null) return Results.Redirect("/sign-in/error");
        var request = context.GetOpenIddictServerRequest()!;
        var cookie = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var isFresh = cookie.Succeeded && !request.HasPromptValue(PromptValues.Login)
            && (request.MaxAge is not { } seconds
                || time.GetUtcNow() - cookie.Properties.IssuedUtc <= TimeSpan.FromSeconds(seconds));
        if (isFresh && Guid.TryParse(logins.GetUserId(cookie.Principal!), out var id)
            && await session.LoadAsync<UserRow>(id, ct) is { Disabled: false } user)
            return Results.SignIn(TokenEndpoint.PrincipalOf(user, request.GetScopes()), properties: null,
                OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

        if (request.HasPromptValue(PromptValues.None))
            return Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "Nobody is signed in.",
            }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

        // Back here afterwards, without what asked for signing in anew.
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        var parameters = request.GetParameters()
            .Where(parameter => parameter.Key is not (Parameters.Prompt or Parameters.MaxAge))
            .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString() ?? ""));
        return Results.Redirect(
            "/sign-in" + new QueryBuilder
            { { "returnUrl", "/connect/authorize" + new QueryBuilder(parameters).ToQueryString() } });
    }

    // Everywhere: whatever was given to this user is worth nothing afterwards. With the client's id token as a hint at
    // once; without one anybody's page could ask for it, so the user is asked.
    private static async Task<IResult> EndAsync(
        HttpContext context, LoginManager logins, SignOut signOut, CancellationToken ct)
    {
        if (context.GetOpenIddictServerResponse()?.Error is not null) return Results.Redirect("/sign-in/error");
        var hinted = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme))
            .Principal?.GetClaim(Claims.Subject);
        var cookie = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var subject = cookie.Succeeded ? logins.GetUserId(cookie.Principal) : hinted;
        if (subject is not null && subject != hinted)
            return Results.Redirect("/sign-in/sign-out");

        if (subject is not null) await signOut.EverywhereAsync(subject, ct);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/sign-in/signed-out" },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}

/// <summary>Ends a user's session here and at every client.</summary>
internal sealed class SignOut(
    IHttpContextAccessor context, IOpenIddictAuthorizationManager grants, IOpenIddictTokenManager tokens)
{
    public async Task EverywhereAsync(string subject, CancellationToken cancellationToken)
    {
        await grants.RevokeBySubjectAsync(subject, cancellationToken);
        await tokens.RevokeBySubjectAsync(subject, cancellationToken);
        await context.HttpContext!.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
