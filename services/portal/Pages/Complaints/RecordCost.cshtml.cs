using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class RecordCostModel(Gateway.Complaints complaints, Gateway.Actions actions, WorkingDays days)
    : ActionPage(complaints, actions, days)
{
    [BindProperty(SupportsGet = true)]
    public CostForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["kind"] = "Form.Kind", ["what"] = "Form.What", ["amount"] = "Form.Amount", ["on"] = "Form.On" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["cost-in-the-future"] = "Form.On" };

    public async Task OnGetAsync(Guid id)
    {
        await FollowAsync(id);
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await FollowAsync(id);
        ModelState.Need("Form.Kind", Form.Kind, "Choose whether it is a cost or a saving");
        ModelState.Need("Form.What", Form.What, "Enter what it was for");
        ModelState.NeedDay("Form.On", Form.On, "Enter the day, like 27 3 2026");
        var amount = Amounts.Read(Form.Amount);
        if (amount is null) ModelState.AddModelError("Form.Amount", "Enter the amount in pounds, like 250 or 99.50");
        return await SendAsync($"/complaints/{id}/actions", "cost-recorded", () => Actions.RecordCostAsync(
            id, new RecordCost
            {
                CostId = Form.Key,
                Kind = Form.Kind,
                What = Form.What,
                Amount = amount ?? 0,
                On = Form.On.Read(),
            }));
    }

    internal sealed class CostForm
    {
        public Guid Key { get; set; }

        public string? Kind { get; set; }

        public string? What { get; set; }

        public string? Amount { get; set; }

        public DateParts On { get; set; } = new();
    }
}
