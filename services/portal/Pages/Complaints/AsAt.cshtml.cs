using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>The complaint as it was known at the end of a past day, with nothing to be done.</summary>
internal sealed class AsAtModel(Gateway.Complaints complaints, WorkingDays days) : CasePage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public DayForm Form { get; set; } = new();

    /// <summary>The day that is shown; null as long as none is asked for.</summary>
    public DateOnly? Day { get; private set; }

    /// <summary>Nothing was recorded of it by then.</summary>
    public bool IsUnknown { get; private set; }

    public IReadOnlyList<Change> Changes { get; private set; } = [];

    public async Task OnGetAsync(Guid id)
    {
        if (Form.On.IsEmpty || Form.On.Read() is not { } day)
        {
            ModelState.NeedDay("Form.On", Form.On, "Enter a day, like 27 3 2026");
            await LoadAsync(id);
            return;
        }

        Day = day;
        try
        {
            await LoadAsync(id, London.EndOf(day).AddTicks(-1));
            var history = await Complaints.HistoryAsync(id);
            Changes = [.. history.Changes.Where(change => change.Version <= Version).Reverse()];
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            // Who may not see it at all is told so here.
            await LoadAsync(id);
            IsUnknown = true;
        }
    }

    internal sealed class DayForm
    {
        public DateParts On { get; set; } = new();
    }
}
