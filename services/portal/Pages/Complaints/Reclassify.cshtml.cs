using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

internal sealed class ReclassifyModel(Gateway.Complaints complaints, WordLists words, WorkingDays days)
    : VerbPage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public ClassForm Form { get; set; } = new();

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["category"] = "Form.Category",
        ["services"] = "Form.Services",
        ["nature"] = "Form.Nature",
        ["priority"] = "Form.Priority",
        ["reason"] = "Form.Reason",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["category-not-in-use"] = "Form.Category" };

    public async Task OnGetAsync(Guid id)
    {
        Lists = await words.AskAsync();
        await ShowAsync(id);
        Form.Category ??= Case.Category;
        if (Form.Services.Count == 0) Form.Services = [.. Case.Classification?.Services ?? []];
        Form.Nature ??= Case.Classification?.Nature;
        Form.Priority ??= Case.Classification?.Priority;
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Lists = await words.AskAsync();
        ModelState.Need("Form.Reason", Form.Reason, "Enter the reason");
        return await SendAsync(id, "reclassified", () => Complaints.ReclassifyAsync(id, new ReclassifyComplaint
        {
            Reason = Form.Reason,
            Category = Form.Category,
            Services = Form.Services,
            Nature = Form.Nature,
            Priority = Form.Priority,
        }, Seen));
    }

    protected override IReadOnlyList<(string Field, string Yours, string Now)> Compare() =>
    [
        ("About", Lists.NameOf(Form.Category), Lists.NameOf(Case.Category)),
        ("Services", string.Join(", ", Form.Services.Select(WordLists.InWords)),
            string.Join(", ", (Case.Classification?.Services ?? []).Select(WordLists.InWords))),
        ("Nature of the problem", Said(Form.Nature), Said(Case.Classification?.Nature)),
        ("Priority", Said(Form.Priority), Said(Case.Classification?.Priority)),
    ];

    private static string Said(string? code) => string.IsNullOrEmpty(code) ? "" : WordLists.InWords(code);

    internal sealed class ClassForm
    {
        public string? Category { get; set; }

        public List<string> Services { get; set; } = [];

        public string? Nature { get; set; }

        public string? Priority { get; set; }

        public string? Reason { get; set; }
    }
}
