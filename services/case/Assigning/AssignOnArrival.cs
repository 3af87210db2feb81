using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Wolverine.Attributes;
using Wolverine.Marten;

namespace ComplaintsPlatform.Cases;

/// <summary>A message to oneself: a complaint has arrived, and there are rules to whom it goes.</summary>
// Its name is stored: the type may be renamed, the name may not.
[MessageIdentity("cases.assign-on-arrival")]
public sealed record AssignOnArrival(Guid ComplaintId);

/// <summary>Somebody who might be given a complaint, with how many open ones they have.</summary>
public sealed record Candidate(Colleague Colleague, int Open);

// The first rule that fits says which team a complaint goes to when it arrives, at stage 1 and again at stage 2; in the
// team it goes to who has the fewest open ones, is there today, is as senior as the rule asks, and is neither whom it
// is about, nor whom the resident did not want, nor at stage 2 somebody of stage 1. Where nobody is free it waits in
// the team's queue, without a rule in everybody's. Only on arrival: what people have decided since is not decided
// again.
public static class AssignOnArrivalHandler
{
    // Who only leads a team supervises its work.
    private static readonly string[] Doing = [Roles.ComplaintsOfficer, Roles.InvestigatingOfficer];

    public static Decision<IComplaintEvent> Decide(
        Complaint? state, AssignmentRules rules, Categories categories, string? area,
        IReadOnlyList<Candidate> candidates, DateOnly today)
    {
        if (state is not { IsOpened: true, HasArrived: false, MergedInto: null, IsAnswered: false })
            return Decision<IComplaintEvent>.Nothing();
        var number = rules.Rules.TakeWhile(rule => !rule.Fits(state, area)).Count() + 1;
        if (number > rules.Rules.Count)
            return Decision<IComplaintEvent>.Nothing();

        var rule = rules.Rules[number - 1];
        var by = new AssignedByRule(number, rules.Version, rule.InWords(categories), AtLeast: rule.AtLeast);
        // Of those who have as many, another one for each complaint: what arrives in one moment is spread.
        var chosen = candidates
            .Where(candidate => candidate.Colleague is { Name: not null } somebody
                && somebody.TeamIds.Contains(rule.TeamId) && somebody.Roles.Intersect(Doing).Any()
                && somebody.IsAtLeast(rule.AtLeast) && somebody.CannotHold(today) is null
                && !state.IsHiddenFrom(somebody.UserId) && MayOwn.Barred(state, somebody.UserId, somebody.Name) is null)
            .OrderBy(candidate => candidate.Open)
            .ThenBy(candidate => DeterministicId.Of($"{state.ComplaintId} {candidate.Colleague.UserId}"))
            .FirstOrDefault();
        return Decision<IComplaintEvent>.Accept(chosen is null
            ? new QueuedForTeam(state.ComplaintId, rule.Team, by)
            : new ComplaintAssigned(state.ComplaintId, chosen.Colleague.UserId, chosen.Colleague.Name!, rule.Team,
                Rule: by with { Open = chosen.Open }));
    }

    public static async Task<Events> Handle(
        AssignOnArrival message,
        [WriteAggregate(nameof(AssignOnArrival.ComplaintId), Required = false)] Complaint? complaint,
        IDocumentSession session,
        TimeProvider time,
        CancellationToken ct)
    {
        session.LastModifiedBy = ReturnWorkHandler.TheSystem;
        var rules = await AssignmentRules.NowAsync(session, ct);
        // Where it is about is asked only when a rule goes by it.
        var area = complaint?.Place is { } place && rules.Rules.Any(rule => rule.Area is not null)
            ? (await Areas.OfAsync(place, session, ct))?.Name
            : null;
        var open = await ListColleaguesEndpoint.OpenAsync(session, ct);
        var candidates = (await session.Query<Colleague>().ToListAsync(ct))
            .Select(colleague => new Candidate(colleague, open.GetValueOrDefault(colleague.UserId))).ToList();
        var categories = await Categories.NowAsync(session, ct);
        return Decide(complaint, rules, categories, area, candidates, London.DayOf(time.GetUtcNow())).ToEvents();
    }
}
