using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ChaseTaskModel(Gateway.Tasks tasks, WorkingDays days) : OneTaskPage(tasks, days)
{
    [BindProperty(SupportsGet = true)]
    public ChaseForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["words"] = "Form.Words" };

    public Task OnGetAsync(Guid id, Guid taskId) => LoadAsync(id, taskId);

    public Task<IActionResult> OnPostAsync(Guid id, Guid taskId) =>
        SendAsync(id, taskId, "chased", () => Tasks.ChaseAsync(id, taskId, Form.Words));

    internal sealed class ChaseForm
    {
        public string? Words { get; set; }
    }
}
