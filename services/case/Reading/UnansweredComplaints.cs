using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Linq.MatchesSql;

namespace ComplaintsPlatform.Cases.Reading;

/// <summary>A complaint that was not answered yet: in a queue, or with somebody. Comes and goes with the events, so the
/// table stays as small as the work.</summary>
public sealed record UnansweredComplaint(
    Guid Id, string Reference, string Channel, string Category, DateOnly ReceivedOn, bool Merged = false)
{
    public Guid? OwnerId { get; init; }

    /// <summary>stage-1 or stage-2.</summary>
    public string Stage { get; init; } = "stage-1";

    /// <summary>The owner's, or the one in whose queue it waits.</summary>
    public string? Team { get; init; }

    public IReadOnlyList<Guid> HiddenFrom { get; init; } = [];
    public IReadOnlyList<Guid>? OnlyFor { get; init; }

    /// <summary>One of <see cref="Vocabulary.Priorities"/>; standard when nobody said.</summary>
    public string? Priority { get; init; }
}

// Complaints that nobody owns, the longest waiting first. A page is asked for by where the last one ended (next), so it
// stays quick on the thousandth page and skips nothing while others claim. Nobody sees one that is hidden from
// them.
internal static class UnansweredComplaints
{
    /// <summary>In SQL, the order in which complaints are taken.</summary>
    public const string Urgency = "(case d.data ->> 'priority' when 'urgent' then 0 when 'high' then 1 else 2 end)";

    /// <summary>In SQL: whoever asks, the parameter, may know of it.</summary>
    public static readonly string NotHidden = $"not {Restrictions.HideSql("d.data")}";

    /// <summary>What is taken next, found without sorting all that wait. Marten has no index over an
    /// expression.</summary>
    public const string Indexes =
        """
        create index if not exists unassigned_complaints_to_take on mt_doc_unansweredcomplaint
          ((case data ->> 'priority' when 'urgent' then 0 when 'high' then 1 else 2 end), received_on, id)
          where owner_id is null;
        """;

    // Inline, so that a claimed complaint is gone from the queue with the click.
    public static void Add(StoreOptions store)
    {
        store.Schema.For<UnansweredComplaint>()
            .Duplicate(row => row.ReceivedOn, pgType: "date", notNull: true)
            .Duplicate(row => row.OwnerId!)
            .Index(row => new { row.ReceivedOn, row.Id }, index =>
            {
                index.Name = "unassigned_complaints_oldest_first";
                index.Predicate = "owner_id is null";
            })
            .IgnoreIndex("unassigned_complaints_to_take");
        store.Projections.Add(new UnansweredComplaintProjection(), ProjectionLifecycle.Inline);
    }

    public static void Map(IEndpointRouteBuilder complaints) => complaints
        .MapGet("/queue", Read)
        .RequireRoles(Roles.Reading)
        .WithName("Queue")
        .WithSummary("Unassigned complaints, oldest first; ?team= those that wait for one team")
        .StatesPosition()
        .Produces<QueuePage>();

    private static async Task<IResult> Read(
        int? limit, string? cursor, string? team, IQuerySession session, Actor actor, CancellationToken ct)
    {
        if (Paging.Fault(limit, cursor, out var after) is { } fault) return fault;

        var size = limit ?? Paging.Usual;
        var waiting = session.Query<UnansweredComplaint>()
            .Where(row => row.MatchesSql(
                "d.owner_id is null and (d.received_on, d.id) > (?, ?)", after.ReceivedOn, after.ComplaintId))
            .Where(row => row.MatchesSql("(d.data ->> 'merged') is distinct from 'true'"))
            .Where(row => row.MatchesSql(NotHidden, actor.Id.ToString()));
        if (team is not null) waiting = waiting.Where(row => row.Team == team);
        var rows = await waiting.OrderBy(row => row.ReceivedOn).ThenBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        var page = rows.Take(size)
            .Select(row => new QueueRow(row.Id, row.Reference, row.Channel, row.Category, row.ReceivedOn, row.Team,
                row.Stage))
            .ToList();
        return TypedResults.Ok(new QueuePage(page, rows.Count > size
            ? new QueueCursor(page[^1].ReceivedOn, page[^1].ComplaintId).ToString()
            : null));
    }
}

internal sealed record QueuePage(IReadOnlyList<QueueRow> Items, string? Next);

internal sealed record QueueRow(
    Guid ComplaintId, string Reference, string Channel, string Category, DateOnly ReceivedOn, string? Team,
    string Stage);

/// <summary>Keeps what is to be answered.</summary>
public sealed class UnansweredComplaintProjection : SingleStreamProjection<UnansweredComplaint, Guid>
{
    public UnansweredComplaintProjection() => Name = "queue";

    // What was answered or withdrawn is gone from here; asked for stage 2, or reopened before it was answered, it is
    // back, as its stream says that it was.
    public override async ValueTask<UnansweredComplaint?> EvolveAsync(
        UnansweredComplaint? snapshot, Guid id, IQuerySession session, IEvent e, CancellationToken cancellation) =>
        snapshot is null && e.Data is EscalatedToStage2 or ComplaintReopened
            ? With(AsItWas(await session.Events.FetchStreamAsync(id, e.Version - 1, token: cancellation), id, e), id, e)
            : With(snapshot, id, e);

    private static UnansweredComplaint? AsItWas(IReadOnlyList<IEvent> stream, Guid id, IEvent e)
    {
        var isAtStage2 = stream.Append(e).Any(one => one.Data is EscalatedToStage2);
        return stream
            .Where(one => one.Data is not ComplaintWithdrawn && !(isAtStage2 && one.Data is Stage1ResponseRecorded))
            .Aggregate((UnansweredComplaint?)null, (row, one) => With(row, id, one));
    }

    private static UnansweredComplaint? With(UnansweredComplaint? snapshot, Guid id, IEvent e) =>
        (snapshot, e.Data) switch
        {
            (_, ComplaintOpened opened) => new UnansweredComplaint(
                id, opened.Reference, opened.Channel, opened.Category, opened.ReceivedOn)
            { Priority = opened.Classification?.Priority },
            // The answer to stage 1 may come after stage 2 was asked for, and ends nothing then.
            ({ Stage: "stage-1" }, Stage1ResponseRecorded)
                or (_, Stage2ResponseRecorded or ComplaintWithdrawn) => null,
            ({ } row, EscalatedToStage2) => row with { Stage = "stage-2" },
            ({ } row, ComplaintAssigned owned) => row with { OwnerId = owned.OwnerId, Team = owned.Team },
            ({ } row, ComplaintClaimed owned) => row with { OwnerId = owned.OwnerId, Team = owned.Team },
            ({ } row, ComplaintReleased back) => row with { OwnerId = null, Team = back.Team },
            ({ } row, QueuedForTeam queued) => row with { Team = queued.Team },
            ({ } row, ConflictDeclared about) =>
                row with { HiddenFrom = [.. about.AboutStaff.Select(staff => staff.UserId)] },
            ({ } row, AccessRestricted to) => row with { OnlyFor = to.OnlyFor() },
            ({ } row, ComplaintReclassified otherwise) =>
                row with { Category = otherwise.Category, Priority = otherwise.Classification.Priority },
            ({ } row, FactCorrected { Fact: CorrectableFact.ReceivedOn, After.Day: { } day }) =>
                row with { ReceivedOn = day },
            // Kept, so that it is back with the click that undoes the merge.
            ({ } row, MergedIntoAnother) => row with { Merged = true },
            ({ } row, MergeUndone) => row with { Merged = false },
            _ => snapshot,
        };
}
