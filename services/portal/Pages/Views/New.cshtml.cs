using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Views;

/// <summary>Keeps a list as it was just seen, under a name.</summary>
internal sealed class NewModel(SavedViews views) : PageModel
{
    private static readonly Dictionary<string, string> Fields = new()
    { ["name"] = "Name", ["settings"] = "Name" };

    private static readonly Dictionary<string, string> Codes = new() { ["too-many-views"] = "Name" };

    [BindProperty(SupportsGet = true, Name = "list")]
    public string List { get; set; } = "complaints";

    /// <summary>The list's own query, as its address has it.</summary>
    [BindProperty(SupportsGet = true, Name = "query")]
    public string? Query { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public string Back => SavedViews.PageOf(List) + Query;

    public IActionResult OnGet() => IsList ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsList) return NotFound();
        ModelState.Need("Name", Name, "Enter a name for the view");
        try
        {
            if (ModelState.IsValid)
            {
                await views.SaveAsync(Name, List, Query);
                return LocalRedirect($"{Back}{(Back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done=kept");
            }
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
        }

        return Page();
    }

    private bool IsList => SavedViews.PageOf(List) is not null && Query is null or { Length: <= 2000 } and ['?', ..];
}
