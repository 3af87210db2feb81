using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

/// <summary>Makes a complaint of a submission: nothing is typed again, and what was asked for goes on.</summary>
internal sealed class PromoteModel(
    Gateway.Submissions submissions, WordLists words, WorkingDays days, TimeProvider time)
    : SubmissionPage(submissions)
{
    [BindProperty(SupportsGet = true)]
    public PromoteForm Form { get; set; } = new();

    /// <summary>They were just recorded as dissatisfied.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Offer { get; set; }

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["category"] = "Form.Category",
        ["points"] = "Form.Point",
        ["points[]"] = "Form.Point",
        ["desiredOutcome"] = "Form.DesiredOutcome",
        ["receivedOn"] = "Form.ReceivedOn",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    {
        ["received-in-the-future"] = "Form.ReceivedOn",
        ["complaint-before-submission"] = "Form.ReceivedOn",
    };

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        await ListAsync(id);
        if (Submission.Complaint is { } made) return Redirect($"/complaints/{made.ComplaintId}");
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        Form.Point ??= Submission.Offer?.Words ?? Submission.What;
        if (Form.ReceivedOn.IsEmpty) Form.ReceivedOn = DateParts.Of(Submission.Offer?.On ?? days.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        ModelState.Need("Form.Category", Form.Category, "Choose what the complaint is about");
        ModelState.Need("Form.Point", Form.Point, "Enter what they are dissatisfied with");
        ModelState.NeedDay("Form.ReceivedOn", Form.ReceivedOn, "Enter the day on which they said so, like 27 3 2026");
        Lists = await words.AskAsync();
        ComplaintPromoted? made = null;
        var answer = await SendAsync(id, "promoted", async () => made = await Submissions.PromoteAsync(
            id, new PromoteToComplaint
            {
                Category = Form.Category,
                Points = [Form.Point!],
                DesiredOutcome = string.IsNullOrWhiteSpace(Form.DesiredOutcome) ? null : Form.DesiredOutcome,
                ReceivedOn = Form.ReceivedOn.Read(),
                ComplaintId = Form.Key,
            }, Seen));
        return made is null ? answer : Redirect($"/complaints/logged/{made.ComplaintId}?reference={made.Reference}");
    }

    private async Task ListAsync(Guid id)
    {
        Lists = await words.AskAsync();
        await LoadAsync(id);
    }

    internal sealed class PromoteForm
    {
        public Guid Key { get; set; }

        public string? Category { get; set; }

        public string? Point { get; set; }

        public string? DesiredOutcome { get; set; }

        public DateParts ReceivedOn { get; set; } = new();
    }
}
