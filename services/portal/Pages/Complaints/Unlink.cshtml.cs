using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Another complaint has nothing to do with this one after all.</summary>
internal sealed class UnlinkModel(Gateway.Complaints complaints, WorkingDays days) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public Guid Other { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public RelatedComplaint? Linked => Case.LinkedTo.FirstOrDefault(one => one.ComplaintId == Other);

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reason"] = "Reason" };

    public Task OnGetAsync(Guid id) => ShowAsync(id);

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Reason", Reason, "Enter why");
        return SendAsync(id, "unlinked", () => Complaints.UnlinkAsync(id, Other, Reason));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() => [];
}
