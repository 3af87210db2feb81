using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>One task: what is to be done, what of the complaint it shows, what was found out; taken and finished
/// here.</summary>
internal sealed class TaskModel(Gateway.Tasks tasks, Gateway.Documents documents, WorkingDays days)
    : OneTaskPage(tasks, days)
{
    [BindProperty(SupportsGet = true)]
    public FinishForm Form { get; set; } = new();

    /// <summary>Documents of the complaint that can be named.</summary>
    public IReadOnlyList<Choice> Evidence { get; private set; } = [];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["findings"] = "Form.Findings", ["documents"] = "Form.Documents" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["task-document-unknown"] = "Form.Documents" };

    public async Task OnGetAsync(Guid id, Guid taskId)
    {
        await LoadAsync(id, taskId);
        await ListAsync(id);
    }

    public Task<IActionResult> OnPostClaimAsync(Guid id, Guid taskId)
    {
        ModelState.Clear();
        return ThenListAsync(id, SendAsync(id, taskId, "claimed", () => Tasks.ClaimAsync(id, taskId)));
    }

    public Task<IActionResult> OnPostAsync(Guid id, Guid taskId)
    {
        ModelState.Need("Form.Findings", Form.Findings, "Enter what you found out, or did");
        return ThenListAsync(id, SendAsync(id, taskId, "finished",
            () => Tasks.FinishAsync(id, taskId, Form.Findings, Form.Documents)));
    }

    private async Task<IActionResult> ThenListAsync(Guid id, Task<IActionResult> sent)
    {
        var answer = await sent;
        if (Shown is not null) await ListAsync(id);
        return answer;
    }

    private async Task ListAsync(Guid id)
    {
        if (!Task.IsOpen || !Shown.IsMine) return;
        var all = Reads ? await documents.ListAsync(id) : Shown.Documents ?? [];
        Evidence = [.. all.Where(one => one.CanBeOpened)
            .Select(one => new Choice($"{one.DocumentId}", one.Name, one.Description))];
    }

    internal sealed class FinishForm
    {
        public string? Findings { get; set; }

        public List<Guid> Documents { get; set; } = [];
    }
}
