using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.People;

/// <summary>People by any part of what is known of them; by a button, or as one types.</summary>
internal sealed class IndexModel(Register register) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public IReadOnlyList<FoundPerson> Found { get; private set; } = [];

    public string? Next { get; private set; }

    public string FoundWords { get; private set; } = "";

    public string? Fault { get; private set; }

    public async Task OnGetAsync()
    {
        if (string.IsNullOrWhiteSpace(Search)) return;
        try
        {
            var page = await register.FindAsync(Search.Trim(), Cursor);
            Found = page.People;
            Next = page.Next;
            FoundWords = Found.Count == 0
                ? $"Nobody found for “{Search.Trim()}”. Try less of the name, or another detail."
                : $"{Words.Count(Found.Count, "person", "people")} "
                    + $"{(Next is null ? "found" : "shown; there are more")}.";
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            Fault = problem.Code == "search-too-short" ? "Type a word of at least three characters" : problem.Detail;
            ModelState.AddModelError("Search", Fault);
        }
    }

    public async Task<IActionResult> OnGetFoundAsync()
    {
        await OnGetAsync();
        return Partial("_People", this);
    }

    public string Address(string? cursor) => "/people" + Query.Of(("search", Search), ("cursor", cursor));
}
