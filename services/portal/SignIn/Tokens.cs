using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ComplaintsPlatform.Portal.SignIn;

/// <summary>
/// Keeps a session's tokens fresh: every three quarters of a minute of use it asks the authority for new ones. So who
/// was disabled is out, and who has other roles has them on every page, within a minute. While the authority is away,
/// a session goes on as long as its access token lives.
/// </summary>
internal sealed class Tokens(
    IHttpClientFactory http, IOptionsMonitor<OpenIdConnectOptions> options, Sessions sessions, TimeProvider time)
{
    public const string Client = "authority";
    private const string LookedAt = "looked-at";
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(45);

    // Two requests of one page must not both use up the refresh token.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (IsFresh(context.Properties)) return;
        var name = context.Properties.Items[Sessions.NameItem] ?? "";
        var turn = turns[(uint)name.GetHashCode(StringComparison.Ordinal) % turns.Length];
        await turn.WaitAsync(context.HttpContext.RequestAborted);
        try
        {
            // Somebody who had the turn before may have refreshed it, or ended it.
            var ticket = await sessions.RetrieveAsync(name);
            if (ticket is null || (!IsFresh(ticket.Properties) && !await RefreshAsync(ticket, name)))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
                return;
            }

            context.ReplacePrincipal(ticket.Principal);
            foreach (var (key, value) in ticket.Properties.Items) context.Properties.Items[key] = value;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What the tokens say about who is signed in.</summary>
    public void Note(ClaimsPrincipal principal, AuthenticationProperties properties)
    {
        properties.Items[LookedAt] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        if (properties.GetTokenValue("access_token") is not { } token || principal.Identity is not ClaimsIdentity who)
            return;
        foreach (var old in who.FindAll(claim => claim.Type is "role" or "team" or "name").ToList())
            who.RemoveClaim(old);
        foreach (var claim in new JsonWebToken(token).Claims)
            if (claim.Type is "role" or "team" or "name")
                who.AddClaim(new Claim(claim.Type, claim.Value));
    }

    private async Task<bool> RefreshAsync(AuthenticationTicket ticket, string name)
    {
        if (ticket.Properties.GetTokenValue("refresh_token") is not { } token) return IsAlive(ticket.Properties);
        try
        {
            var endpoint = (await ConfigurationAsync()).TokenEndpoint;
            using var answer = await PostAsync(
                endpoint, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = token });
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized
                or HttpStatusCode.Forbidden) return false;
            answer.EnsureSuccessStatusCode();
            Take(ticket.Properties, await answer.Content.ReadFromJsonAsync<JsonElement>());
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException
            or InvalidOperationException)
        {
            return IsAlive(ticket.Properties);
        }

        Note(ticket.Principal, ticket.Properties);
        await sessions.RenewAsync(name, ticket);
        return true;
    }

    private void Take(AuthenticationProperties properties, JsonElement answer)
    {
        var tokens = properties.GetTokens().ToDictionary(token => token.Name, token => token.Value);
        foreach (var kind in new[] { "access_token", "refresh_token", "id_token" })
            if (answer.TryGetProperty(kind, out var token)) tokens[kind] = token.GetString()!;
        if (answer.TryGetProperty("expires_in", out var seconds))
            tokens["expires_at"] = time.GetUtcNow().AddSeconds(seconds.GetInt32())
                .ToString("O", CultureInfo.InvariantCulture);
        properties.StoreTokens(
            tokens.Select(token => new AuthenticationToken { Name = token.Key, Value = token.Value }));
    }

    private bool IsFresh(AuthenticationProperties properties) => IsAlive(properties)
        && properties.Items.TryGetValue(LookedAt, out var looked)
        && DateTimeOffset.Parse(looked!, CultureInfo.InvariantCulture) + LookAgain > time.GetUtcNow();

    private bool IsAlive(AuthenticationProperties properties) =>
        properties.GetTokenValue("expires_at") is not { } until
        || DateTimeOffset.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().AddSeconds(10);

    private async Task<OpenIdConnectConfiguration> ConfigurationAsync() =>
        await Scheme.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);

    private OpenIdConnectOptions Scheme => options.Get(OpenIdConnectDefaults.AuthenticationScheme);

    private async Task<HttpResponseMessage> PostAsync(string endpoint, Dictionary<string, string> form)
    {
        form["client_id"] = Scheme.ClientId!;
        if (Scheme.ClientSecret is { Length: > 0 } secret) form["client_secret"] = secret;
        using var content = new FormUrlEncodedContent(form);
        return await http.CreateClient(Client).PostAsync(new Uri(endpoint), content);
    }
}
