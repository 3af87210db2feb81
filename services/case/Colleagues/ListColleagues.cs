using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Cases;

// Who may be given a complaint, with how many open ones they have and until when they are away; and for each team how
// many wait in its queue. Names and teams are identity's. Whoever looks does not count what is hidden from them.
internal static class ListColleaguesEndpoint
{
    public static void Map(IEndpointRouteBuilder colleagues)
    {
        colleagues.MapGet("/", List).RequireRoles(Roles.Reading, Roles.Administrator).WithName("ListColleagues")
            .WithSummary("Who may have complaints, with how many they have and when they are away; ?all=true everybody")
            .Produces<ColleagueRows>();
        colleagues.MapGet("/teams", Teams).RequireRoles(Roles.Reading, Roles.Administrator).WithName("TeamQueues")
            .WithSummary("For each team how many complaints wait in its queue and how many somebody has")
            .Produces<TeamQueues>();
    }

    private static async Task<ColleagueRows> List(
        bool? all, IQuerySession session, Actor actor, TimeProvider time, CancellationToken ct)
    {
        var today = London.DayOf(time.GetUtcNow());
        var teams = (await session.Query<Team>().ToListAsync(ct)).ToDictionary(team => team.TeamId, team => team.Name);
        var open = await OpenAsync(session, ct, actor.Id);
        var rows =
            from colleague in await session.Query<Colleague>().ToListAsync(ct)
            where colleague.Name is not null && (all == true || colleague is { Disabled: false, Handles: true })
            orderby colleague.Name, colleague.UserId
            let away = colleague.AwayOn(today)
            select new ColleagueRow(
                colleague.UserId, colleague.Name!, colleague.Roles,
                [.. colleague.TeamIds.Select(id => teams.GetValueOrDefault(id)).OfType<string>()
                    .Order(StringComparer.Ordinal)],
                colleague.Disabled, colleague.Handles, open.GetValueOrDefault(colleague.UserId), away is not null,
                away?.To);
        return new ColleagueRows([.. rows]);
    }

    private static async Task<TeamQueues> Teams(IQuerySession session, Actor actor, CancellationToken ct)
    {
        var counted = (await session.AdvancedSql.QueryAsync<string, long, long>(
            $"""
            select row(coalesce(d.data ->> 'team', '')), row(count(*) filter (where owner_id is null)),
              row(count(owner_id))
            from mt_doc_unansweredcomplaint d
            where (d.data ->> 'merged') is distinct from 'true' and {UnansweredComplaints.NotHidden}
            group by 1
            """, ct, actor.Id.ToString())).ToDictionary(row => row.Item1, StringComparer.Ordinal);
        var teams = (await session.Query<Team>().ToListAsync(ct)).Select(team => team.Name)
            .Order(StringComparer.Ordinal);
        return new TeamQueues([.. teams.Select(Of)], Of(""));

        TeamQueue Of(string team) =>
            counted.TryGetValue(team, out var row) ? new(team, (int)row.Item2, (int)row.Item3) : new(team, 0, 0);
    }

    /// <summary>How many unanswered complaints each person has; for whoever looks, those that they may know of.
    /// </summary>
    public static async Task<Dictionary<Guid, int>> OpenAsync(
        IQuerySession session, CancellationToken ct, Guid? lookedAtBy = null) =>
        (await session.AdvancedSql.QueryAsync<Guid, long>(
            $"""
            select row(d.owner_id), row(count(*)) from mt_doc_unansweredcomplaint d
            where d.owner_id is not null and (d.data ->> 'merged') is distinct from 'true'
              and (? = '' or {UnansweredComplaints.NotHidden}) group by d.owner_id
            """, ct, lookedAtBy?.ToString() ?? "", lookedAtBy?.ToString() ?? ""))
        .ToDictionary(row => row.Item1, row => (int)row.Item2);
}

internal sealed record ColleagueRows(IReadOnlyList<ColleagueRow> Items);

internal sealed record ColleagueRow(
    Guid UserId, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Teams, bool Disabled,
    bool HandlesComplaints, int OpenComplaints, bool IsAway, DateOnly? AwayUntil);

internal sealed record TeamQueues(IReadOnlyList<TeamQueue> Items, TeamQueue InNoTeam);

internal sealed record TeamQueue(string Team, int Waiting, int Held);
