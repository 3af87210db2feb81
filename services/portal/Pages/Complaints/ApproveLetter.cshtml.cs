using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Somebody who did not write a letter reads it, and lets it go or returns it.</summary>
internal sealed class ApproveLetterModel(Gateway.Complaints complaints, Gateway.Letters letters, WorkingDays days)
    : LetterPage(complaints, letters, days)
{
    [BindProperty(SupportsGet = true)]
    public string? Comments { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, Guid letterId) =>
        await LoadAsync(id, letterId) ? Page() : NotFound();

    public Task<IActionResult> OnPostApproveAsync(Guid id, Guid letterId) => SendAsync(id, letterId,
        $"/complaints/{id}/letters/{letterId}?letter=approved", () => Letters.ApproveAsync(id, letterId, Seen));

    public Task<IActionResult> OnPostReturnAsync(Guid id, Guid letterId)
    {
        ModelState.Need("Comments", Comments, "Say what is to be changed");
        return SendAsync(id, letterId, $"/complaints/{id}/letters/{letterId}?letter=returned",
            () => Letters.ReturnAsync(id, letterId, Comments, Seen),
            new Dictionary<string, string> { ["comments"] = "Comments" });
    }
}
