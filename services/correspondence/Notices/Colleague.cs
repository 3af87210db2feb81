using System.Text.Json.Serialization;
using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Correspondence.Notices;

/// <summary>
/// Somebody at work, as identity tells it: who leads which team, and where the platform writes to them. Each fact is
/// kept with the version of the user that it was said with, so messages may come twice and in any order.
/// </summary>
public sealed record Colleague(Guid UserId)
{
    [PersonalData]
    public string? Name { get; init; }

    [PersonalData]
    public string? Email { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public long RolesAt { get; init; }

    /// <summary>Never undone.</summary>
    public bool Disabled { get; init; }

    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    [JsonIgnore]
    public bool Leads => !Disabled && Roles.Contains(Contracts.Roles.TeamLeader);

    [JsonIgnore]
    public bool Handles => !Disabled && Roles.Intersect(Contracts.Roles.Handling.Split(',')).Any();

    public bool IsIn(Guid teamId) => Memberships.Any(team => team.TeamId == teamId && team.IsIn);

    public Colleague Hear(UserChanged said, long version) => this with
    {
        Name = said.Name ?? Name,
        Email = said.Email ?? Email,
        Roles = said.Roles is { } roles && version >= RolesAt ? roles : Roles,
        RolesAt = said.Roles is null ? RolesAt : Math.Max(version, RolesAt),
        Disabled = Disabled || said.Disabled == true,
        Memberships = [.. new[] { (Id: said.PutInTeam, IsIn: true), (Id: said.TakenOutOfTeam, IsIn: false) }
            .Where(change => change.Id is not null).Aggregate(Memberships, (teams, change) =>
                Later(teams, new Membership(change.Id!.Value, change.IsIn, version)))],
    };

    private static IReadOnlyList<Membership> Later(IReadOnlyList<Membership> teams, Membership said) =>
        teams.Any(team => team.TeamId == said.TeamId && team.At > said.At)
            ? teams
            : [.. teams.Where(team => team.TeamId != said.TeamId), said];
}

/// <summary>Works in a team, or does no more, as was said with this version.</summary>
public sealed record Membership(Guid TeamId, bool IsIn, long At);

/// <summary>A team, by the name that complaints and tasks know it by.</summary>
public sealed record Team(Guid TeamId, string Name, long At);

/// <summary>Everybody at work and the teams: whom something is escalated to.</summary>
public sealed record Everybody(IReadOnlyList<Colleague> Colleagues, IReadOnlyList<Team> Teams)
{
    public static readonly Everybody Nobody = new([], []);

    /// <summary>Whom to tell of what somebody has or a team waits for: the team leaders who work in that team, or,
    /// where none was named, in a team of whoever has it. Where there is none: every team leader.</summary>
    public IReadOnlyList<Guid> LeadersOf(Holding held)
    {
        var leaders = Colleagues.Where(colleague => colleague.Leads).ToList();
        var theirs = leaders.Where(leader => SharesTeam(leader, held)).ToList();
        return [.. (theirs.Count > 0 ? theirs : leaders).Select(leader => leader.UserId)];
    }

    /// <summary>Who may approve what these have written: the leaders; without any, whoever handles complaints in that
    /// team.</summary>
    public IReadOnlyList<Guid> ReadersOf(Holding held, IReadOnlyCollection<Guid> authors)
    {
        Guid[] leaders = [.. LeadersOf(held).Except(authors)];
        return leaders.Length > 0
            ? leaders
            : [.. Colleagues.Where(one => one.Handles && SharesTeam(one, held)).Select(one => one.UserId)
                .Except(authors)];
    }

    public Colleague? Find(Guid userId) => Colleagues.FirstOrDefault(one => one.UserId == userId);

    private bool SharesTeam(Colleague colleague, Holding held) => held.Team is { } name
        ? Teams.Any(team => team.Name == name && colleague.IsIn(team.TeamId))
        : held.OwnerId is { } id && Find(id) is { } owner
            && owner.Memberships.Any(team => team.IsIn && colleague.IsIn(team.TeamId));
}
