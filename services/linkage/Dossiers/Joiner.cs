using System.Diagnostics;
using ComplaintsPlatform.PersonalData;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Linq.MatchesSql;
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
    private readonly PersonalDataKeys keys;

    public Joiner(NpgsqlDataSource database, PersonalDataKeys keys)
    {
        (this.database, this.keys) = (database, keys);
        Name = Progress;
        IncludeType<PersonRegistered>();
        IncludeType<PersonMerged>();
        IncludeType<PersonAbsorbed>();
        IncludeType<PersonMergeUndone>();
        IncludeType<PropertyRegistered>();
        IncludeType<RepairRaised>();
        IncludeType<RepairAppointmentMade>();
        IncludeType<RepairNoAccess>();
        IncludeType<RepairCompleted>();
        IncludeType<DossierOpened>();
        IncludeType<ReceiptCorrected>();
        IncludeType<PersonConfirmed>();
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

        await LetGoAsync(page.Events, operations, cancellationToken);
        return NullChangeListener.Instance;
    }

    // What was joined only because two people were taken for one is undone with their merge.
    private static async Task LetGoAsync(
        IReadOnlyList<IEvent> page, IDocumentOperations operations, CancellationToken ct)
    {
        Guid[] people = [.. page.Select(stored => stored.Data).OfType<PersonMergeUndone>()
            .SelectMany(undone => new[] { undone.PersonId, undone.From }).Distinct()];
        if (people.Length == 0) return;
        var dossiers = await operations.Query<DossierEntry>()
            .Where(entry => entry.MatchesSql("d.person_id = any(?)", people)).ToListAsync(ct);
        foreach (var entry in dossiers)
            while (!await LetGoAsync(entry, page, operations.DocumentStore, ct))
            {
                // Somebody wrote the dossier meanwhile: look again.
            }
    }

    private static async Task<bool> LetGoAsync(
        DossierEntry entry, IReadOnlyList<IEvent> page, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Dossier>(entry.Id, ct);
        if (stream.Aggregate is not { } dossier) return true;
        var person = await session.LoadAsync<PersonEntry>(entry.PersonId!.Value, ct);
        var repairs = await session.LoadManyAsync<RepairEntry>(ct, [.. dossier.Links.Keys]);
        var happened = Joining.LetGo(dossier, person?.Keys ?? [], repairs).ToList();
        return happened.Count == 0 || await SaveAsync(session, stream, happened, page, ct);
    }

    private async Task<bool> WriteAsync(
        Guid complaint, IReadOnlyList<Pair> pairs, IReadOnlyList<RepairChange> changes,
        IReadOnlyList<IEvent> page, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Dossier>(complaint, ct);
        if (stream.Aggregate is not { } dossier) return true;
        var unlinked = pairs.Select(pair => pair.RepairId).Where(record => !dossier.Links.ContainsKey(record));
        var repairs = (await Repair.HistoriesOf(unlinked, session, keys, ct)).ToDictionary(
            history => history.Key, history => new StandingRepair(Repair.Of(history)!, history.Last().Version));

        var happened = Joining.Decide(dossier, pairs, repairs, changes).ToList();
        if (happened.Count == 0) return true;
        return await SaveAsync(session, stream, happened, page, ct);
    }

    private static async Task<bool> SaveAsync(
        IDocumentSession session, IEventStream<Dossier> stream, List<IDossierEvent> happened,
        IReadOnlyList<IEvent> page, CancellationToken ct)
    {
        using var activity = Stamp(session, stream.Id, happened, page);
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
        [
            [.. Of<DossierOpened>(page), .. Of<ReceiptCorrected>(page), .. Of<PersonConfirmed>(page)],
            [.. Of<PersonRegistered>(page), .. Of<PersonMerged>(page), .. Of<PersonAbsorbed>(page)],
            Of<PropertyRegistered>(page), Of<RepairRaised>(page),
        ];
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
