using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

/// <summary>Does not take it as a complaint: only on a ground of the Code, with reasons and after a look at the
/// circumstances. What the letter has to say is on the next page.</summary>
internal sealed class RefuseModel(Gateway.Submissions submissions, WordLists words)
    : SubmissionPage(submissions), IRefusalPage
{
    [BindProperty(SupportsGet = true)]
    public RefusalForm Form { get; set; } = new();

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    protected override IReadOnlyDictionary<string, string> Fields => RefusalForm.Fields;

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
        var (day, reference) = Form.Check(ModelState, Lists);
        return await SendAsync(id, "refused", () => Submissions.RefuseAsync(id, new RefuseComplaint
        {
            Ground = Form.Ground,
            Reasons = Form.Reasons,
            CircumstancesConsidered = Form.Circumstances,
            GroundDate = day,
            EarlierReference = reference,
        }, Seen));
    }
}
