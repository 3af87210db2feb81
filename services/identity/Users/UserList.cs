using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Identity.Users;

/// <summary>
/// A user as pages and tokens need one. In clear, since lists are ordered by name; a rebuild after somebody was erased
/// makes it again without the name. So the username's unique key is not here but where it is signed in with
/// (<c>Tokens/TokenTables.cs</c>).
/// </summary>
public sealed record UserRow(
    Guid UserId, string Username, string Name,
    IReadOnlyList<string> Roles, IReadOnlyList<Guid> TeamIds, IReadOnlyList<string> Teams, bool Disabled, long Version)
{
    /// <summary>Those of the roles that were given one by one.</summary>
    public IReadOnlyList<string> DirectRoles { get; init; } = Roles;

    /// <summary>The landlord's own roles, which give the others.</summary>
    public IReadOnlyList<Guid> OwnRoles { get; init; } = [];

    /// <summary>How senior the user is; it gives no rights.</summary>
    public string Seniority { get; init; } = Vocabulary.Seniorities[0];

    /// <summary>When the user is away.</summary>
    public IReadOnlyList<Absence> Absences { get; init; } = [];

    /// <summary>The version with which the user was last disabled or got other roles or teams: older tokens say what
    /// is so no more.</summary>
    public long RightsVersion { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset RightsChangedAt { get; init; }
}

// Users by name, and one user.
internal static class UserList
{
    // Inline: who was disabled gets no token after the click, and the administrator sees what they did.
    public static void Add(StoreOptions store)
    {
        store.Schema.For<UserRow>().DocumentAlias("users").Identity(user => user.UserId)
            .Duplicate(user => user.Name, notNull: true)
            .Index(user => new { user.Name, user.UserId }, index => index.Name = "users_by_name")
            .Duplicate(user => user.RightsChangedAt, notNull: false);
        store.Projections.Add(new UserRows(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder users)
    {
        users.MapGet("/", ListAsync).RequireRoles(Roles.Reading, Roles.Administrator).StatesPosition()
            .WithName("ListUsers");
        users.MapGet("/{userId:guid}", async (Guid userId, IQuerySession session, CancellationToken ct) =>
        {
            var user = await session.LoadAsync<UserRow>(userId, ct);
            return Api.Answer(user, user?.Version ?? 0);
        }).RequireRoles(Roles.Reading, Roles.Administrator).WithName("GetUser").Produces<UserRow>();
    }

    private static async Task<Page<UserRow>> ListAsync(
        string? role, string? team, string? cursor, int? limit, IQuerySession session, CancellationToken ct)
    {
        var size = Math.Clamp(limit ?? 50, 1, 100);
        IQueryable<UserRow> rows = session.Query<UserRow>();
        if (role is not null) rows = rows.Where(user => user.Roles.Contains(role));
        if (team is not null) rows = rows.Where(user => user.Teams.Contains(team));
        if (Cursor.Parse(cursor) is { } after)
            rows = rows.Where(user => user.MatchesSql("(d.name, d.id) > (?, ?)", after.Name, after.Id));
        var found = await rows.OrderBy(user => user.Name).ThenBy(user => user.UserId).Take(size + 1).ToListAsync(ct);
        return new Page<UserRow>([.. found.Take(size)], found.Count > size
            ? new Cursor(found[size - 1].Name, found[size - 1].UserId).ToString()
            : null);
    }

    private sealed class UserRows : SingleStreamProjection<UserRow, Guid>
    {
        public UserRows() => Name = "users";

        public override UserRow? Evolve(UserRow? snapshot, Guid id, IEvent e) => (snapshot, e.Data) switch
        {
            (_, UserCreated made) => Changed(e,
                new UserRow(made.UserId, made.Username, made.Name, made.Roles, [], [], false, e.Version)),
            ({ } user, UserRolesChanged changed) => Changed(e, user with
            {
                Roles = changed.Roles,
                DirectRoles = changed.Direct ?? changed.Roles,
                OwnRoles = changed.OwnRoles ?? [],
            }),
            ({ } user, UserPutInTeam put) => Changed(e, user with
            { TeamIds = [.. user.TeamIds, put.TeamId], Teams = [.. user.Teams, put.TeamName] }),
            ({ } user, UserTakenOutOfTeam taken) => Changed(e, Without(user, taken.TeamId)),
            ({ } user, UserDisabled) => Changed(e, user with { Disabled = true }),
            ({ } user, UserSeniorityChanged changed) => user with
            { Seniority = changed.Seniority, Version = e.Version },
            ({ } user, UserAbsenceRecorded away) => user with
            { Absences = [.. user.Absences, new Absence(away.AbsenceId, away.From, away.To)], Version = e.Version },
            ({ } user, UserAbsenceEnded ended) => user with
            { Absences = User.Ended(user.Absences, ended), Version = e.Version },
            _ => snapshot,
        };

        private static UserRow Changed(IEvent e, UserRow user) =>
            user with { Version = e.Version, RightsVersion = e.Version, RightsChangedAt = Stored(e.Timestamp) };

        // As PostgreSQL keeps it, so that a rebuild makes the same row.
        private static DateTimeOffset Stored(DateTimeOffset moment) =>
            moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));

        private static UserRow Without(UserRow user, Guid teamId)
        {
            var others = user.TeamIds.Zip(user.Teams).Where(team => team.First != teamId).ToList();
            return user with
            { TeamIds = [.. others.Select(team => team.First)], Teams = [.. others.Select(team => team.Second)] };
        }
    }
}
