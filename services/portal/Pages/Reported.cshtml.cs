using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>What somebody has brought in themselves: all that a partner sees of the landlord's complaints.</summary>
internal sealed class ReportedModel(Gateway.Submissions submissions) : PageModel
{
    /// <summary>As the page before gave it; anything else begins at the first.</summary>
    [BindProperty(SupportsGet = true)]
    public DateTimeOffset? Before { get; set; }

    public IReadOnlyList<MyReport> Items { get; private set; } = [];

    public DateTimeOffset? Next { get; private set; }

    public async Task OnGetAsync()
    {
        var page = await submissions.MineAsync(Before);
        (Items, Next) = (page.Items, page.Next);
    }
}
