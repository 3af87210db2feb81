using System.Globalization;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class PromiseActionModel(
    Gateway.Complaints complaints, Gateway.Actions actions, Colleagues colleagues, WorkingDays days)
    : ActionPage(complaints, actions, days)
{
    [BindProperty(SupportsGet = true)]
    public PromiseForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Kinds =>
    [
        .. (Review is null ? ActionWords.OurOwn : ActionWords.FromOutside)
            .Select(kind => new Choice(kind.Key, kind.Value)),
    ];

    public IReadOnlyList<Choice> People { get; private set; } = [];

    /// <summary>The review in which it is asked for; null for what the landlord promises of itself.</summary>
    public ReviewDetails? Review { get; private set; }

    public string LimitInWords { get; private set; } = "";

    public string Back => Review is { } review
        ? $"/complaints/{Case.ComplaintId}/reviews/{review.ReviewId}"
        : $"/complaints/{Case.ComplaintId}/actions";

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["kind"] = "Form.Kind",
        ["what"] = "Form.What",
        ["amount"] = "Form.Amount",
        ["ownerId"] = "Form.OwnerId",
        ["dueOn"] = "Form.DueOn",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["action-owner-unknown"] = "Form.OwnerId",
        ["action-owner-disabled"] = "Form.OwnerId",
        ["action-owner-concerned"] = "Form.OwnerId",
        ["action-owner-reads-nothing"] = "Form.OwnerId",
        ["action-due-before-receipt"] = "Form.DueOn",
    };

    public async Task OnGetAsync(Guid id)
    {
        await ListAsync(id);
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        Form.OwnerId ??= User.Id();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await ListAsync(id);
        ModelState.Need("Form.Kind", Form.Kind, "Choose what it is");
        ModelState.Need("Form.What", Form.What, "Enter what is to be done");
        ModelState.Need("Form.OwnerId", Form.OwnerId, "Choose who sees to it");
        if (Form.DueOn.Read() is null)
            ModelState.AddModelError("Form.DueOn", "Enter the day by which it is to be done, like 27 3 2026");
        var amount = Amounts.Read(Form.Amount);
        if (amount is null && (Form.Kind == "compensation" || !string.IsNullOrWhiteSpace(Form.Amount)))
            ModelState.AddModelError("Form.Amount", "Enter the amount in pounds, like 250 or 99.50");
        return await SendAsync(Back, "promised", () => Actions.PromiseAsync(id, new PromiseAction
        {
            ActionId = Form.Key,
            Kind = Form.Kind,
            What = Form.What,
            OwnerId = Guid.Parse(Form.OwnerId!, CultureInfo.InvariantCulture),
            DueOn = Form.DueOn.Read()!.Value,
            Amount = amount,
            ReviewId = Review?.ReviewId,
        }));
    }

    private async Task ListAsync(Guid id)
    {
        var people = colleagues.AtWorkAsync(all: true);
        var rules = Actions.RulesAsync();
        await FollowAsync(id);
        Review = Form.ReviewId is { } review ? FindReview(review) : null;
        People = [.. AssigneeForm.ChoicesOf(await people, Access.Policies[Access.FollowUp])];
        LimitInWords = Review is null ? (await rules).Value.InWordsFor(User) : "";
    }

    internal sealed class PromiseForm
    {
        /// <summary>The action's id: a form that is sent twice records one.</summary>
        public Guid Key { get; set; }

        public Guid? ReviewId { get; set; }

        public string? Kind { get; set; }

        public string? What { get; set; }

        public string? Amount { get; set; }

        public string? OwnerId { get; set; }

        public DateParts DueOn { get; set; } = new();
    }
}
