using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Submissions;

/// <summary>Service requests and other contacts: first those that are open.</summary>
internal sealed class IndexModel(Gateway.Submissions submissions, SavedViews views, WordLists words) : PageModel
{
    public static readonly IReadOnlyList<string> Statuses =
        ["open", "with-service", "complaint-offered", "complaint", "refused", "resolved"];

    // What everybody has.
    private static readonly (string Name, string Href)[] Usual =
        [("Open", "/submissions?status=open"), ("All", "/submissions?status=")];

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    /// <summary>Nothing given is what is open; empty is all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public ViewBar Views { get; private set; } = null!;

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
        var own = views.OfAsync("contacts");
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

        Views = ViewBar.Of("contacts", Usual, await own, Address(null), Request.Query["done"]);
    }

    public string Address(string? cursor) =>
        $"/submissions?status={Status}" + Query.Of(("type", Type), ("cursor", cursor)).Replace('?', '&');
}
