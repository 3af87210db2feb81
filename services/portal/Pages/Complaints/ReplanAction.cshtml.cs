using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ReplanActionModel(
    Gateway.Complaints complaints, Gateway.Actions actions, Colleagues colleagues, WorkingDays days)
    : OneActionPage(complaints, actions, days)
{
    [BindProperty(SupportsGet = true)]
    public PlanForm Form { get; set; } = new();

    public IReadOnlyList<Choice> People { get; private set; } = [];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["reason"] = "Form.Reason", ["dueOn"] = "Form.DueOn", ["ownerId"] = "Form.OwnerId" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["action-due-in-the-past"] = "Form.DueOn",
        ["action-plan-unchanged"] = "Form.DueOn",
        ["action-replanned-meanwhile"] = "Form.DueOn",
        ["action-owner-unknown"] = "Form.OwnerId",
        ["action-owner-disabled"] = "Form.OwnerId",
        ["action-owner-concerned"] = "Form.OwnerId",
        ["action-owner-reads-nothing"] = "Form.OwnerId",
    };

    public async Task OnGetAsync(Guid id, Guid actionId)
    {
        await ListAsync(id, actionId);
        Form.Seen ??= Action.DueOn;
        Form.OwnerId ??= $"{Action.OwnerId}";
        if (Form.DueOn.IsEmpty) Form.DueOn = DateParts.Of(Action.DueOn);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid actionId)
    {
        await ListAsync(id, actionId);
        ModelState.Need("Form.Reason", Form.Reason, "Say why it is planned otherwise");
        if (Form.DueOn.Read() is null)
            ModelState.AddModelError("Form.DueOn", "Enter the day by which it is to be done, like 27 3 2026");
        var owner = AssigneeForm.IdOf(Form.OwnerId);
        return await SendAsync(Here, "replanned", () => Actions.ReplanAsync(id, actionId, new ReplanAction
        {
            Seen = Form.Seen ?? Action.DueOn,
            Reason = Form.Reason,
            DueOn = Form.DueOn.Read(),
            OwnerId = owner == Action.OwnerId ? null : owner,
        }));
    }

    private async Task ListAsync(Guid id, Guid actionId)
    {
        var people = colleagues.AtWorkAsync(all: true);
        await LoadAsync(id, actionId);
        People = AssigneeForm.ChoicesOf(await people, Access.Policies[Access.FollowUp]);
    }

    internal sealed class PlanForm
    {
        /// <summary>The day that it had when the form was made.</summary>
        public DateOnly? Seen { get; set; }

        public string? Reason { get; set; }

        public DateParts DueOn { get; set; } = new();

        public string? OwnerId { get; set; }
    }
}
