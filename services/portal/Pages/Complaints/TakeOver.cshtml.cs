using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class TakeOverModel(Gateway.Complaints complaints, WorkingDays days) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public ReasonForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reason"] = "Form.Reason" };

    public Task OnGetAsync(Guid id) => ShowAsync(id);

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Reason", Form.Reason, "Say why you take it over");
        return SendAsync(id, "taken-over", () => Complaints.TakeOverAsync(id, Form.Reason, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
        [("Owner", "You", Case.Owner?.Name ?? "Nobody")];
}
