using Microsoft.AspNetCore.Html;

namespace ComplaintsPlatform.Pages;

/// <summary>HTML in which everything that is put in is encoded, unless it is HTML itself.</summary>
internal static class Markup
{
    public static readonly IHtmlContent None = HtmlString.Empty;

    /// <summary>An attribute's value; Razor gives an empty text where a page says null.</summary>
    public static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    public static IHtmlContent Of(FormattableString html) =>
        new HtmlFormattableString(html.Format, html.GetArguments()!);

    /// <summary>Nothing without a value.</summary>
    public static IHtmlContent When(bool isSo, FormattableString html) => isSo ? Of(html) : None;

    public static IHtmlContent Join(IEnumerable<IHtmlContent> parts)
    {
        var all = new HtmlContentBuilder();
        foreach (var part in parts) all.AppendHtml(part);
        return all;
    }
}
