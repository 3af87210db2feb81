using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Notices;

/// <summary>What whoever looks is told: not read first, and what they read last.</summary>
internal sealed class IndexModel(Gateway.Notices notices) : PageModel
{
    public NoticesOfSomebody All { get; private set; } = null!;

    public string Caption => All.UnreadCount > All.Unread.Count
        ? $"Not read: the newest {All.Unread.Count} of {All.UnreadCount}"
        : "Not read, the newest first";

    public async Task OnGetAsync() => All = await notices.OfMineAsync();

    public async Task<IActionResult> OnPostReadAsync(Guid noticeId)
    {
        try
        {
            await notices.ReadAsync(noticeId);
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            // It was taken away meanwhile, so there is nothing to mark.
        }

        return Redirect("/notices");
    }

    public async Task<IActionResult> OnPostReadAllAsync()
    {
        await notices.ReadAllAsync();
        return Redirect("/notices");
    }
}
