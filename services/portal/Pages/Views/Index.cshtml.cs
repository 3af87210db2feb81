using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Views;

/// <summary>The views of lists that whoever looks keeps.</summary>
internal sealed class IndexModel(SavedViews views) : PageModel
{
    public IReadOnlyList<ViewShown> Views { get; private set; } = [];

    public bool Done => Request.Query["done"] == "removed";

    public async Task OnGetAsync() => Views = await views.OfMineAsync();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "remove")] Guid viewId)
    {
        await views.RemoveAsync(viewId);
        return LocalRedirect("/views?done=removed");
    }
}
