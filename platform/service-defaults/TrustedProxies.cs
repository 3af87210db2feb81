using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>From whose word an address is taken over that somebody else calls for.</summary>
public static class TrustedProxies
{
    /// <summary>
    /// Takes the caller's address from <c>X-Forwarded-For</c> when the connection comes from one of the networks in
    /// <c>TrustedProxies__0</c>, <c>TrustedProxies__1</c> … (such as <c>10.1.0.0/16</c>); by default from nobody's
    /// word. One hop: each proxy names who called it. <c>app.UseForwardedHeaders()</c> puts it in place.
    /// </summary>
    /// <param name="builder">The program.</param>
    /// <exception cref="FormatException">A network is none.</exception>
    public static void AddTrustedProxies(this IHostApplicationBuilder builder)
    {
        var networks = builder.Configuration.GetSection("TrustedProxies").Get<string[]>() ?? [];
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }
}
