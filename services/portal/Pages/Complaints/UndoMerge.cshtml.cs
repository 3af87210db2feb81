using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class UndoMergeModel(Gateway.Complaints complaints, WorkingDays days) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true, Name = "duplicate")]
    public Guid Duplicate { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public string? Other => Case.MergedIn.FirstOrDefault(one => one.ComplaintId == Duplicate)?.Reference;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reason"] = "Reason" };

    public Task OnGetAsync(Guid id) => ShowAsync(id);

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Reason", Reason, "Enter why they are two matters");
        return SendAsync(id, "unmerged", () => Complaints.UndoMergeAsync(id, Duplicate, Reason, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() => [];
}
