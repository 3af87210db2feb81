using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class WithdrawDocumentModel(
    Gateway.Complaints complaints, Gateway.Documents documents, WorkingDays days) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public WithdrawalForm Form { get; set; } = new();

    public DocumentDetails Document { get; private set; } = null!;

    protected override IReadOnlyDictionary<string, string> Fields { get; } =
        new Dictionary<string, string> { ["reason"] = "Form.Reason" };

    public async Task<IActionResult> OnGetAsync(Guid id, Guid documentId)
    {
        if (await documents.FindAsync(id, documentId) is not { } document) return NotFound();
        Document = document;
        await ShowAsync(id);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid documentId)
    {
        if (await documents.FindAsync(id, documentId) is not { } document) return NotFound();
        Document = document;
        ModelState.Need("Form.Reason", Form.Reason, "Enter why the document is withdrawn");
        return await SendAsync(
            id, "document-withdrawn", () => documents.WithdrawAsync(id, documentId, Form.Reason!));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() => [];

    internal sealed class WithdrawalForm
    {
        public string? Reason { get; set; }
    }
}
