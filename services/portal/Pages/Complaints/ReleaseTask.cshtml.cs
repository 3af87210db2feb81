using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ReleaseTaskModel(Gateway.Tasks tasks, WorkingDays days) : OneTaskPage(tasks, days)
{
    [BindProperty(SupportsGet = true)]
    public ReasonForm Form { get; set; } = new();

    public Task OnGetAsync(Guid id, Guid taskId) => LoadAsync(id, taskId);

    public Task<IActionResult> OnPostAsync(Guid id, Guid taskId)
    {
        ModelState.Need("Form.Reason", Form.Reason, "Say why");
        // Whoever reads no complaints may have no part in it any more.
        return SendAsync(id, taskId, "released", () => Tasks.ReleaseAsync(id, taskId, Form.Reason),
            Reads ? null : "/tasks?done=released");
    }
}
