using Microsoft.AspNetCore.WebUtilities;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>Lists as whoever is signed in likes to see them: each an address of ours under a name of theirs.</summary>
internal sealed class SavedViews(GatewayClient gateway)
{
    private static readonly Dictionary<string, string> Pages = new()
    { ["complaints"] = "/complaints", ["figures"] = "/reports", ["contacts"] = "/submissions" };

    /// <summary>All of one's own, by name.</summary>
    public async Task<IReadOnlyList<ViewShown>> OfMineAsync() => (await gateway.SendAsync(Routes.ListViews())).Items;

    /// <summary>Those of one list; none when they cannot be asked for, since the list shows without them.</summary>
    public async Task<IReadOnlyList<ViewShown>> OfAsync(string list)
    {
        try
        {
            return [.. (await OfMineAsync()).Where(view => view.List == list)];
        }
        catch (ProblemAnswer problem) when (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            return [];
        }
    }

    public Task SaveAsync(string? name, string list, string? query) =>
        gateway.SendAsync(Routes.SaveView(viewId: Guid.CreateVersion7(), body: new SaveView
        {
            Name = name,
            List = list,
            Settings = QueryHelpers.ParseQuery(query).ToDictionary(part => part.Key, part => part.Value.ToString()),
        }));

    public Task RemoveAsync(Guid viewId) => gateway.SendAsync(Routes.RemoveView(viewId: viewId));

    /// <summary>Where a list is; null for what is none.</summary>
    public static string? PageOf(string? list) => list is null ? null : Pages.GetValueOrDefault(list);

    /// <summary>Where a view leads.</summary>
    public static string AddressOf(ViewShown view) =>
        QueryHelpers.AddQueryString(PageOf(view.List) ?? "/", view.Settings.ToDictionary(
            part => part.Key, part => (string?)part.Value));
}
