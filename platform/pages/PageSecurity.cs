using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ComplaintsPlatform.Pages;

/// <summary>What protects whoever looks at a page.</summary>
public static class PageSecurity
{
    /// <summary>
    /// A content security policy without inline script or style, and its sisters, on every answer. Call it first: what
    /// has set a header already keeps it.
    /// </summary>
    /// <param name="app">The program.</param>
    /// <param name="formTargets">Other origins that a form may end at after redirects, such as the authority's.</param>
    public static void UsePageSecurity(this IApplicationBuilder app, params string[] formTargets)
    {
        var ancestors = app.ApplicationServices.GetRequiredService<IOptions<PagesOptions>>().Value.FrameAncestors;
        var policy = string.Join("; ",
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
            "connect-src 'self'", $"form-action {string.Join(' ', ["'self'", .. formTargets])}", "base-uri 'none'",
            $"frame-ancestors {ancestors}");
        app.Use((context, next) =>
        {
            context.Response.OnStarting(static state =>
            {
                var (headers, policy) = ((IHeaderDictionary, string))state;
                headers.TryAdd("Content-Security-Policy", policy);
                headers.XContentTypeOptions = "nosniff";
                headers.TryAdd("Cache-Control", "no-store");
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                return Task.CompletedTask;
            }, (context.Response.Headers, policy));
            return next(context);
        });
    }
}
