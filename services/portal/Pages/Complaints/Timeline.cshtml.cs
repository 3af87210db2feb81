using ComplaintsPlatform.Portal.Gateway;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class TimelineModel(Gateway.Complaints complaints, WorkingDays days) : CasePage(complaints, days)
{
    public IReadOnlyList<Change> Changes { get; private set; } = [];

    public async Task OnGetAsync(Guid id)
    {
        var history = Complaints.HistoryAsync(id);
        await LoadAsync(id);
        Changes = [.. (await history).Changes.Reverse()];
    }
}
