using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class CorrespondenceModel(Gateway.Complaints complaints, WorkingDays days) : CasePage(complaints, days)
{
    public IReadOnlyList<LetterAnswer> Letters { get; private set; } = [];

    /// <summary>Letters that are being written, and those that will not be sent.</summary>
    public IReadOnlyList<DraftLine> Drafts { get; private set; } = [];

    public async Task OnGetAsync(Guid id)
    {
        var letters = Complaints.CorrespondenceAsync(id);
        await LoadAsync(id);
        Letters = (await letters)?.Letters ?? [];
        Drafts = (await letters)?.Drafts ?? [];
    }
}
