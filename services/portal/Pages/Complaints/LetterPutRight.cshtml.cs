using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Somebody says how a letter that did not go or arrive was put right.</summary>
internal sealed class LetterPutRightModel(Gateway.Complaints complaints, Gateway.Letters letters, WorkingDays days)
    : SentLetterPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public PutRightForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, Guid letterId) =>
        await LoadAsync(id, letterId) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid letterId)
    {
        ModelState.Need("Form.Words", Form.Words, "Enter what was done");
        return await SendAsync(id, letterId, "letter-put-right",
            () => letters.PutRightAsync(id, letterId, Form.Words),
            new Dictionary<string, string> { ["words"] = "Form.Words" },
            new Dictionary<string, string> { ["nothing-to-put-right"] = "Form.Words" });
    }

    internal sealed class PutRightForm
    {
        public string? Words { get; set; }
    }
}
