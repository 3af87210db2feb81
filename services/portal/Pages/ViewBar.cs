using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.WebUtilities;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>A way to look at a list: one of those that everybody has, or one of one's own.</summary>
internal sealed record ViewLink(string Name, string Href, bool IsShown);

/// <summary>The ways to look at a list, and where the one that is shown can be kept under a name.</summary>
internal sealed record ViewBar(string List, IReadOnlyList<ViewLink> Links, string? Keep, string? Kept)
{
    /// <param name="list">The list, as in the API.</param>
    /// <param name="everybodys">What everybody has, each with its address.</param>
    /// <param name="own">One's own.</param>
    /// <param name="shown">The address of what is shown.</param>
    /// <param name="done">What has just been done, if anything.</param>
    public static ViewBar Of(
        string list, IEnumerable<(string Name, string Href)> everybodys, IEnumerable<ViewShown> own, string shown,
        string? done)
    {
        List<ViewLink> links =
        [
            .. everybodys.Concat(own.Select(view => (view.Name!, SavedViews.AddressOf(view))))
                .Select(link => new ViewLink(link.Item1, link.Item2, Same(link.Item2, shown))),
        ];
        var query = shown.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? shown[at..] : "";
        return new(list, links,
            links.Exists(link => link.IsShown) ? null : "/views/new" + Query.Of(("list", list), ("query", query)),
            done == "kept" ? links.Find(link => link.IsShown)?.Name : null);
    }

    private static bool Same(string one, string other) => Parts(one).SetEquals(Parts(other));

    private static HashSet<(string, string)> Parts(string address) =>
        [.. QueryHelpers.ParseQuery(new Uri(new Uri("http://here"), address).Query)
            .Select(part => (part.Key, part.Value.ToString()))];
}
