using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

/// <summary>Does not take it as a complaint: only on a ground of the Code, with reasons and after a look at the
/// circumstances. What the letter has to say is on the next page.</summary>
internal sealed class RefuseModel(Gateway.Submissions submissions, WordLists words) : SubmissionPage(submissions)
{
    [BindProperty(SupportsGet = true)]
    public RefusalForm Form { get; set; } = new();

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["ground"] = "Form.Ground",
        ["groundDate"] = "Form.Ground",
        ["earlierReference"] = "Form.EarlierReference",
        ["reasons"] = "Form.Reasons",
        ["circumstancesConsidered"] = "Form.Circumstances",
    };

    protected override IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>
    { ["ground-not-met"] = "Form.Ground" };

    public async Task OnGetAsync(Guid id)
    {
        Lists = await words.AskAsync();
        await LoadAsync(id);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Lists = await words.AskAsync();
        var ground = Lists.RefusalGrounds.FirstOrDefault(ground => ground.Ground == Form.Ground);
        if (ground is null) ModelState.AddModelError("Form.Ground", "Choose the ground of the Code");
        var day = Form.Ground == "legal-proceedings" ? Form.FiledOn : Form.AroseOn;
        var dayField = Form.Ground == "legal-proceedings" ? "Form.FiledOn" : "Form.AroseOn";
        if (ground is { NeedsDate: true } && day.Read() is null)
            ModelState.AddModelError(dayField, "Enter the day, like 27 3 2025");
        if (ground is { NeedsEarlierReference: true })
            ModelState.Need(
                "Form.EarlierReference", Form.EarlierReference, "Enter the reference of the earlier complaint");
        ModelState.Need("Form.Reasons", Form.Reasons, "Enter the reasons in this case");
        ModelState.Need("Form.Circumstances", Form.Circumstances, "Enter what you looked at of their circumstances");
        return await SendAsync(id, "refused", () => Submissions.RefuseAsync(id, new RefuseComplaint
        {
            Ground = Form.Ground,
            Reasons = Form.Reasons,
            CircumstancesConsidered = Form.Circumstances,
            GroundDate = ground is { NeedsDate: true } ? day.Read() : null,
            EarlierReference = ground is { NeedsEarlierReference: true } ? Form.EarlierReference : null,
        }, Seen));
    }

    internal sealed class RefusalForm
    {
        public string? Ground { get; set; }

        public DateParts AroseOn { get; set; } = new();

        public DateParts FiledOn { get; set; } = new();

        public string? EarlierReference { get; set; }

        public string? Reasons { get; set; }

        public string? Circumstances { get; set; }
    }
}
