using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Tasks;

/// <summary>Tasks: one's own, one's teams', those to be taken, those done.</summary>
internal sealed class IndexModel(Gateway.Tasks tasks, WorkingDays days) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string List { get; set; } = "mine";

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Gateway.TaskPage Listed { get; private set; } = null!;

    public TaskCounts Counts { get; private set; } = null!;

    public DateOnly Today => days.Today;

    public Func<DateOnly, bool> WorkingDay { get; private set; } = static _ => true;

    public string? Done => Request.Query["done"] == "released" ? "The task waits again." : null;

    public IReadOnlyList<(string Name, string Text)> Lists =>
    [
        ("mine", $"Yours ({InWords(Counts.Mine)})"), ("team", $"Your teams’ ({InWords(Counts.Team)})"),
        ("claimable", $"To be taken ({InWords(Counts.Claimable)})"), ("done", "Done by you"),
    ];

    public string Caption => List switch
    {
        "team" => "Your teams’ tasks, the next due first",
        "claimable" => "Tasks to be taken, the next due first",
        "done" => "What you did, the last first",
        _ => "Your tasks, the next due first",
    };

    public string Empty => List switch
    {
        "team" => "Nobody asked a team of yours for anything.",
        "claimable" => "Nothing waits for you or a team of yours.",
        "done" => "You have finished no task yet.",
        _ => "You have no task. What waits for your team is under “To be taken”.",
    };

    public string? NextPage => Listed.Next is { } next ? $"/tasks{Query.Of(("list", List), ("cursor", next))}" : null;

    public string? FirstPage => Cursor is null ? null : $"/tasks{Query.Of(("list", List))}";

    public async Task OnGetAsync()
    {
        // What a hand-made address says wrongly is not asked for.
        if (List is not ("mine" or "team" or "claimable" or "done")) List = "mine";
        var counts = tasks.CountAsync();
        var working = days.AskAsync();
        try
        {
            Listed = await tasks.ListAsync(List, Cursor);
        }
        catch (ProblemAnswer problem) when (problem.Code == "cursor-malformed")
        {
            Cursor = null;
            Listed = await tasks.ListAsync(List, null);
        }

        (Counts, WorkingDay) = (await counts, await working);
    }

    private static string InWords(TaskCount count) => count.Overdue == 0
        ? $"{count.InTime}"
        : $"{count.InTime + count.Overdue}, {count.Overdue} overdue";
}
