using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Teams;

internal sealed class IndexModel(Colleagues colleagues, TimeProvider time) : PageModel
{
    private static readonly Dictionary<string, string> Fields = new() { ["name"] = "Form.Name" };

    private static readonly Dictionary<string, string> Codes = new() { ["already-exists"] = "Form.Name" };

    [BindProperty(SupportsGet = true)]
    public TeamForm Form { get; set; } = new();

    public IReadOnlyList<TeamRow> Teams { get; private set; } = [];

    public TeamQueues Queues { get; private set; } = null!;

    /// <summary>Nothing yet for a team that cases has not heard of.</summary>
    public TeamQueue QueueOf(TeamRow team) =>
        Queues.Items.FirstOrDefault(queue => queue.Team == team.Name) ??
            new TeamQueue { Team = team.Name, Waiting = 0, Held = 0 };

    public async Task OnGetAsync()
    {
        if (Form.Key == Guid.Empty) Form.Key = Guid.CreateVersion7(time.GetUtcNow());
        var queues = colleagues.TeamQueuesAsync();
        Teams = (await colleagues.TeamsAsync()).Items;
        Queues = await queues;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Form.Name)) ModelState.AddModelError("Form.Name", "Enter the name of the team");
        try
        {
            if (ModelState.IsValid)
            {
                await colleagues.CreateTeamAsync(Form.Key, Form.Name!);
                return Redirect("/teams");
            }
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, Fields, Codes);
        }

        await OnGetAsync();
        return Page();
    }

    internal sealed class TeamForm
    {
        public Guid Key { get; set; }

        public string? Name { get; set; }
    }
}
