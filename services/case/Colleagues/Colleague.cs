using System.Text.Json.Serialization;
using ComplaintsPlatform.Contracts.Identity;
using ComplaintsPlatform.PersonalData;

namespace ComplaintsPlatform.Cases;

/// <summary>
/// Somebody at work, as identity tells it: who may own complaints is known here, and names come from nowhere else. Each
/// fact is kept with the version of the user that it was said with, so messages may come twice and in any order.
/// </summary>
public sealed record Colleague(Guid UserId)
{
    [PersonalData]
    public string? Name { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public long RolesAt { get; init; }

    /// <summary>One of <see cref="Contracts.Vocabulary.Seniorities"/>.</summary>
    public string Seniority { get; init; } = Contracts.Vocabulary.Seniorities[0];

    public long SeniorityAt { get; init; }

    /// <summary>Never undone.</summary>
    public bool Disabled { get; init; }

    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    public IReadOnlyList<Away> Absences { get; init; } = [];

    [JsonIgnore]
    public IEnumerable<Guid> TeamIds => Memberships.Where(team => team.IsIn).Select(team => team.TeamId);

    [JsonIgnore]
    public bool Handles => Roles.Intersect(Contracts.Roles.Handling.Split(',')).Any();

    /// <summary>Whether they are as senior as this, or more; everybody is, where nothing is asked.</summary>
    public bool IsAtLeast(string? seniority) => Array.IndexOf(Contracts.Vocabulary.Seniorities, Seniority)
        >= Array.IndexOf(Contracts.Vocabulary.Seniorities, seniority);

    /// <summary>The absence of a day; the one that lasts longest when there are several.</summary>
    public Away? AwayOn(DateOnly day) => Absences
        .Where(away => !away.Withdrawn && away.From <= day && day <= (away.To ?? DateOnly.MaxValue))
        .MaxBy(away => away.To ?? DateOnly.MaxValue);

    /// <summary>Why no complaint can lie with them on a day, one of <see cref="Because"/>; null when it can.</summary>
    public string? CannotHold(DateOnly day) => this switch
    {
        { Disabled: true } => Because.UserDisabled,
        { Handles: false, RolesAt: > 0 } => Because.RoleLost,
        _ => AwayOn(day) is null ? null : Because.Absence,
    };

    public Colleague Hear(UserChanged said, long version) => this with
    {
        Name = said.Name ?? Name,
        Roles = said.Roles is { } roles && version >= RolesAt ? roles : Roles,
        RolesAt = said.Roles is null ? RolesAt : Math.Max(version, RolesAt),
        Seniority = said.Seniority is { } seniority && version >= SeniorityAt ? seniority : Seniority,
        SeniorityAt = said.Seniority is null ? SeniorityAt : Math.Max(version, SeniorityAt),
        Disabled = Disabled || said.Disabled == true,
        Memberships = [.. new[] { (Id: said.PutInTeam, IsIn: true), (Id: said.TakenOutOfTeam, IsIn: false) }
            .Where(change => change.Id is not null).Aggregate(Memberships, (teams, change) =>
                Replaced(teams, new Membership(change.Id!.Value, change.IsIn, version), team => team.TeamId,
                    team => team.At))],
    };

    public Colleague Hear(AbsenceChanged said, long version) => this with
    {
        Absences = Replaced(Absences, new Away(said.AbsenceId, said.From, said.To, said.Withdrawn, version),
            away => away.AbsenceId, away => away.At),
    };

    private static IReadOnlyList<T> Replaced<T>(
        IReadOnlyList<T> facts, T later, Func<T, Guid> id, Func<T, long> at) =>
        facts.Any(fact => id(fact) == id(later) && at(fact) > at(later))
            ? facts
            : [.. facts.Where(fact => id(fact) != id(later)), later];
}

/// <summary>Works in a team, or does no more, as was said with this version.</summary>
public sealed record Membership(Guid TeamId, bool IsIn, long At);

/// <summary>Days on which somebody is away; without a last one as long as nobody knows.</summary>
public sealed record Away(Guid AbsenceId, DateOnly From, DateOnly? To, bool Withdrawn, long At);

/// <summary>A team, by the name that people and queues know it by.</summary>
public sealed record Team(Guid TeamId, string Name, long At);

/// <summary>Why a complaint went back to the queue.</summary>
public static class Because
{
    public const string Released = "released";
    public const string UserDisabled = "user-disabled";
    public const string RoleLost = "role-lost";
    public const string Absence = "absence";
    public const string ConflictOfInterest = "conflict-of-interest";
    public const string NotNamed = "not-named";
    public const string AnotherOfficer = "another-officer";
    public const string Escalated = "escalated";
}
