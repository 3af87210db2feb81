using ComplaintsPlatform.ServiceDefaults;
using Microsoft.AspNetCore.HttpOverrides;

namespace ComplaintsPlatform.Identity.Tokens;

/// <summary>Registration of all that giving tokens needs.</summary>
internal static class TokenServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new SchemaScript(TokenTables.Sql));
        services.AddSingleton<Passwords>().AddSingleton<SigningKeys>().AddSingleton<AccessTokens>()
            .AddSingleton<TokenLimits>().AddHostedService<FirstKey>();
        // Behind the gateway the caller's address and the host asked for come in headers, which are believed from the
        // gateway's addresses only.
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.All;
            foreach (var network in configuration.GetSection("TrustedProxies").Get<string[]>() ?? [])
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
        return services.AddTransient<IStartupFilter, ForwardedFirst>();
    }

    private sealed class FirstKey(SigningKeys keys) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => keys.EnsureOneAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class ForwardedFirst : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            next(app);
        };
    }
}
