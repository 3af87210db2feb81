using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.Kept;
using ComplaintsPlatform.Portal.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Npgsql;

namespace ComplaintsPlatform.Portal;

/// <summary>What the portal is made of.</summary>
internal static class Setup
{
    /// <summary>The database <c>portal</c>: sessions, drafts, keys.</summary>
    public static void AddKept(this WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("portal")
            ?? throw new InvalidOperationException("Set ConnectionStrings__portal to the portal's database.");
        var masterKey = builder.Configuration["PersonalData:MasterKey"]
            ?? throw new InvalidOperationException("Set PersonalData__MasterKey: 32 bytes, in base64.");
        builder.Services.AddSingleton(NpgsqlDataSource.Create(connectionString));
        builder.Services
            .AddSingleton(all => ActivatorUtilities.CreateInstance<KeptThings>(all, connectionString))
            .AddHostedService(static services => services.GetRequiredService<KeptThings>());
        builder.Services.AddHealthChecks().AddCheck<KeptThings>("database");
        builder.Services.AddSingleton<KeptForms>();
        KeyRing.Add(builder.Services, Convert.FromBase64String(masterKey));
    }

    /// <summary>The gateway at <c>http://gateway</c>, wherever <c>services__gateway__http__0</c> says that
    /// is.</summary>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddHttpClient<GatewayClient>(static client =>
        {
            client.BaseAddress = new Uri("http://gateway/");
            client.Timeout = TimeSpan.FromSeconds(30);
        }).AddServiceDiscovery();
        builder.Services.AddScoped<Complaints>().AddScoped<Documents>().AddScoped<Reports>().AddScoped<Register>()
            .AddScoped<Colleagues>().AddScoped<WorkingDays>().AddSingleton<WorkingDays.Remembered>()
            .AddScoped<WordLists>().AddSingleton<WordLists.Remembered>()
            .AddScoped<Guidance>().AddScoped<Waiting>().AddScoped<Chats>().AddScoped<Submissions>()
            .AddScoped<Looks>().AddScoped<Gateway.Tasks>().AddScoped<Gateway.Contacts>().AddScoped<Letters>()
            .AddScoped<Actions>().AddScoped<Corrections>().AddScoped<Notices>().AddScoped<SavedViews>();
    }

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<PagesOptions>(builder.Configuration.GetSection("Pages"));
        builder.Services.Configure<HowToComplainOptions>(builder.Configuration.GetSection("HowToComplain"));
        builder.Services.AddAuthorization(options =>
        {
            foreach (var (policy, roles) in Access.Policies)
                options.AddPolicy(policy, needs => needs.RequireRole(roles));
        });
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "portal-forgery";
            options.Cookie.SecurePolicy = builder.Environment.IsDevelopment()
                ? CookieSecurePolicy.SameAsRequest
                : CookieSecurePolicy.Always;
        });
        builder.Services.AddRouting(options => options.LowercaseUrls = true);
        builder.Services.AddRazorPages(options =>
        {
            foreach (var (page, policy) in Access.Pages) options.Conventions.AuthorizePage(page, policy);
            // The same page, while there is nothing yet to be changed.
            options.Conventions.AddPageRoute("/Guidance/Article", "/guidance/new");
            foreach (var page in Access.Public) options.Conventions.AllowAnonymousToPage(page);
            if (!builder.Environment.IsDevelopment())
                options.Conventions.AddPageRouteModelConvention("/Patterns", static page => page.Selectors.Clear());
        }).AddMvcOptions(static options =>
        {
            options.Filters.Add<ForgeryFilter>();
            // What is needed is said by each page, in words.
            options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        });
    }

    public static void UseKeptForms(this WebApplication app) =>
        app.Use((context, next) => app.Services.GetRequiredService<KeptForms>().UseAsync(context, next));

    /// <summary>A form whose token fits no longer (somebody signed out meanwhile) comes back as it was sent, to be sent
    /// again.</summary>
    private sealed class ForgeryFilter(KeptForms forms) : IAsyncAlwaysRunResultFilter
    {
        public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
        {
            if (context.Result is IAntiforgeryValidationFailedResult
                && await forms.KeepAsync(context.HttpContext) is { } back)
                context.Result = new LocalRedirectResult(back);
            await next();
        }
    }
}
