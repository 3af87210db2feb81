using System.Globalization;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>Some points become a complaint of their own. Sent twice, it is one.</summary>
internal sealed class SplitModel(
    Gateway.Complaints complaints, WordLists words, WorkingDays days, TimeProvider time) : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public Guid Key { get; set; }

    [BindProperty(SupportsGet = true)]
    public List<string> Points { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Category { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reason { get; set; }

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    public IReadOnlyList<Choice> Choices => [.. Case.Points.Select(
        point => new Choice(point.Number.ToString(CultureInfo.InvariantCulture), $"Point {point.Number}", point.Text))];

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["points"] = "Points", ["category"] = "Category", ["reason"] = "Reason" };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["point-unknown"] = "Points", ["no-point-left"] = "Points", ["category-not-in-use"] = "Category" };

    public async Task OnGetAsync(Guid id)
    {
        if (Key == Guid.Empty) Key = Guid.CreateVersion7(time.GetUtcNow());
        Lists = await words.AskAsync();
        await ShowAsync(id);
        Category ??= Case.Category;
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Lists = await words.AskAsync();
        if (Points.Count == 0) ModelState.AddModelError("Points", "Choose the points that are another matter");
        ModelState.Need("Reason", Reason, "Enter why they are another matter");
        return await SendAsync(id, "split", () => Complaints.SplitAsync(id, new SplitComplaint
        {
            Points =
            [
                .. Points.Select(
                    point => int.TryParse(point, CultureInfo.InvariantCulture, out var number) ? number : 0),
            ],
            Reason = Reason,
            Category = Category,
            NewComplaintId = Key,
        }, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() => [];
}
