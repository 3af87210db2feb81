using System.Collections.Immutable;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases.Tasks;

/// <summary>Who may be given a task, whichever way: somebody who is there, has a role that its type names, whom the
/// complaint is not about, and whom the resident did not refuse. At stage 2 a task that decides goes to nobody who had
/// a part in stage 1 (Code 6.13).</summary>
internal static class MayTake
{
    /// <summary>The refusal to give it to them; null when they may have it.</summary>
    public static Decision<IComplaintEvent>? Refusal(
        Complaint state, TaskKind kind, string stage, Colleague? person, DateOnly today, bool evenIfAbsent) =>
        person switch
        {
            null or { Name: null } => Refuse("assignee-unknown",
                "There is no user with this id. GET /api/colleagues?all=true lists everybody."),
            { Disabled: true } => Refuse("assignee-disabled",
                $"{person.Name} has left: the account is disabled. Choose somebody else."),
            _ when state.IsAbout(person.UserId) => Refuse("assignee-concerned",
                $"This complaint is about {person.Name}. Choose somebody who is neutral."),
            _ when state.IsHiddenFrom(person.UserId) => Refuse("assignee-not-named",
                $"Only named people may know of this complaint, and {person.Name} is none. Name them first, or choose "
                + "one of the named."),
            _ when Refusal(state, kind, stage, person.UserId, person.Name, person.Roles) is { } refusal => refusal,
            _ when person.AwayOn(today) is { } away && !evenIfAbsent => Refuse("assignee-absent",
                $"{person.Name} is away {MayOwn.Until(away)}. Choose somebody else, or send evenIfAbsent."),
            _ => null,
        };

    /// <summary>The refusal of whoever takes it themselves; null when they may have it.</summary>
    public static Decision<IComplaintEvent>? Refusal(Complaint state, CaseTask task, Actor actor) =>
        Refusal(state, task.Kind, task.Stage, actor.Id, actor.Name, actor.Roles);

    /// <summary>For whom it is: the people and the team that a command names, as they are now.</summary>
    public static async Task<Chosen> FindAsync(
        Guid? assigneeId, Guid? teamId, IQuerySession session, CancellationToken ct) => new(
            assigneeId is null ? null : await session.LoadAsync<Colleague>(assigneeId.Value, ct),
            teamId is null ? null : await session.LoadAsync<Team>(teamId.Value, ct));

    /// <summary>The refusal of those chosen; null when they may have it.</summary>
    public static Decision<IComplaintEvent>? Refusal(
        Complaint state, TaskKind kind, string stage, Chosen chosen, Wanted wanted, DateOnly today)
    {
        if (wanted.TeamId is not null && chosen.Team is null)
            return Refuse("task-team-unknown", "There is no team with this id. GET /api/teams lists them.");
        return wanted.AssigneeId is null
            ? null
            : Refusal(state, kind, stage, chosen.Person, today, wanted.EvenIfAbsent);
    }

    private static Decision<IComplaintEvent>? Refusal(
        Complaint state, TaskKind kind, string stage, Guid userId, string name, IReadOnlyList<string> roles)
    {
        if (kind.Roles.Count > 0 && !kind.Roles.Intersect(roles).Any())
            return Refuse("assignee-role",
                $"{kind.Name} is done by {string.Join(" or ", kind.Roles.Select(role => role.Replace('-', ' ')))}, and "
                + $"{name} is none.");
        if (kind.Decides && Other(state, stage).Contains(userId))
            return stage == Findings.Stage1
                ? Refuse("acted-at-stage-2", $"{name} acts on this complaint at stage 2, so somebody else does what is "
                    + "still owed at stage 1 (Code 6.13).")
                : Independence.Refusal(state, userId, name);
        return MayOwn.NotWanted(state, userId);
    }

    private static ImmutableHashSet<Guid> Other(Complaint state, string stage) =>
        stage == Findings.Stage1 ? state.ActedAtStage2 : state.ActedAtStage1;

    private static Decision<IComplaintEvent> Refuse(string code, string sentence) =>
        Decision<IComplaintEvent>.Refuse(code, sentence);
}

/// <summary>Whom a command names.</summary>
public sealed record Wanted(Guid? AssigneeId, Guid? TeamId, bool EvenIfAbsent);

/// <summary>Who that is; null who is not known.</summary>
public sealed record Chosen(Colleague? Person, Team? Team)
{
    internal GivenTo ToGivenTo() => new(Person?.UserId, Person?.Name, Team?.Name);
}
