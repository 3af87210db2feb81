using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.Testing;

/// <summary>
/// Stands in for the identity service: discovery and keys on a loopback port, and a token for whoever a test wants to
/// be. Give a service its <see cref="Url"/> as <c>Authentication:Authority</c>.
/// </summary>
public sealed class TestAuthority : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly ConcurrentDictionary<Guid, long> changed = new();

    private volatile bool isAway;

    private TestAuthority(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Use((context, next) =>
        {
            if (!isAway) return next(context);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        app.MapGet("/.well-known/openid-configuration", () =>
            Results.Json(new
            { issuer = Url, jwks_uri = Url + "/keys", changed_users_uri = Url + "/changed-users" }));
        app.MapGet("/changed-users", () => Results.Json(new
        { changed = changed.Select(user => new { sub = user.Key, version = user.Value }) }));
        app.MapGet("/keys", () =>
        {
            var q = key.ExportParameters(false).Q;
            return Results.Json(
                new
                {
                    keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = "test",
                    x = Base64Url.EncodeToString(q.X), y = Base64Url.EncodeToString(q.Y) } }
                });
        });
    }

    /// <summary>It answers with 503 meanwhile, as while its database is away.</summary>
    public bool IsAway
    {
        set => isAway = value;
    }

    /// <summary>Its address, which is also the issuer.</summary>
    public string Url => app.Urls.First();

    /// <summary>Says of a user that they were changed: tokens of before are outdated.</summary>
    /// <param name="user">Who.</param>
    /// <param name="version">Their version now.</param>
    public void Change(Guid user, long version) => changed[user] = version;

    /// <summary>Starts one.</summary>
    /// <param name="port">0 for any.</param>
    public static async Task<TestAuthority> StartAsync(int port = 0)
    {
        var authority = new TestAuthority(port);
        await authority.app.StartAsync();
        return authority;
    }

    /// <summary>A token that is valid for an hour.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="name">Display name.</param>
    /// <param name="roles">As what.</param>
    public string TokenFor(Guid subject, string name, params string[] roles) =>
        Sign(Claims(subject.ToString(), name, roles));

    /// <summary>The same with the teams that they work in, by name.</summary>
    public string TokenFor(Guid subject, string name, string[] teams, string[] roles)
    {
        var claims = Claims(subject.ToString(), name, roles);
        claims["team"] = teams;
        return Sign(claims);
    }

    /// <summary>The claims of a good token, for a test to spoil.</summary>
    public Dictionary<string, object> Claims(string subject, string name, params string[] roles)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new Dictionary<string, object>
        {
            ["iss"] = Url,
            ["aud"] = "complaints-api",
            ["sub"] = subject,
            ["name"] = name,
            ["role"] = roles,
            ["team"] = Array.Empty<string>(),
            ["iat"] = now,
            ["nbf"] = now - 60,
            ["exp"] = now + 3600,
        };
    }

    /// <summary>Signs claims with the authority's key, or with <paramref name="forger"/>.</summary>
    public string Sign(Dictionary<string, object> claims, ECDsa? forger = null, string algorithm = "ES256")
    {
        var head = Encode(new { alg = algorithm, typ = "at+jwt", kid = "test" }) + "." + Encode(claims);
        var signature = algorithm == "none"
            ? ""
            : Base64Url.EncodeToString((forger ?? key)
                .SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256));
        return head + "." + signature;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
