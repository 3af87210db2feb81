using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Bearer tokens of the authority, and a policy by which a route that says nothing is for nobody.</summary>
internal static class Authentication
{
    public const string Audience = "complaints-api";

    public static void Add(IHostApplicationBuilder builder)
    {
        var authority = builder.Configuration["Authentication:Authority"]
            ?? (Migration.IsAll ? "http://localhost" : null)
            ?? throw new InvalidOperationException(
                "Set Authentication__Authority to the URL of the authority that gives tokens (the identity service).");

        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = authority;
            options.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
            options.MapInboundClaims = false;
            // A key that was rotated in is found within this time, and a stream of forged key ids asks the authority no
            // more often.
            options.RefreshInterval = TimeSpan.FromSeconds(30);
            options.AutomaticRefreshInterval = TimeSpan.FromMinutes(5);
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudience = Audience,
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                ClockSkew = TimeSpan.FromSeconds(30),
                NameClaimType = "name",
                RoleClaimType = "role",
            };
            options.Events = new JwtBearerEvents
            { OnMessageReceived = HaveKeys, OnTokenValidated = RefuseSubject, OnChallenge = RememberWhy };
        });

        builder.Services.AddSingleton<ChangedUsers>()
            .AddHostedService(static services => services.GetRequiredService<ChangedUsers>());

        // By the injected clock, like everything else.
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TimeProvider>(static (options, time) =>
            options.TokenValidationParameters.LifetimeValidator = (from, until, _, parameters) =>
                IsInTime(from, until, time.GetUtcNow().UtcDateTime, parameters.ClockSkew));

        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(JwtBearerDefaults.AuthenticationScheme)
            .RequireAssertion(ProtectsNothing)
            .Build());
    }

    private static bool IsInTime(DateTime? from, DateTime? until, DateTime now, TimeSpan skew) =>
        until is { } end && (from is not { } start || start <= now + skew)
        && (now < end + skew ? true : throw new SecurityTokenExpiredException("The token has expired."));

    // Who acted is kept as an id for ever; a token whose subject is none cannot be recorded. Nor may one act whose
    // user was disabled, or changed, since.
    private static Task RefuseSubject(TokenValidatedContext context)
    {
        if (!Guid.TryParse(context.Principal?.FindFirst("sub")?.Value, out var subject))
            context.Fail("The subject is not a UUID.");
        else if (context.HttpContext.RequestServices.GetRequiredService<ChangedUsers>()
            .Outdates(context.Principal!, subject))
            context.Fail(new OutdatedTokenException());
        return Task.CompletedTask;
    }

    // A token that cannot be checked, because the authority's keys were never read, is not the caller's fault: asking
    // for them throws what ExceptionProblems makes a 503 of. The check itself would go on without keys and call it bad.
    private static Task HaveKeys(MessageReceivedContext context) => context.Request.Headers.Authorization.Count == 0
        ? Task.CompletedTask
        : context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);

    // The answer's body is written later, by status alone.
    private static Task RememberWhy(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is { } failure) context.HttpContext.Items[typeof(StatusProblems)] = failure;
        return Task.CompletedTask;
    }

    // An address that is no route is 404 for who is signed in; one that only answers 405 or 415 has nothing to protect,
    // and the truth helps.
    private static bool ProtectsNothing(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext request && request.GetEndpoint() switch
        {
            null => request.User.Identity is { IsAuthenticated: true },
            RouteEndpoint => false,
            _ => true,
        };
}
