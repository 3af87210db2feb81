using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ReleaseModel(Gateway.Complaints complaints, WorkingDays days) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public ReasonForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reason"] = "Form.Reason" };

    public Task OnGetAsync(Guid id) => ShowAsync(id);

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Reason", Form.Reason, "Say why it goes back");
        return SendAsync(id, "released", () => Complaints.ReleaseAsync(id, Form.Reason, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
        [("Owner", "Nobody", Case.Owner?.Name ?? "Nobody")];
}

/// <summary>Why something is done.</summary>
internal sealed class ReasonForm
{
    public string? Reason { get; set; }
}
