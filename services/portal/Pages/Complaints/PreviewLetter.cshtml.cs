using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>A draft as it would go out now.</summary>
internal sealed class PreviewLetterModel(Gateway.Complaints complaints, Gateway.Letters letters, WorkingDays days)
    : LetterPage(complaints, letters, days)
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid letterId) =>
        await LoadAsync(id, letterId) ? Page() : NotFound();

    public Task<IActionResult> OnPostAskAsync(Guid id, Guid letterId) => SendAsync(id, letterId,
        $"/complaints/{id}/letters/{letterId}?letter=asked", () => Letters.AskForApprovalAsync(id, letterId, Seen));
}
