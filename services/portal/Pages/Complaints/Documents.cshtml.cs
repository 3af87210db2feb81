using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class DocumentsModel(Gateway.Complaints complaints, Gateway.Documents documents, WorkingDays days)
    : CasePage(complaints, days)
{
    /// <summary>Those that came last first.</summary>
    public IReadOnlyList<DocumentDetails> All { get; private set; } = [];

    public async Task OnGetAsync(Guid id)
    {
        await LoadAsync(id);
        All = [.. (await documents.ListAsync(id)).Reverse()];
    }
}
