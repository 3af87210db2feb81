using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>One action: what is to be done, who sees to it, what shows that it was done; agreed to and done
/// here.</summary>
internal sealed class ActionModel(
    Gateway.Complaints complaints, Gateway.Actions actions, Gateway.Documents documents, WorkingDays days)
    : OneActionPage(complaints, actions, days)
{
    [BindProperty(SupportsGet = true)]
    public DoneForm Form { get; set; } = new();

    /// <summary>Documents of the complaint that can be named.</summary>
    public IReadOnlyList<Choice> Evidence { get; private set; } = [];

    public bool MayFinish => User.Is(Access.Policies[Access.FollowUp]) && (IsMine || Promises);

    public bool MayApprove { get; private set; }

    /// <summary>Who has to agree to the amount.</summary>
    public string WhoApproves { get; private set; } = "";

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["evidence"] = "Form.Evidence",
        ["paidBy"] = "Form.PaidBy",
        ["doneOn"] = "Form.DoneOn",
        ["documents"] = "Form.Documents",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["paid-how-missing"] = "Form.PaidBy",
        ["action-done-in-the-future"] = "Form.DoneOn",
        ["action-done-before-receipt"] = "Form.DoneOn",
        ["action-document-unknown"] = "Form.Documents",
    };

    public Task OnGetAsync(Guid id, Guid actionId) => ShowAsync(id, actionId);

    public async Task<IActionResult> OnPostApproveAsync(Guid id, Guid actionId)
    {
        ModelState.Clear();
        await ShowAsync(id, actionId);
        return await SendAsync(Here, "approved", () => Actions.ApproveAsync(id, actionId));
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid actionId)
    {
        await ShowAsync(id, actionId);
        ModelState.Need("Form.Evidence", Form.Evidence, "Enter what was done, and what shows it");
        ModelState.NeedDay("Form.DoneOn", Form.DoneOn, "Enter the day on which it was done, like 27 3 2026");
        if (Action.Amount is not null)
            ModelState.Need("Form.PaidBy", Form.PaidBy, "Choose whether it was paid out or set off against arrears");
        return await SendAsync(Here, "finished", () => Actions.FinishAsync(id, actionId, new FinishAction
        {
            Evidence = Form.Evidence,
            PaidBy = Form.PaidBy,
            DoneOn = Form.DoneOn.Read(),
            Documents = Form.Documents,
        }));
    }

    private async Task ShowAsync(Guid id, Guid actionId)
    {
        await LoadAsync(id, actionId);
        if (Action is { IsOpen: true, WaitsForApproval: true, Amount: { } amount })
        {
            var rules = (await Actions.RulesAsync()).Value;
            var isOwn = $"{Action.PromisedById}" == User.Id();
            MayApprove = !isOwn && User.Is(Access.Policies[Access.Approve]) && rules.Covers(amount, User);
            WhoApproves = $"It is more than whoever offered it may offer alone. {rules.WhoCovers(amount)} agrees to it"
                + (isOwn ? ", and somebody else than you." : ".");
        }
        else if (Action.IsOpen && MayFinish)
            Evidence = [.. (await documents.ListAsync(id)).Where(one => one.CanBeOpened)
                .Select(one => new Choice($"{one.DocumentId}", one.Name, one.Description))];
    }

    internal sealed class DoneForm
    {
        public string? Evidence { get; set; }

        public string? PaidBy { get; set; }

        public DateParts DoneOn { get; set; } = new();

        public List<Guid> Documents { get; set; } = [];
    }
}
