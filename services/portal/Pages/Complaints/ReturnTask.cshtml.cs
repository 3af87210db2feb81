using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ReturnTaskModel(Gateway.Tasks tasks, WorkingDays days) : OneTaskPage(tasks, days)
{
    [BindProperty(SupportsGet = true)]
    public ReturnForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["comments"] = "Form.Comments", ["dueOn"] = "Form.DueOn" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["task-due-in-the-past"] = "Form.DueOn" };

    public async Task OnGetAsync(Guid id, Guid taskId)
    {
        await LoadAsync(id, taskId);
        if (Form.Round == 0) Form.Round = Task.Round;
    }

    public Task<IActionResult> OnPostAsync(Guid id, Guid taskId)
    {
        ModelState.Need("Form.Comments", Form.Comments, "Enter what is missing");
        var dueOn = Form.DueOn.Read();
        if (dueOn is null)
            ModelState.AddModelError("Form.DueOn", "Enter the day by which it is to be done, like 27 3 2026");
        return SendAsync(id, taskId, "returned", () => Tasks.ReturnAsync(id, taskId, new ReturnTask
        { Comments = Form.Comments, Round = Form.Round, DueOn = dueOn.GetValueOrDefault() }));
    }

    internal sealed class ReturnForm
    {
        public string? Comments { get; set; }

        /// <summary>Which of the findings were read.</summary>
        public int Round { get; set; }

        public DateParts DueOn { get; set; } = new();
    }
}
