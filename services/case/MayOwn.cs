using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>Who may be given a complaint, whichever way: somebody who is there, handles complaints, and is not away.
/// Names come from identity, never from the caller.</summary>
internal static class MayOwn
{
    /// <summary>The refusal to make them the owner; null when they may be.</summary>
    public static Decision<IComplaintEvent>? Refusal(
        Complaint state, Colleague? owner, DateOnly today, bool evenIfAbsent = false) => owner switch
        {
            null or { Name: null } => Refuse("owner-unknown",
                "There is no user with this id. GET /api/colleagues lists those who may have a complaint."),
            { Disabled: true } => Refuse("owner-disabled",
                $"{owner.Name} has left: the account is disabled. Choose somebody else."),
            { Handles: false } => Refuse("owner-does-not-handle",
                $"{owner.Name} has no role that handles complaints. Choose somebody else."),
            _ when state.IsAbout(owner.UserId) => Refuse("owner-concerned",
                $"This complaint is about {owner.Name}. Choose somebody who is neutral."),
            _ when state.IsHiddenFrom(owner.UserId) => Refuse("owner-not-named",
                $"Only named people may know of this complaint, and {owner.Name} is none. Name them first, or choose "
                + "one of the named."),
            _ when Barred(state, owner.UserId, owner.Name) is { } barred => barred,
            _ when owner.AwayOn(today) is { } away && !evenIfAbsent => Refuse("owner-absent",
                $"{owner.Name} is away {Until(away)}. Choose somebody else, or send evenIfAbsent."),
            _ => null,
        };

    /// <summary>The refusal to give it to whom the resident did not want, or at stage 2 to whom acted at stage 1; null
    /// when neither is so.</summary>
    public static Decision<IComplaintEvent>? Barred(Complaint state, Guid userId, string name) =>
        Independence.Refusal(state, userId, name) ?? NotWanted(state, userId);

    internal static Decision<IComplaintEvent>? NotWanted(Complaint state, Guid userId) =>
        state.NotWanted.Find(asked => asked.OfficerId == userId) is { } officer
            ? Refuse("another-officer-wanted",
                $"The resident asked for another officer than {officer.OfficerName}. Somebody else takes it, unless a "
                + "team leader allows it with the reason.")
            : null;

    /// <summary>Somebody, and the team in whose name they have a complaint: the one that is named, or their
    /// first.</summary>
    public static async Task<(Colleague? Owner, string? Team)> FindAsync(
        Guid ownerId, string? team, IQuerySession session, CancellationToken ct)
    {
        var owner = await session.LoadAsync<Colleague>(ownerId, ct);
        if (owner is null || !string.IsNullOrWhiteSpace(team)) return (owner, team);
        var teams = await session.LoadManyAsync<Team>(ct, [.. owner.TeamIds]);
        return (owner, teams.Select(own => own.Name).Order(StringComparer.Ordinal).FirstOrDefault());
    }

    internal static string Until(Away away) => away.To is { } last
        ? $"until {last.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}"
        : "and nobody knows until when";

    private static Decision<IComplaintEvent> Refuse(string code, string sentence) =>
        Decision<IComplaintEvent>.Refuse(code, sentence);
}

/// <summary>Who answers for the complaint now.</summary>
public sealed record Owner(Guid OwnerId, string Name, string? Team);
