namespace ComplaintsPlatform.Portal.Gateway;

/// <summary>The people at work, and their teams.</summary>
internal sealed class Colleagues(GatewayClient gateway)
{
    public Task<Page<Colleague>> ListAsync(string? role, string? team, string? cursor, int limit = 25) =>
        gateway.GetAsync<Page<Colleague>>("api/users" + Query.Of(
            ("role", role), ("team", team), ("cursor", cursor), ("limit", $"{limit}")));

    /// <summary>Who may be given a complaint, or everybody; with what they have.</summary>
    public async Task<IReadOnlyList<AtWork>> AtWorkAsync(bool all = false) =>
        (await gateway.GetAsync<Page<AtWork>>("api/colleagues" + Query.Of(("all", all ? "true" : null)))).Items;

    public Task<TeamQueues> TeamQueuesAsync() => gateway.GetAsync<TeamQueues>("api/colleagues/teams");

    public Task<Versioned<RulesShown>> RulesAsync() =>
        gateway.GetVersionedAsync<RulesShown>("api/assignment-rules");

    public Task SetRulesAsync(IReadOnlyList<AssignmentRule> rules, long version) => gateway.PostAsync(
        "api/assignment-rules",
        new
        {
            rules = rules.Select(rule => new
            { rule.TeamId, rule.Category, rule.Service, rule.Channel, rule.Area, rule.AtLeast }),
        },
        version);

    public Task<Versioned<AreasShown>> AreasAsync() => gateway.GetVersionedAsync<AreasShown>("api/areas");

    public Task SetAreasAsync(IReadOnlyList<Area> areas, long version) =>
        gateway.PostAsync("api/areas", new { areas }, version);

    public Task<Versioned<CategoriesShown>> CategoriesAsync() =>
        gateway.GetVersionedAsync<CategoriesShown>("api/categories");

    public Task SetCategoriesAsync(IReadOnlyList<Category> categories, long version) =>
        gateway.PostAsync("api/categories", new { categories }, version);

    public Task<Versioned<Colleague>> OneAsync(Guid id) => gateway.GetVersionedAsync<Colleague>($"api/users/{id}");

    public Task CreateAsync(CreateUser command) => gateway.PostAsync("api/users", command);

    public Task ChangeRolesAsync(Guid id, IReadOnlyList<string> roles, long version) =>
        gateway.PostAsync($"api/users/{id}/change-roles", new { roles }, version);

    public Task ChangeSeniorityAsync(Guid id, string? seniority, long version) =>
        gateway.PostAsync($"api/users/{id}/change-seniority", new { seniority }, version);

    public Task PutInTeamAsync(Guid id, Guid teamId, long version) =>
        gateway.PostAsync($"api/users/{id}/put-in-team", new { teamId }, version);

    public Task TakeOutOfTeamAsync(Guid id, Guid teamId, long version) =>
        gateway.PostAsync($"api/users/{id}/take-out-of-team", new { teamId }, version);

    public Task DisableAsync(Guid id, long version) =>
        gateway.PostAsync($"api/users/{id}/disable", new { }, version);

    public Task<Page<Team>> TeamsAsync() => gateway.GetAsync<Page<Team>>("api/teams?limit=100");

    public Task CreateTeamAsync(Guid teamId, string name) => gateway.PostAsync("api/teams", new { teamId, name });
}

internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

internal sealed record Colleague(
    Guid UserId, string Username, string Name, IReadOnlyList<string> Roles, IReadOnlyList<Guid> TeamIds,
    IReadOnlyList<string> Teams, bool Disabled, string Seniority);

internal sealed record CreateUser(
    Guid UserId, string Username, string Name, IReadOnlyList<string> Roles, string Password);

internal sealed record Team(Guid TeamId, string Name);

/// <summary>A colleague as cases knows them.</summary>
internal sealed record AtWork(
    Guid UserId, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Teams, int OpenComplaints,
    bool IsAway, DateOnly? AwayUntil)
{
    /// <summary>What helps to choose: team, load, absence.</summary>
    public string InWords() => string.Join(", ",
    [
        .. Teams.Count > 0 ? Teams : Roles.Select(role => role.Replace('-', ' ')),
        OpenComplaints == 1 ? "1 open complaint" : $"{OpenComplaints} open complaints",
        .. IsAway ? [AwayUntil is { } day ? $"away until {day:d MMMM}" : "away"] : Array.Empty<string>(),
    ]);
}

internal sealed record TeamQueues(IReadOnlyList<TeamQueue> Items, TeamQueue InNoTeam);

internal sealed record TeamQueue(string Team, int Waiting, int Held);

internal sealed record RulesShown(IReadOnlyList<AssignmentRule> Rules);

internal sealed record AssignmentRule(
    Guid TeamId, string Team, string? Category, string? Service, string? Channel, string? Area, string? AtLeast);

internal sealed record CategoriesShown(IReadOnlyList<Category> Items);

/// <summary>What complaints can be about; without a code until it was sent.</summary>
internal sealed record Category(string? Code, string Name, string? Help, bool InUse);

internal sealed record AreasShown(IReadOnlyList<Area> Items);

/// <summary>An area with its postcodes, sectors and districts.</summary>
internal sealed record Area(string Name, IReadOnlyList<string> Postcodes);
