using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

/// <summary>One submission: what was brought, what came of it, and what can be done.</summary>
internal sealed class SubmissionModel(
    Gateway.Submissions submissions, Gateway.Waiting waiting, Gateway.Letters letters)
    : SubmissionPage(submissions)
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["submission_recorded"] = "Recorded",
        ["passed_to_service"] = "Passed to a service",
        ["complaint_offered"] = "Offered to complain",
        ["offer_declined"] = "Did not want to complain",
        ["promoted_to_complaint"] = "Made a complaint of it",
        ["complaint_refused"] = "Refused as a complaint",
        ["submission_resolved"] = "Resolved",
    };

    [BindProperty]
    public string? Said { get; set; }

    [BindProperty]
    public string? Declined { get; set; }

    /// <summary>What it came from in a chat or on social media.</summary>
    public IReadOnlyList<OriginalContact> Contacts { get; private set; } = [];

    /// <summary>Somebody began to write that it was refused.</summary>
    public bool HasLetter { get; private set; }

    protected override IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    { ["words"] = "Said" };

    public static string InWords(string kind) =>
        Kinds.GetValueOrDefault(kind) ?? ComplaintsPlatform.Pages.Words.Sentence(kind.Replace('_', '-'));

    public Task OnGetAsync(Guid id) => LoadAsync(id);

    public Task<IActionResult> OnPostOfferAsync(Guid id)
    {
        ModelState.Need("Said", Said, "Enter what they said");
        return SendAsync(id, "offered", () => Submissions.OfferAsync(id, Said, Seen));
    }

    public Task<IActionResult> OnPostDeclineAsync(Guid id) =>
        SendAsync(id, "declined", () => Submissions.DeclineAsync(id, Declined, Seen));

    protected override async Task LoadAsync(Guid id)
    {
        await base.LoadAsync(id);
        Contacts = await waiting.OfAsync(id);
        HasLetter = Submission.Refusal is not null && await letters.OfAsync(id) is not null;
    }
}
