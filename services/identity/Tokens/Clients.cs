using ComplaintsPlatform.Identity.Logins;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>OpenIddict's own, with secrets kept as passwords are.</summary>
internal sealed class ClientManager(
    IOpenIddictApplicationCache<Client> cache, ILogger<OpenIddictApplicationManager<Client>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options, IOpenIddictApplicationStore<Client> store)
    : OpenIddictApplicationManager<Client>(cache, logger, options, store)
{
    private static readonly Login Nobody = new();
    private static readonly PasswordHasher<Login> Hasher = new();

    public static string Hash(string secret) => Hasher.HashPassword(Nobody, secret);

    protected override ValueTask<string> ObfuscateClientSecretAsync(
        string secret, CancellationToken cancellationToken = default) => new(Hash(secret));

    protected override ValueTask<bool> ValidateClientSecretAsync(
        string secret, string comparand, CancellationToken cancellationToken = default) => new(
        Hasher.VerifyHashedPassword(
            Nobody, comparand, secret.Length <= LoginNames.MostCharacters ? secret : "")
        is not PasswordVerificationResult.Failed);
}

/// <summary>
/// Clients of our own that sign people in: <c>Clients__portal__Secret</c>, <c>Clients__portal__RedirectUri</c>,
/// <c>Clients__portal__PostLogoutRedirectUri</c>; any other name likewise. Brought up to date at every start.
/// </summary>
internal sealed class FirstPartyClients(IConfiguration configuration, IServiceScopeFactory scopes) : IHostedService
{
    /// <summary>Where forms of the sign-in pages may lead in the end.</summary>
    public static IEnumerable<string> Origins(IConfiguration configuration) =>
        Configured(configuration).SelectMany(client => client.RedirectUris)
            .Select(uri => uri.GetLeftPart(UriPartial.Authority)).Distinct();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var clients = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var wanted in Configured(configuration))
            try
            {
                if (await clients.FindByClientIdAsync(wanted.ClientId!, cancellationToken) is { } known)
                    await clients.UpdateAsync(known, wanted, cancellationToken);
                else await clients.CreateAsync(wanted, cancellationToken);
            }
            catch (Exception e) when (e is DbUpdateException or OpenIddictExceptions.ConcurrencyException)
            {
                // Another replica starts with the same settings and was quicker.
            }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<OpenIddictApplicationDescriptor> Configured(IConfiguration configuration)
    {
        foreach (var client in configuration.GetSection("Clients").GetChildren())
        {
            var isPortal = client.Key == "portal";
            if (client["Secret"] is not { Length: > 0 } secret) continue;
            var descriptor = new OpenIddictApplicationDescriptor
            {
                ClientId = client.Key,
                ClientSecret = secret,
                ClientType = ClientTypes.Confidential,
                ConsentType = ConsentTypes.Implicit,
                DisplayName = client["Name"] ?? client.Key,
            };
            Add(descriptor.RedirectUris, client["RedirectUri"],
                isPortal ? "http://localhost:8081/signin-oidc" : null);
            Add(descriptor.PostLogoutRedirectUris, client["PostLogoutRedirectUri"],
                isPortal ? "http://localhost:8081/signout-callback-oidc" : null);
            descriptor.Permissions.UnionWith(
            [
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                Permissions.Endpoints.Revocation, Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
            ]);
            descriptor.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
            yield return descriptor;
        }
    }

    private static void Add(HashSet<Uri> uris, string? configured, string? otherwise)
    {
        foreach (var uri in (configured ?? otherwise ?? "").Split(
            ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            uris.Add(new Uri(uri));
    }
}

/// <summary>Forgets tokens that are worth nothing any more, once an hour.</summary>
internal sealed partial class TokenPruning(
    IServiceScopeFactory scopes, TimeProvider time, ILogger<TokenPruning> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var before = time.GetUtcNow() - Kept;
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>()
                    .PruneAsync(before, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>()
                    .PruneAsync(before, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(log, e.GetType().Name);
            }
    }

    [LoggerMessage(LogLevel.Warning, "Old tokens could not be forgotten: {Kind}. In an hour again.")]
    private static partial void LogFailed(ILogger log, string kind);
}
