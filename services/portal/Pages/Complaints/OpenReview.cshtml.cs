using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class OpenReviewModel(Gateway.Complaints complaints, Gateway.Actions actions, WorkingDays days)
    : ActionPage(complaints, actions, days)
{
    [BindProperty(SupportsGet = true)]
    public ReviewForm Form { get; set; } = new();

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["body"] = "Form.Body",
        ["theirReference"] = "Form.TheirReference",
        ["openedOn"] = "Form.OpenedOn",
        ["words"] = "Form.Words",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["review-in-the-future"] = "Form.OpenedOn", ["review-before-receipt"] = "Form.OpenedOn" };

    public async Task OnGetAsync(Guid id)
    {
        await FollowAsync(id);
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await FollowAsync(id);
        ModelState.Need("Form.Body", Form.Body, "Choose who asks");
        ModelState.NeedDay("Form.OpenedOn", Form.OpenedOn, "Enter the day on which they asked, like 27 3 2026");
        return await SendAsync($"/complaints/{id}/reviews/{Form.Key}", "review-opened", () => Actions.OpenReviewAsync(
            id, new OpenReview
            {
                ReviewId = Form.Key,
                Body = Form.Body,
                TheirReference = Form.TheirReference,
                OpenedOn = Form.OpenedOn.Read(),
                Words = Form.Words,
            }));
    }

    internal sealed class ReviewForm
    {
        public Guid Key { get; set; }

        public string? Body { get; set; }

        public string? TheirReference { get; set; }

        public DateParts OpenedOn { get; set; } = new();

        public string? Words { get; set; }
    }
}
