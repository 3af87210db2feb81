using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class DropActionModel(Gateway.Complaints complaints, Gateway.Actions actions, WorkingDays days)
    : OneActionPage(complaints, actions, days)
{
    [BindProperty(SupportsGet = true)]
    public ReasonForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reason"] = "Form.Reason" };

    public Task OnGetAsync(Guid id, Guid actionId) => LoadAsync(id, actionId);

    public async Task<IActionResult> OnPostAsync(Guid id, Guid actionId)
    {
        await LoadAsync(id, actionId);
        ModelState.Need("Form.Reason", Form.Reason, "Say why");
        return await SendAsync(Here, "dropped", () => Actions.DropAsync(id, actionId, Form.Reason));
    }
}
