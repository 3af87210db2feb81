using ComplaintsPlatform.Portal.Gateway;
using ComplaintsPlatform.Portal.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Complaints;

/// <summary>What was recorded wrongly of a complaint: what waits for somebody to agree, what was decided, and what can
/// be put right.</summary>
internal sealed class CorrectionsModel(
    Gateway.Complaints complaints, Gateway.Corrections corrections, WorkingDays days) : CasePage(complaints, days)
{
    [BindProperty(SupportsGet = true)]
    public string? Words { get; set; }

    /// <summary>The one to which somebody did not agree without saying why.</summary>
    public Guid? Rejecting { get; private set; }

    public CorrectionList List { get; private set; } = null!;

    public IReadOnlyList<CorrectionDetails> Open => [.. List.Corrections.Where(one => one.IsOpen)];

    public IReadOnlyList<CorrectionDetails> Decided =>
        [.. List.Corrections.Where(one => !one.IsOpen).OrderByDescending(one => one.DecidedAt)];

    public bool MayPropose => User.Is(Access.Policies[Access.Decide]) && Case.MergedInto is null;

    public bool MayDecide(CorrectionDetails one) =>
        User.Is(Access.Policies[Access.Correct]) && $"{one.ProposedById}" != User.Id();

    public Task OnGetAsync(Guid id) => ShowAsync(id);

    public Task<IActionResult> OnPostApproveAsync(Guid id, Guid correction) =>
        SendAsync(id, "corrected", () => corrections.ApproveAsync(id, correction));

    public Task<IActionResult> OnPostRejectAsync(Guid id, Guid correction)
    {
        Rejecting = correction;
        ModelState.Need("Words", Words, "Say why not");
        return SendAsync(id, "correction-rejected", () => corrections.RejectAsync(id, correction, Words));
    }

    private async Task<IActionResult> SendAsync(Guid id, string done, Func<Task> send)
    {
        try
        {
            if (ModelState.IsValid)
            {
                await send();
                return Redirect($"/complaints/{id}/corrections?done={done}");
            }
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, new Dictionary<string, string> { ["words"] = "Words" });
        }

        await ShowAsync(id);
        return Page();
    }

    private async Task ShowAsync(Guid id)
    {
        var list = corrections.OfAsync(id);
        await LoadAsync(id);
        List = await list;
    }
}
