using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class WithdrawContactModel(Gateway.Complaints complaints, Gateway.Contacts contacts, WorkingDays days)
    : CasePage(complaints, days)
{
    private static readonly Dictionary<string, string> Fields = new() { ["reason"] = "Form.Reason" };

    [BindProperty(SupportsGet = true)]
    public ReasonForm Form { get; set; } = new();

    public ContactDetails Entry { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid noteId) =>
        await FindAsync(id, noteId) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid noteId)
    {
        if (!await FindAsync(id, noteId)) return NotFound();
        ModelState.Need("Form.Reason", Form.Reason, "Say what is wrong with it");
        if (!ModelState.IsValid) return Page();
        try
        {
            await contacts.WithdrawAsync(id, noteId, Form.Reason);
            return Redirect($"/complaints/{id}/contacts?done=contact-withdrawn");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields);
            return Page();
        }
    }

    private async Task<bool> FindAsync(Guid id, Guid noteId)
    {
        var log = contacts.OfAsync(id);
        await LoadAsync(id);
        Entry = (await log).Contacts.FirstOrDefault(one => one.NoteId == noteId)!;
        return Entry is not null;
    }
}
