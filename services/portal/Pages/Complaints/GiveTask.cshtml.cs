using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class GiveTaskModel(Gateway.Tasks tasks, Colleagues colleagues, WorkingDays days)
    : OneTaskPage(tasks, days)
{
    [BindProperty(SupportsGet = true)]
    public AssigneeForm Form { get; set; } = new();

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    public bool SomebodyIsAway { get; private set; }

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["assigneeId"] = "Form.AssigneeId", ["reason"] = "Form.Reason" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = AssigneeForm.Codes;

    public async Task OnGetAsync(Guid id, Guid taskId)
    {
        await LoadAsync(id, taskId);
        await ListAsync();
        Form.From = Task.AssigneeId;
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid taskId)
    {
        await ListAsync();
        if (AssigneeForm.IdOf(Form.AssigneeId) is null && AssigneeForm.IdOf(Form.TeamId) is null)
            ModelState.AddModelError("Form.AssigneeId", "Choose a person, a team, or both");
        return await SendAsync(id, taskId, "given", () => Tasks.GiveAsync(id, taskId, new GiveTask
        {
            AssigneeId = AssigneeForm.IdOf(Form.AssigneeId),
            TeamId = AssigneeForm.IdOf(Form.TeamId),
            From = Form.From,
            Reason = Form.Reason,
            EvenIfAbsent = Form.EvenIfAbsent,
        }));
    }

    private async Task ListAsync()
    {
        var teams = colleagues.TeamChoicesAsync();
        var people = await colleagues.AtWorkAsync(all: true);
        SomebodyIsAway = people.Any(one => one.IsAway && !one.Disabled);
        (People, Teams) = (AssigneeForm.ChoicesOf(people, []), await teams);
    }
}
