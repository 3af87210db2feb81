using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class EvidenceModel(Gateway.Complaints complaints, WorkingDays days) : CasePage(complaints, days)
{
    public EvidenceOfComplaint? Found { get; private set; }

    public async Task OnGetAsync(Guid id)
    {
        var evidence = Complaints.EvidenceAsync(id);
        await LoadAsync(id);
        Found = await evidence;
    }
}
