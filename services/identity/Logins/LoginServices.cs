using ComplaintsPlatform.Identity.Pages;
using ComplaintsPlatform.Identity.Tokens;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.ServiceDefaults;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace ComplaintsPlatform.Identity.Logins;

/// <summary>Registration of all that signing people in needs: ASP.NET Core Identity, cookies, pages.</summary>
internal static class LoginServices
{
    public static void AddLogins(this IServiceCollection services, IConfiguration configuration, bool development)
    {
        // What they say of every request holds usernames, and statements; keys are encrypted by KeyRing.
        services.AddLogging(static logging => logging.AddFilter("OpenIddict", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Wolverine.Configuration.HandlerDiscovery", LogLevel.Error));
        services.AddSingleton(new SchemaScript(Tables()));
        services.AddDbContext<SignInDatabase>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));

        services.AddDataProtection().SetApplicationName("complaints-identity");
        services.AddSingleton<IXmlRepository, KeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>(
            static (options, repository) => options.XmlRepository = repository);

        services.AddSingleton<ILookupNormalizer, LoginNames>();
        services.AddIdentityCore<Login>(static identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            // As CreateUser has it: long is what counts.
            identity.Password = new PasswordOptions
            {
                RequiredLength = 12,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
        }).AddEntityFrameworkStores<SignInDatabase>().AddUserManager<LoginManager>().AddSignInManager<SignInSteps>()
            .AddDefaultTokenProviders();
        // CreateUser decides what a username is, and the table's unique key that it is one user's.
        services.RemoveAll<IUserValidator<Login>>();
        services.Configure<DataProtectionTokenProviderOptions>(
            static options => options.TokenLifespan = TimeSpan.FromHours(1));
        services.AddSingleton<ResetMail>()
            .AddHostedService(static provider => provider.GetRequiredService<ResetMail>());
        services.AddScoped<SignInSteps>().AddScoped<PasswordCheck>().AddScoped<SignOut>();

        services.AddAuthentication()
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                Secure(options, "complaints.sign-in", Protocol.SessionLifetime);
                // A password that was changed ends every session at its next request.
                options.Events.OnValidatePrincipal = static async context =>
                {
                    var steps = context.HttpContext.RequestServices.GetRequiredService<SignInSteps>();
                    if (await steps.ValidateSecurityStampAsync(context.Principal) is null) context.RejectPrincipal();
                };
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme,
                options => Secure(options, "complaints.sign-in.code", TimeSpan.FromMinutes(5)));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "complaints.sign-in.form";
            options.Cookie.SecurePolicy = SecurePolicy();
            options.FormFieldName = "form";
        });
        services.Configure<PagesOptions>(configuration.GetSection("Pages"));
        services.PostConfigure<PagesOptions>(static pages =>
            (pages.Home, pages.Assets, pages.Script) = ("", "/sign-in/assets", false));
        services.AddRazorPages(static pages =>
        {
            pages.Conventions.AllowAnonymousToFolder("/");
            pages.Conventions.ConfigureFilter(new FormTooOld());
        });

        // Behind the gateway the caller's address and the host asked for come in headers, which are believed from the
        // gateway's addresses only.
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.All;
            foreach (var network in configuration.GetSection("TrustedProxies").Get<string[]>() ?? [])
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
        services.AddTransient<IStartupFilter, ForwardedFirst>();

        void Secure(CookieAuthenticationOptions options, string name, TimeSpan lifetime)
        {
            options.Cookie.Name = name;
            options.Cookie.SecurePolicy = SecurePolicy();
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = lifetime;
            options.LoginPath = "/sign-in";
        }

        CookieSecurePolicy SecurePolicy() =>
            development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    }

    internal static string Tables()
    {
        using var stream = typeof(LoginServices).Assembly.GetManifestResourceStream("Tables.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class ForwardedFirst : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            var issuer = Protocol.Issuer(app.ApplicationServices.GetRequiredService<IConfiguration>());
            app.Use((context, rest) =>
            {
                // TLS may end before the gateway, which then says http.
                if (context.Request.Host.Value == issuer.Authority) context.Request.Scheme = issuer.Scheme;
                return rest(context);
            });
            next(app);
        };
    }
}
