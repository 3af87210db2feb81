using ComplaintsPlatform.Portal.Kept;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;

namespace ComplaintsPlatform.Portal.SignIn;

/// <summary>
/// Sign-in by OpenID Connect (authorization code with PKCE) at the authority that <c>Authentication__Authority</c>
/// names; a session by cookie that lasts an hour from its last use; sign-out is out everywhere.
/// </summary>
internal static class SignInSetup
{
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var authority = builder.Configuration["Authentication:Authority"]
            ?? throw new InvalidOperationException(
                "Set Authentication__Authority to the URL of the authority at which people sign in.");
        var secure = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        builder.Services.AddSingleton<Sessions>().AddSingleton<Tokens>().AddHttpClient(Tokens.Client);
        builder.Services.AddAuthentication(options =>
        {
            options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
        })
        .AddCookie(options =>
        {
            // A browser takes a cookie of this name only over TLS, from this host, for all of it.
            options.Cookie.Name = secure == CookieSecurePolicy.Always ? "__Host-portal" : "portal";
            options.Cookie.SecurePolicy = secure;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = Sessions.Lasts;
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = static context =>
                context.HttpContext.RequestServices.GetRequiredService<Tokens>().ValidateAsync(context);
            // A page that listens is not somebody who works: it does not keep the session alive.
            options.Events.OnCheckSlidingExpiration = static context =>
            {
                if (context.Request.Path == LiveChanges.Path) context.ShouldRenew = false;
                return Task.CompletedTask;
            };
            // The page for it is shown at the address that was asked for.
            options.Events.OnRedirectToAccessDenied = static context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        })
        .AddOpenIdConnect(options =>
        {
            options.Authority = authority;
            options.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
            options.ClientId = builder.Configuration["Authentication:ClientId"] ?? "portal";
            options.ClientSecret = builder.Configuration["Authentication:ClientSecret"];
            options.ResponseType = "code";
            options.ResponseMode = "query";
            options.UsePkce = true;
            options.SaveTokens = true;
            options.MapInboundClaims = false;
            options.Scope.Clear();
            foreach (var scope in (builder.Configuration["Authentication:Scopes"]
                ?? "openid profile offline_access").Split(' ')) options.Scope.Add(scope);
            options.TokenValidationParameters.NameClaimType = "name";
            options.TokenValidationParameters.RoleClaimType = "role";
            options.SignedOutRedirectUri = "/signed-out";
            options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = secure;
            options.Events.OnRedirectToIdentityProvider = KeepWhatWasTyped;
            options.Events.OnTicketReceived = static context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<Tokens>()
                    .Note(context.Principal!, context.Properties!);
                return Task.CompletedTask;
            };
            // Back, or a link that is too old: begin again, or say that the sign-in was given up.
            options.Events.OnRemoteFailure = static context =>
            {
                context.Response.Redirect("/signed-out?failed=true");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<Sessions>(static (options, sessions) => options.SessionStore = sessions);
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>
    /// Out of every browser and at the authority. Sent, never linked to, so that no other site can cause it.
    /// </summary>
    public static void MapSignOut(this IEndpointRouteBuilder routes) => routes.MapPost("/sign-out",
        async (HttpContext context, Sessions sessions, IAntiforgery forgery) =>
        {
            if (!await forgery.IsRequestValidAsync(context)) return Results.BadRequest();
            await sessions.RemoveAllOfAsync(context.User);
            return Results.SignOut(new AuthenticationProperties { RedirectUri = "/signed-out" },
                [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
        });

    // A script's request is told so; a form's fields are kept and come back after sign-in.
    private static async Task KeepWhatWasTyped(RedirectContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Mode"] is [{ } mode] && mode != "navigate")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
            return;
        }

        if (await context.HttpContext.RequestServices.GetRequiredService<KeptForms>()
            .KeepAsync(context.HttpContext) is { } back)
            context.Properties.RedirectUri = back;
    }
}
