using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Users;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>
/// OpenID Connect as OpenIddict has it: authorization code with PKCE and refresh tokens for first-party clients, client
/// credentials for modules; in Development also a user's password for a token, for curl and tests.
/// </summary>
internal static class Protocol
{
    /// <summary>Who asks for data shows a token for this.</summary>
    public const string Audience = "complaints-api";

    public static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(5);

    /// <summary>What a password gets in Development, where people type commands.</summary>
    public static readonly TimeSpan LongestTokenLifetime = TimeSpan.FromHours(1);

    /// <summary>A working day: after so long without a request, one signs in again.</summary>
    public static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(12);

    public static void AddProtocol(this IServiceCollection services, IConfiguration configuration, bool development)
    {
        services.AddSingleton<DerivedKeys>().AddSingleton<SigningKeys>().AddSingleton<TokenLimits>();
        services.AddHostedService<FirstKey>().AddHostedService<FirstPartyClients>().AddHostedService<TokenPruning>();
        services.AddOpenIddict()
            .AddCore(static core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<SignInDatabase>()
                    .ReplaceDefaultEntities<Client, Grant, TokenScope, IssuedToken, Guid>();
                core.ReplaceApplicationManager<Client, ClientManager>();
            })
            .AddServer(server =>
            {
                server.SetIssuer(Issuer(configuration))
                    .SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token")
                    .SetEndSessionEndpointUris("connect/end-session").SetRevocationEndpointUris("connect/revoke")
                    .SetJsonWebKeySetEndpointUris(".well-known/jwks.json")
                    .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow()
                    .AllowClientCredentialsFlow();
                if (development) server.AllowPasswordFlow().AcceptAnonymousClients();
                server.SetAccessTokenLifetime(AccessTokenLifetime).SetIdentityTokenLifetime(AccessTokenLifetime)
                    .SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1)).SetRefreshTokenLifetime(SessionLifetime)
                    .DisableAccessTokenEncryption()
                    .RegisterScopes(OpenIddictConstants.Scopes.Profile).RegisterClaims("name", "role", "team");
                // Of a form that submits itself our pages' policy would run no script.
                server.Configure(static options =>
                    options.ResponseModes.Remove(OpenIddictConstants.ResponseModes.FormPost));
                // Never used: OpenIddict wants one before it starts, and the handlers below know the real ones.
                server.AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256);
                server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough().EnableErrorPassthrough()
                    // On one line: README's sed finds the token in it.
                    .SuppressJsonResponseIndentation()
                    // TLS ends before the gateway.
                    .DisableTransportSecurityRequirement();
                AddHandlers(server);
            });
        services.AddOptions<OpenIddictServerOptions>().Configure<DerivedKeys>(static (options, keys) =>
            options.EncryptionCredentials.Add(new EncryptingCredentials(
                new SymmetricSecurityKey(keys.For("identity codes and refresh tokens")),
                SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512)));
    }

    /// <summary>The address that browsers and clients know: the gateway's.</summary>
    public static Uri Issuer(IConfiguration configuration) =>
        // A migration is told of neither, and gives no tokens.
        new(configuration["Authentication:Issuer"] ?? configuration["Authentication:Authority"] ?? "http://localhost");

    private static void AddHandlers(OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ExtractTokenRequestContext>(static handler => handler
            .UseSingletonHandler<ReadForm>().SetOrder(int.MinValue));
        server.AddEventHandler<ValidateTokenRequestContext>(static handler => handler
            .UseSingletonHandler<LimitTokens>().SetOrder(int.MinValue));
        server.AddEventHandler<GenerateTokenContext>(static handler => handler.UseSingletonHandler<SignWithCurrentKey>()
            .SetOrder(OpenIddictServerHandlers.Protection.AttachSecurityCredentials.Descriptor.Order + 1));
        server.AddEventHandler<ValidateTokenContext>(static handler => handler.UseSingletonHandler<TrustOurKeys>()
            .SetOrder(OpenIddictServerHandlers.Protection.ResolveTokenValidationParameters.Descriptor.Order + 1));
        server.RemoveEventHandler(OpenIddictServerHandlers.Discovery.AttachSigningKeys.Descriptor);
        server.AddEventHandler<HandleJsonWebKeySetRequestContext>(static handler => handler
            .UseSingletonHandler<ShowOurKeys>());
        server.AddEventHandler<HandleConfigurationRequestContext>(static handler => handler
            .UseSingletonHandler<ChangedUserList.Named>());
    }

    private sealed class FirstKey(SigningKeys keys) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => keys.EnsureOneAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
