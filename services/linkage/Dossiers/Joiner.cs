using System.Diagnostics;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Joins repairs to complaints, reading linkage's own log in order. A link needs up to four facts (complaint, person,
/// property, repair), which arrive in any order; whichever is last in the log finds the other three, since their
/// entries were written with their events. One question to the database for each page; a dossier is written in a
/// transaction of its own, and since the dossier decides (<see cref="Joining"/>), a page that is read again writes
/// nothing twice.
/// </summary>
internal sealed class Joiner : SubscriptionBase
{
    public const string Progress = "joiner";

    private static readonly ActivitySource Activities = new("ComplaintsPlatform.Linkage.Joiner");

    private readonly NpgsqlDataSource database;

    public Joiner(NpgsqlDataSource database)
    {
        this.database = database;
        Name = Progress;
        IncludeType<PersonRegistered>();
        IncludeType<PropertyRegistered>();
        IncludeType<RepairRaised>();
        IncludeType<RepairAppointmentMade>();
        IncludeType<RepairNoAccess>();
        IncludeType<RepairCompleted>();
        IncludeType<DossierOpened>();
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        CancellationToken cancellationToken)
    {
        var pairs = (await PairsAsync(page.Events, cancellationToken)).ToLookup(pair => pair.ComplaintId);
        var changes = page.Events.Where(stored => stored.Data is IRepairEvent)
            .Select(stored => new RepairChange(stored.StreamId, stored.Version, (IRepairEvent)stored.Data))
            .ToLookup(change => change.RepairId);
        var changed = changes.Select(change => change.Key).ToArray();
        var links = await operations.Query<LinkEntry>().Where(link => link.RecordId.IsOneOf(changed))
            .ToListAsync(cancellationToken);
        var changesOf = links.ToLookup(link => link.ComplaintId, link => changes[link.RecordId]);

        foreach (var complaint in pairs.Select(found => found.Key).Union(changesOf.Select(link => link.Key)))
        {
            var heard = changesOf[complaint].SelectMany(change => change).ToList();
            while (!await WriteAsync(
                complaint, [.. pairs[complaint]], heard, page.Events, operations.DocumentStore, cancellationToken))
            {
                // Somebody undid a link meanwhile: look again.
            }
        }

        return NullChangeListener.Instance;
    }

    private static async Task<bool> WriteAsync(
        Guid complaint, IReadOnlyList<Pair> pairs, IReadOnlyList<RepairChange> changes,
        IReadOnlyList<IEvent> page, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Dossier>(complaint, ct);
        if (stream.Aggregate is not { } dossier) return true;
        var unlinked = pairs.Select(pair => pair.RepairId).Where(record => !dossier.Links.ContainsKey(record));
        var repairs = (await Repair.HistoriesOf(unlinked, session, ct)).ToDictionary(
            history => history.Key, history => new StandingRepair(Repair.Of(history)!, history.Max(e => e.Version)));

        var happened = Joining.Decide(dossier, pairs, repairs, changes).ToList();
        if (happened.Count == 0) return true;
        using var activity = Stamp(session, complaint, happened, page);
        stream.AppendMany(happened);
        try
        {
            await session.SaveChangesAsync(ct);
            return true;
        }
        catch (ConcurrencyException)
        {
            return false;
        }
    }

    // The cause that is kept is the event that brought the last missing fact: the first of this page that names the
    // dossier or one of its records.
    private static Activity? Stamp(
        IDocumentSession session, Guid complaint, IReadOnlyList<IDossierEvent> happened, IReadOnlyList<IEvent> page)
    {
        var records = happened.OfType<IJoined>().Select(joined => joined.RecordId).ToHashSet();
        var cause = page.FirstOrDefault(stored => stored.StreamId == complaint)
            ?? page.FirstOrDefault(stored => records.Contains(stored.StreamId)) ?? page[0];
        session.CorrelationId = cause.CorrelationId;
        session.CausationId = cause.Id.ToString();
        session.LastModifiedBy = Progress;
        var activity = ActivityContext.TryParse(cause.GetHeader("traceparent")?.ToString(), null, true, out var context)
            ? Activities.StartActivity("join", ActivityKind.Internal, context)
            : null;
        if ((activity?.Id ?? cause.GetHeader("traceparent")?.ToString()) is { } trace)
            session.SetHeader("traceparent", trace);
        return activity;
    }

    private async Task<IReadOnlyList<Pair>> PairsAsync(IReadOnlyList<IEvent> page, CancellationToken ct)
    {
        await using var command = database.CreateCommand(JoinerSql.Pairs);
        Guid[][] touched =
            [Of<DossierOpened>(page), Of<PersonRegistered>(page), Of<PropertyRegistered>(page), Of<RepairRaised>(page)];
        foreach (var ids in touched)
            command.Parameters.Add(new() { Value = ids });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var pairs = new List<Pair>();
        while (await reader.ReadAsync(ct))
            pairs.Add(new Pair(reader.GetGuid(0), reader.GetGuid(1), reader.GetBoolean(2), reader.GetBoolean(3)));
        return pairs;
    }

    private static Guid[] Of<T>(IReadOnlyList<IEvent> page) =>
        [.. page.Where(stored => stored.Data is T).Select(stored => stored.StreamId).Distinct()];
}
