using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ClocksModel(Gateway.Complaints complaints, WorkingDays days) : CasePage(complaints, days)
{
    public Task OnGetAsync(Guid id) => LoadAsync(id);
}
