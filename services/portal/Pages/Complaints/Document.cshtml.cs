using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class DocumentModel(Gateway.Complaints complaints, Gateway.Documents documents, WorkingDays days)
    : CasePage(complaints, days)
{
    public DocumentDetails Document { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid documentId)
    {
        await LoadAsync(id);
        if (await documents.FindAsync(id, documentId) is not { } document) return NotFound();
        Document = document;
        return Page();
    }
}
