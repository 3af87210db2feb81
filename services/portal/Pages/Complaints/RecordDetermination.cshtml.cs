using System.Globalization;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>What somebody outside decided, issue by issue; what is left empty is no issue.</summary>
internal sealed class RecordDeterminationModel(
    Gateway.Complaints complaints, Gateway.Actions actions, WorkingDays days) : ActionPage(complaints, actions, days)
{
    private const int Rows = 3, Most = 30;

    public static readonly IReadOnlyList<Choice> Findings = Choice.Of(
        "severe-maladministration", "maladministration", "service-failure", "reasonable-redress",
        "resolved-by-mediation", "no-maladministration", "outside-jurisdiction", "withdrawn", "against-the-landlord",
        "for-the-landlord");

    [BindProperty(SupportsGet = true)]
    public DeterminationForm Form { get; set; } = new();

    public ReviewDetails Review { get; private set; } = null!;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["summary"] = "Form.Summary", ["determinedOn"] = "Form.DeterminedOn", ["issues"] = "Form.Issues[0].Issue" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["determined-in-the-future"] = "Form.DeterminedOn", ["determined-before-review"] = "Form.DeterminedOn" };

    public async Task OnGetAsync(Guid id, Guid reviewId)
    {
        await ShowAsync(id, reviewId);
        AddRows();
    }

    /// <summary>The same form with room for more, and what was written.</summary>
    public async Task<IActionResult> OnPostMoreAsync(Guid id, Guid reviewId)
    {
        await ShowAsync(id, reviewId);
        ModelState.Clear();
        AddRows();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid reviewId)
    {
        await ShowAsync(id, reviewId);
        if (Form.DeterminedOn.Read() is null)
            ModelState.AddModelError("Form.DeterminedOn", "Enter the day on which they decided, like 27 3 2026");
        foreach (var (index, row) in Form.Issues.Index())
            if (string.IsNullOrWhiteSpace(row.Issue) != string.IsNullOrWhiteSpace(row.Finding))
                ModelState.AddModelError(
                    string.Create(CultureInfo.InvariantCulture, $"Form.Issues[{index}].")
                        + (string.IsNullOrWhiteSpace(row.Issue) ? "Issue" : "Finding"),
                    string.IsNullOrWhiteSpace(row.Issue) ? "Enter the issue" : "Choose what they found");
        var issues = Form.Issues.Where(row => !string.IsNullOrWhiteSpace(row.Issue)).ToList();
        if (issues.Count == 0 && ModelState.IsValid)
            ModelState.AddModelError("Form.Issues[0].Issue", "Enter at least one issue, and what they found on it");
        return await SendAsync($"/complaints/{id}/reviews/{reviewId}", "determined", () => Actions.DetermineAsync(
            id, reviewId, new RecordDetermination
            {
                DeterminedOn = Form.DeterminedOn.Read(),
                Summary = Form.Summary,
                Issues = [.. issues.Select(row => new DeterminedIssue { Issue = row.Issue, Finding = row.Finding })],
            }));
    }

    private async Task ShowAsync(Guid id, Guid reviewId)
    {
        await FollowAsync(id);
        Review = FindReview(reviewId);
    }

    private void AddRows()
    {
        for (var more = 0; more < Rows && Form.Issues.Count < Most; more++) Form.Issues.Add(new IssueForm());
    }

    internal sealed class DeterminationForm
    {
        public DateParts DeterminedOn { get; set; } = new();

        public List<IssueForm> Issues { get; set; } = [];

        public string? Summary { get; set; }
    }

    internal sealed class IssueForm
    {
        public string? Issue { get; set; }

        public string? Finding { get; set; }
    }
}
