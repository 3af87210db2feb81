using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ComplaintsPlatform.Pages;

/// <summary>The one style sheet and the one script of all pages, with a hash in their names, and the landlord's
/// colour.</summary>
public static partial class PageAssets
{
    private const string Forever = "public, max-age=31536000, immutable";
    private static readonly Assembly Home = typeof(PageAssets).Assembly;
    private static readonly string[] Names = Encoding.ASCII.GetString(Read("names.txt"))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static string Styles { get; } = Names.Single(name => name.EndsWith(".css", Ends));

    internal static string Script { get; } = Names.Single(name => name.EndsWith(".mjs", Ends));

    private const StringComparison Ends = StringComparison.Ordinal;

    /// <summary>Serves them under <see cref="PagesOptions.Assets"/>, compressed as the browser takes them, to anybody
    /// and for a year.</summary>
    /// <param name="routes">The program's routes.</param>
    public static void MapPageAssets(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptions<PagesOptions>>().Value;
        var assets = routes.MapGroup(options.Assets).AllowAnonymous().ExcludeFromDescription();
        foreach (var name in Names)
        {
            var type = name.EndsWith(".css", Ends) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
            var kinds = new[] { ("br", Read($"{name}.br")), ("gzip", Read($"{name}.gz")), ("", Read(name)) };
            assets.MapGet($"/{name}", (HttpRequest request) =>
            {
                var accepted = request.Headers.AcceptEncoding.ToString();
                var (encoding, bytes) = kinds.First(kind => accepted.Contains(kind.Item1, Ends));
                var headers = request.HttpContext.Response.Headers;
                if (encoding.Length > 0) headers.ContentEncoding = encoding;
                headers.Vary = "Accept-Encoding";
                headers.CacheControl = Forever;
                return TypedResults.Bytes(bytes, type);
            });
        }

        var colour = options.Colour;
        if (!Hexadecimal().IsMatch(colour))
            throw new InvalidOperationException("Pages:Colour has to be a colour such as #0b5563.");
        assets.MapGet("/brand.css", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=3600";
            return TypedResults.Text(
                string.Create(CultureInfo.InvariantCulture, $":root{{--govuk-brand-colour:{colour}}}"), "text/css");
        });
        assets.MapGet("/icon.svg", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=86400";
            return TypedResults.Text($"""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6"
                fill="{colour}"/><path d="M7 16 16 8l9 8v9H7z" fill="#fff"/></svg>
                """, "image/svg+xml");
        });
    }

    private static byte[] Read(string name)
    {
        using var stream = Home.GetManifestResourceStream($"bundles/{name}")
            ?? throw new InvalidOperationException($"bundles/{name} was not built in.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}\\z")]
    private static partial Regex Hexadecimal();
}
