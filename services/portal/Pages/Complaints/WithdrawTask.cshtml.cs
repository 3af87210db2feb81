using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class WithdrawTaskModel(Gateway.Tasks tasks, WorkingDays days) : OneTaskPage(tasks, days)
{
    [BindProperty(SupportsGet = true)]
    public ReasonForm Form { get; set; } = new();

    public Task OnGetAsync(Guid id, Guid taskId) => LoadAsync(id, taskId);

    public Task<IActionResult> OnPostAsync(Guid id, Guid taskId)
    {
        ModelState.Need("Form.Reason", Form.Reason, "Say why");
        return SendAsync(id, taskId, "withdrawn", () => Tasks.WithdrawAsync(id, taskId, Form.Reason));
    }
}
