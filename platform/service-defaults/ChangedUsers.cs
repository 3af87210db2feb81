using System.Collections.Frozen;
using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// Users who were disabled, or whose roles or teams were changed, within the life of an access token. Read from the
/// authority every ten seconds, where its discovery document names the list (<c>changed_users_uri</c>): a token with an
/// older version of its user (claim <c>user_version</c>) is refused, so that a change holds everywhere within a minute
/// although tokens live longer. An authority that is away can change nobody; what was read last holds on.
/// </summary>
internal sealed partial class ChangedUsers(
    IOptionsMonitor<JwtBearerOptions> bearer, TimeProvider time, ILogger<ChangedUsers> log) : BackgroundService
{
    internal const string UriName = "changed_users_uri";
    internal const string VersionClaim = "user_version";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private volatile FrozenDictionary<Guid, long> versions = FrozenDictionary<Guid, long>.Empty;

    /// <summary>Whether the user was changed after this was given.</summary>
    public bool Outdates(ClaimsPrincipal token, Guid subject) =>
        versions.TryGetValue(subject, out var version)
        && (!long.TryParse(token.FindFirst(VersionClaim)?.Value, out var known) || known < version);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do await ReadAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var options = bearer.Get(JwtBearerDefaults.AuthenticationScheme);
        try
        {
            var authority = await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            if (!authority.AdditionalData.TryGetValue(UriName, out var uri)) return;
            var list = await options.Backchannel.GetFromJsonAsync<List>(new Uri(uri.ToString()!), cancellationToken);
            versions = list!.Changed.ToFrozenDictionary(user => user.Sub, user => user.Version);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead(log, e.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Who was changed could not be read from the authority: {Kind}.")]
    private static partial void LogNotRead(ILogger log, string kind);

    private sealed record List(IReadOnlyList<Changed> Changed);

    private sealed record Changed(Guid Sub, long Version);
}

/// <summary>The token was good when it was given; its user was changed since.</summary>
internal sealed class OutdatedTokenException() : SecurityTokenException("The user was changed since.");
