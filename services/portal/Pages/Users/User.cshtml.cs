using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Users;

/// <summary>One user: roles, teams, seniority, the end of access.</summary>
internal sealed class UserModel(Colleagues colleagues, WordLists words) : PageModel
{
    private static readonly Dictionary<string, string> DoneWords = new()
    {
        ["roles"] = "The roles are changed. They hold within a minute.",
        ["seniority"] = "The seniority is changed.",
        ["team"] = "The teams are changed.",
        ["disabled"] = "The user is disabled.",
    };

    [BindProperty]
    public List<string> Roles { get; set; } = [];

    [BindProperty]
    public List<string> OwnRoles { get; set; } = [];

    [BindProperty]
    public string? Seniority { get; set; }

    [BindProperty(Name = "version")]
    public long Version { get; set; }

    public UserRow Colleague { get; private set; } = null!;

    public IReadOnlyList<(TeamRow Team, bool IsIn)> Teams { get; private set; } = [];

    /// <summary>The landlord's own roles: those that can be given, and those that they have.</summary>
    public IReadOnlyList<Choice> AllOwnRoles { get; private set; } = [];

    public WordListsAnswer Lists { get; private set; } = WordListsAnswer.None;

    /// <summary>How many open complaints they have.</summary>
    public int Open { get; private set; }

    public bool IsStale { get; private set; }

    public bool WantsToDisable { get; private set; }

    public string? Done { get; private set; }

    public async Task OnGetAsync(Guid id)
    {
        await LoadAsync(id);
        Roles = [.. Colleague.DirectRoles];
        OwnRoles = [.. Colleague.OwnRoles.Select(role => role.ToString())];
        Seniority = Colleague.Seniority;
        Done = Request.Query["done"] is [{ } done] ? DoneWords.GetValueOrDefault(done) : null;
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (Roles.Count + OwnRoles.Count == 0) ModelState.AddModelError("Roles", "Choose at least one role");
        return await SendAsync(id, "roles", () => colleagues.ChangeRolesAsync(
            id, Roles, [.. OwnRoles.Where(role => Guid.TryParse(role, out _)).Select(Guid.Parse)], Version));
    }

    public Task<IActionResult> OnPostTeamAsync(Guid id, Guid team, bool leave) => SendAsync(id, "team", () => leave
        ? colleagues.TakeOutOfTeamAsync(id, team, Version)
        : colleagues.PutInTeamAsync(id, team, Version));

    public Task<IActionResult> OnPostSeniorityAsync(Guid id) =>
        SendAsync(id, "seniority", () => colleagues.ChangeSeniorityAsync(id, Seniority, Version));

    public Task<IActionResult> OnPostDisableAsync(Guid id)
    {
        WantsToDisable = true;
        return SendAsync(id, "disabled", () => colleagues.DisableAsync(id, Version));
    }

    private async Task<IActionResult> SendAsync(Guid id, string done, Func<Task> send)
    {
        try
        {
            if (ModelState.IsValid)
            {
                await send();
                return Redirect($"/users/{id}?done={done}");
            }
        }
        catch (ProblemAnswer problem) when (problem.Status == StatusCodes.Status412PreconditionFailed)
        {
            IsStale = true;
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            // Sent again, it is meant for what is there now.
            ModelState.Remove("version");
        }
        catch (ProblemAnswer problem) when (problem.IsMendable)
        {
            problem.AddTo(ModelState, new Dictionary<string, string>
            { ["roles"] = "Roles", ["seniority"] = "Seniority" });
        }

        await LoadAsync(id);
        Seniority ??= Colleague.Seniority;
        return Page();
    }

    private async Task LoadAsync(Guid id)
    {
        var (teams, atWork) = (colleagues.TeamsAsync(), colleagues.AtWorkAsync(all: true));
        (Colleague, Version) = await colleagues.OneAsync(id) is var one ? (one.Value, one.Version) : default;
        AllOwnRoles = [.. (await colleagues.OwnRolesAsync()).Value.Items
            .Where(role => role.InUse || Colleague.OwnRoles.Contains(role.OwnRoleId))
            .Select(role => new Choice(role.OwnRoleId.ToString(), role.Name!,
                string.Join(", ", role.Roles.Select(Words.Sentence))))];
        Lists = await words.AskAsync();
        Open = (await atWork).FirstOrDefault(somebody => somebody.UserId == id)?.OpenComplaints ?? 0;
        Teams = [.. (await teams).Items.Select(team => (team, Colleague.TeamIds.Contains(team.TeamId)))];
    }
}
