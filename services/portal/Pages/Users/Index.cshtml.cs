using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Pages.TagHelpers;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ComplaintsPlatform.Portal.Pages.Users;

internal sealed class IndexModel(Colleagues colleagues) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Role { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Team { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public PageOfUserRow List { get; private set; } = null!;

    public IReadOnlyList<Choice> Teams { get; private set; } = [];

    public string? Done { get; private set; }

    public IReadOnlyList<ChosenFilter> Chosen =>
    [
        .. Role is null ? [] : new[]
        { new ChosenFilter($"Role: {Words.Sentence(Role)}", "/users" + Query.Of(("team", Team))) },
        .. Team is null ? [] : new[] { new ChosenFilter($"Team: {Team}", "/users" + Query.Of(("role", Role))) },
    ];

    public async Task OnGetAsync()
    {
        if (!Roles.All.Contains(Role)) Role = null;
        if (string.IsNullOrWhiteSpace(Team)) Team = null;
        var teams = colleagues.TeamsAsync();
        List = await colleagues.ListAsync(Role, Team, Cursor);
        Teams = [.. (await teams).Items.Select(team => new Choice(team.Name, team.Name))];
        Done = Request.Query["done"] == "made" ? "The user can sign in." : null;
    }

    public string Address(string? cursor) => "/users" + Query.Of(("role", Role), ("team", Team), ("cursor", cursor));
}

/// <summary>Roles as an administrator chooses them.</summary>
internal static class RoleChoices
{
    public static readonly IReadOnlyList<Choice> All = Choice.Of(Roles.All);

    /// <summary>A module is another system, and is made by its operator.</summary>
    public static readonly IReadOnlyList<Choice> OfPeople = Choice.Of(Roles.All.Where(role => role != Roles.Module));
}
