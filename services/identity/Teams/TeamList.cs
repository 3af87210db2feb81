using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Linq.MatchesSql;
using Marten.Schema;

namespace ComplaintsPlatform.Identity.Teams;

/// <summary>A team in the list.</summary>
public sealed record TeamRow(Guid TeamId, string Name);

// Teams by name.
internal static class TeamList
{
    // Inline: its unique key is what keeps two teams from sharing a name.
    public static void Add(StoreOptions store)
    {
        store.Schema.For<TeamRow>().DocumentAlias("teams").Identity(team => team.TeamId)
            .UniqueIndex(UniqueIndexType.DuplicatedField, "teams_name_key", team => team.Name);
        store.Projections.Add(new TeamRows(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder teams) =>
        teams.MapGet("/", async (string? cursor, int? limit, IQuerySession session, CancellationToken ct) =>
    {
        var size = Math.Clamp(limit ?? 50, 1, 100);
        IQueryable<TeamRow> rows = session.Query<TeamRow>();
        if (Cursor.Parse(cursor) is { } after) rows = rows.Where(team => team.MatchesSql("d.name > ?", after.Name));
        var found = await rows.OrderBy(team => team.Name).Take(size + 1).ToListAsync(ct);
        return new Page<TeamRow>([.. found.Take(size)], found.Count > size
            ? new Cursor(found[size - 1].Name, found[size - 1].TeamId).ToString()
            : null);
    }).RequireRoles(Roles.Reading, Roles.Administrator).StatesPosition().WithName("ListTeams");

    private sealed class TeamRows : SingleStreamProjection<TeamRow, Guid>
    {
        public TeamRows() => Name = "teams";

        public override TeamRow? Evolve(TeamRow? snapshot, Guid id, IEvent e) => e.Data is TeamCreated made
            ? new TeamRow(made.TeamId, made.Name)
            : snapshot;
    }
}
