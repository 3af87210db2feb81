using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Guidance;

/// <summary>What staff read while they capture; administrators write it.</summary>
internal sealed class IndexModel(Gateway.Guidance guidance, WordLists words) : PageModel
{
    private static readonly Dictionary<string, string> DoneWords = new()
    {
        ["written"] = "It is written, and stands beside the form from now on.",
        ["withdrawn"] = "It is withdrawn.",
    };

    public IReadOnlyList<GuidanceArticle> Articles { get; private set; } = [];

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    public string? Done { get; private set; }

    public async Task OnGetAsync()
    {
        Articles = await guidance.ListAsync();
        Lists = await words.AskAsync();
        Done = Request.Query["done"] is [{ } done] ? DoneWords.GetValueOrDefault(done) : null;
    }
}
