using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

/// <summary>Service requests and other contacts: first those that are open.</summary>
internal sealed class IndexModel(Gateway.Submissions submissions, WordLists words) : PageModel
{
    public static readonly IReadOnlyList<string> Statuses =
        ["open", "with-service", "complaint-offered", "complaint", "refused", "resolved"];

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    /// <summary>Nothing given is what is open; empty is all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    public IReadOnlyList<SubmissionRow> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync()
    {
        Lists = await words.AskAsync();
        if (!Request.Query.ContainsKey("status")) Status = "open";
        // What is not in the lists is no filter.
        if (Type is not null && !Lists.SubmissionTypes.Contains(Type)) Type = null;
        if (Status is not null && !Statuses.Contains(Status)) Status = null;
        try
        {
            var page = await submissions.ListAsync(Type, Status, Cursor);
            (Rows, Next) = (page.Items, page.Next);
        }
        catch (ProblemAnswer problem) when (problem.Code == "cursor-malformed")
        {
            var page = await submissions.ListAsync(Type, Status, Cursor = null);
            (Rows, Next) = (page.Items, page.Next);
        }
    }

    public string Address(string? cursor) =>
        $"/submissions?status={Status}" + Query.Of(("type", Type), ("cursor", cursor)).Replace('?', '&');
}
