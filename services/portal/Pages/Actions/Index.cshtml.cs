using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Actions;

/// <summary>What is followed up over all complaints.</summary>
internal sealed class IndexModel(Gateway.Actions actions, WorkingDays days) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string List { get; set; } = "mine";

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Gateway.ActionPage Listed { get; private set; } = null!;

    public ActionCounts Counts { get; private set; } = null!;

    public DateOnly Today => days.Today;

    public Func<DateOnly, bool> WorkingDay { get; private set; } = static _ => true;

    public IReadOnlyList<(string Name, string Text)> Lists =>
    [
        ("mine", $"Yours ({Counts.Mine})"), ("overdue", $"Late ({Counts.Overdue})"),
        ("outside", $"Ombudsman and others ({Counts.Outside})"),
        ("approval", $"Amounts to agree to ({Counts.Approval})"), ("open", $"All ({Counts.Open})"), ("done", "Done"),
    ];

    public string Caption => List switch
    {
        "overdue" => "Late, the longest first",
        "outside" => "What the Ombudsman and others ask for, the next due first",
        "approval" => "Compensation that somebody has to agree to, the next due first",
        "open" => "All that is to be done, the next due first",
        "done" => "What was done, the last first",
        _ => "What you see to, the next due first",
    };

    public string Empty => List switch
    {
        "overdue" => "Nothing is late.",
        "outside" => "Nobody outside waits for anything.",
        "approval" => "No amount waits for anybody’s word.",
        "open" => "Nothing is to be done.",
        "done" => "Nothing was done yet.",
        _ => "Nothing is yours to see to.",
    };

    public string? NextPage => Listed.Next is { } next ? $"/actions{Query.Of(("list", List), ("cursor", next))}" : null;

    public string? FirstPage => Cursor is null ? null : $"/actions{Query.Of(("list", List))}";

    public async Task OnGetAsync()
    {
        // What a hand-made address says wrongly is not asked for.
        if (List is not ("mine" or "overdue" or "outside" or "approval" or "open" or "done")) List = "mine";
        var counts = actions.CountAsync();
        var working = days.AskAsync();
        try
        {
            Listed = await actions.ListAsync(List, Cursor);
        }
        catch (ProblemAnswer problem) when (problem.Code == "cursor-malformed")
        {
            Cursor = null;
            Listed = await actions.ListAsync(List, null);
        }

        (Counts, WorkingDay) = (await counts, await working);
    }
}
