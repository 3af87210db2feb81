using System.Security.Claims;
using System.Text.Json.Serialization;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Users;
using Marten;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>
/// Gives tokens (RFC 6749), when OpenIddict has found the request and its client good. Whoever the token is for is
/// looked up each time: a user who was disabled gets none for an old refresh token, and one whose roles were changed
/// gets the new ones. Errors are OAuth's own, save 429, which is a problem as everywhere.
/// </summary>
internal static class TokenEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/connect/token", GiveAsync).AllowAnonymous().DisableAntiforgery()
        .AddOpenApiOperationTransformer(DescribeForm).Produces<TokenAnswer>()
        .Produces<OAuthError>(StatusCodes.Status400BadRequest)
        .WithTags("Sign-in").WithName("GetToken")
        .WithSummary("Tokens for an authorization code, a refresh token or a module's secret");

    private static async Task<IResult> GiveAsync(
        HttpContext context, IQuerySession session, PasswordCheck passwords, IOpenIddictApplicationManager clients,
        CancellationToken ct)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request.IsPasswordGrantType())
            // A password alone is not enough for who has one-time codes.
            return await passwords.CheckAsync(request.Username!, request.Password!, ct) is { TwoFactorEnabled: false }
                    login && await session.LoadAsync<UserRow>(login.Id, ct) is { Disabled: false } person
                ? SignIn(person, request.GetScopes(), Protocol.LongestTokenLifetime)
                : Refused(Errors.InvalidGrant,
                    "The username or the password is wrong, or the account is locked or disabled. After five wrong "
                    + "tries an account is locked for 15 minutes.");

        if (request.IsClientCredentialsGrantType())
            return await FindModuleAsync(session, clients, request.ClientId!, ct) is { Disabled: false } module
                    && module.Roles.Contains(Roles.Module)
                ? SignIn(module, request.GetScopes())
                : Refused(Errors.InvalidClient, "The client is not known, is disabled, or its secret is wrong.");

        var ticket = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        return Guid.TryParse(ticket.Principal?.GetClaim(Claims.Subject), out var id)
                && await session.LoadAsync<UserRow>(id, ct) is { Disabled: false } user
            ? SignIn(user, ticket.Principal.GetScopes())
            : Refused(Errors.InvalidGrant, "The user may no longer sign in.");
    }

    /// <summary>Who the token is for, as the services want to know it.</summary>
    public static ClaimsPrincipal PrincipalOf(UserRow user, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("complaints", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, user.UserId.ToString()).SetClaim(Claims.Name, user.Name)
            .SetClaims(Claims.Role, [.. user.Roles]).SetClaims("team", [.. user.Teams])
            .SetClaim("user_version", user.RightsVersion);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes).SetResources(Protocol.Audience);
        principal.SetDestinations(static _ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return principal;
    }

    private static IResult SignIn(UserRow user, IEnumerable<string> scopes, TimeSpan? lifetime = null) =>
        Results.SignIn(PrincipalOf(user, scopes).SetAccessTokenLifetime(lifetime), properties: null,
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

    private static async Task<UserRow?> FindModuleAsync(
        IQuerySession session, IOpenIddictApplicationManager clients, string clientId, CancellationToken ct) =>
        await clients.FindByClientIdAsync(clientId, ct) is Client client
            ? await session.LoadAsync<UserRow>(client.Id, ct)
            : null;

    private static IResult Refused(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

    // Not by Accepts(): another media type is to be an OAuth error, not a 415.
    private static Task DescribeForm(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        string[] fields =
        [
            "grant_type", "client_id", "client_secret", "code", "code_verifier", "redirect_uri", "refresh_token",
            "scope", "username", "password",
        ];
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "grant_type" },
            Properties = fields.ToDictionary(
                field => field, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String }),
        };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            { ["application/x-www-form-urlencoded"] = new() { Schema = form } },
        };
        return Task.CompletedTask;
    }

    internal sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("refresh_token")] string? RefreshToken,
        [property: JsonPropertyName("id_token")] string? IdToken);

    internal sealed record OAuthError(
        string Error, [property: JsonPropertyName("error_description")] string Description);
}
