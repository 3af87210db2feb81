using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class WithdrawModel(Gateway.Complaints complaints, WorkingDays days) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public WithdrawForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reason"] = "Form.Reason", ["withdrawnOn"] = "Form.WithdrawnOn" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["withdrawn-in-the-future"] = "Form.WithdrawnOn",
        ["withdrawn-before-receipt"] = "Form.WithdrawnOn",
    };

    public async Task OnGetAsync(Guid id)
    {
        await ShowAsync(id);
        if (Form.WithdrawnOn.IsEmpty) Form.WithdrawnOn = DateParts.Of(Today);
    }

    public Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Reason", Form.Reason, "Enter what the resident said");
        ModelState.NeedDay("Form.WithdrawnOn", Form.WithdrawnOn, "Enter the day on which they said it, like 27 3 2026");
        return SendAsync(id, "withdrawn", () => Complaints.WithdrawAsync(
            id, new() { Reason = Form.Reason, WithdrawnOn = Form.WithdrawnOn.Read() }, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
        [("What the resident said", Form.Reason ?? "", Case.Withdrawn?.Reason ?? "")];

    internal sealed class WithdrawForm
    {
        public string? Reason { get; set; }

        public DateParts WithdrawnOn { get; set; } = new();
    }
}
