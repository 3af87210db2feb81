using ComplaintsPlatform.Pages.TagHelpers;

namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>The people at work, and their teams.</summary>
internal sealed class Colleagues(GatewayClient gateway)
{
    public Task<PageOfUserRow> ListAsync(string? role, string? team, string? cursor, int limit = 25) =>
        gateway.SendAsync(Routes.ListUsers(role, team, cursor, limit));

    /// <summary>Who may be given a complaint, or everybody; with what they have.</summary>
    public async Task<IReadOnlyList<ColleagueRow>> AtWorkAsync(bool all = false) =>
        (await gateway.SendAsync(Routes.ListColleagues(all ? true : null))).Items;

    public Task<TeamQueues> TeamQueuesAsync() => gateway.SendAsync(Routes.TeamQueues());

    public Task<Versioned<AssignmentRules>> RulesAsync() => gateway.SendVersionedAsync(Routes.AssignmentRules());

    public Task SetRulesAsync(IReadOnlyList<AssignmentRule> rules, long version) =>
        gateway.SendAsync(Routes.SetAssignmentRules(version, new()
        {
            Rules =
            [
                .. rules.Select(rule => new RuleGiven
                {
                    TeamId = rule.TeamId,
                    Category = rule.Category,
                    Service = rule.Service,
                    Channel = rule.Channel,
                    Area = rule.Area,
                    AtLeast = rule.AtLeast,
                }),
            ],
        }));

    public Task<Versioned<Areas>> AreasAsync() => gateway.SendVersionedAsync(Routes.Areas());

    public Task SetAreasAsync(IReadOnlyList<Area> areas, long version) =>
        gateway.SendAsync(Routes.SetAreas(version, new()
        {
            Areas = [.. areas.Select(area => new AreaGiven { Name = area.Name, Postcodes = area.Postcodes })],
        }));

    public Task<Versioned<Categories>> CategoriesAsync() => gateway.SendVersionedAsync(Routes.Categories());

    public Task SetCategoriesAsync(IReadOnlyList<Category> categories, long version) =>
        gateway.SendAsync(Routes.SetCategories(version, new()
        {
            Categories =
            [
                .. categories.Select(one => new CategoryGiven
                { Code = one.Code, Name = one.Name, Help = one.Help, InUse = one.InUse }),
            ],
        }));

    public Task<Versioned<UserRow>> OneAsync(Guid id) => gateway.SendVersionedAsync(Routes.GetUser(id));

    public Task CreateAsync(CreateUser command) => gateway.SendAsync(Routes.CreateUser(command));

    public Task ChangeRolesAsync(
        Guid id, IReadOnlyList<string> roles, IReadOnlyList<Guid> ownRoles, long version) =>
        gateway.SendAsync(Routes.ChangeRoles(id, version, new() { Roles = roles, OwnRoles = ownRoles }));

    public Task<Versioned<OwnRolesNow>> OwnRolesAsync() => gateway.SendVersionedAsync(Routes.ShowOwnRoles());

    public Task SetOwnRolesAsync(IReadOnlyList<OwnRole> roles, long version) =>
        gateway.SendAsync(Routes.SetOwnRoles(version, new() { Items = roles }));

    public Task ChangeSeniorityAsync(Guid id, string? seniority, long version) =>
        gateway.SendAsync(Routes.ChangeSeniority(id, version, new() { Seniority = seniority }));

    public Task PutInTeamAsync(Guid id, Guid teamId, long version) =>
        gateway.SendAsync(Routes.PutInTeam(id, version, new() { TeamId = teamId }));

    public Task TakeOutOfTeamAsync(Guid id, Guid teamId, long version) =>
        gateway.SendAsync(Routes.TakeOutOfTeam(id, version, new() { TeamId = teamId }));

    public Task DisableAsync(Guid id, long version) => gateway.SendAsync(Routes.DisableUser(id, version));

    public Task<PageOfTeamRow> TeamsAsync() => gateway.SendAsync(Routes.ListTeams(limit: 100));

    public async Task<IReadOnlyList<Choice>> TeamChoicesAsync() =>
        [.. (await TeamsAsync()).Items.Select(team => new Choice(team.TeamId.ToString(), team.Name))];

    public Task CreateTeamAsync(Guid teamId, string name) =>
        gateway.SendAsync(Routes.CreateTeam(new() { TeamId = teamId, Name = name }));
}

/// <summary>A colleague as cases knows them.</summary>
internal sealed partial record ColleagueRow
{
    /// <summary>What helps to choose: team, load, absence.</summary>
    public string InWords() => string.Join(", ",
    [
        .. Teams.Count > 0 ? Teams : Roles.Select(role => role.Replace('-', ' ')),
        OpenComplaints == 1 ? "1 open complaint" : $"{OpenComplaints} open complaints",
        .. IsAway ? [AwayUntil is { } day ? $"away until {day:d MMMM}" : "away"] : Array.Empty<string>(),
    ]);

    /// <summary>Without the complaints that they have: a task is another matter.</summary>
    public string InWordsForTask() => string.Join(", ",
    [
        .. Teams.Count > 0 ? Teams : Roles.Select(role => role.Replace('-', ' ')),
        .. IsAway ? [AwayUntil is { } day ? $"away until {day:d MMMM}" : "away"] : Array.Empty<string>(),
    ]);
}
