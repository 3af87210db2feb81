using System.Diagnostics;
using ComplaintsPlatform.EventStore;
using Dapper;
using Npgsql;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Joins repairs to complaints, reading linkage's own log in order. A link needs up to four facts (complaint, person, property, repair), which arrive in any
/// order; whichever is last in the log finds the other three, since their rows were written with their events. One page, two questions to
/// the database. One joiner runs at a time, its links are written together with its bookmark, and what was once linked is never linked again.
/// </summary>
internal sealed class Joiner(NpgsqlDataSource database)
{
    public const string Name = "joiner";

    private static readonly ActivitySource Activities = new("ComplaintsPlatform.Linkage.Joiner");

    public async Task Handle(IReadOnlyList<IEvent> page, IDocumentSession session, CancellationToken ct)
    {
        var touched = Touched.By(page);
        if (touched.IsEmpty) return;
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = await connection.QueryAsync<Found>(new CommandDefinition(JoinerSql.Found, touched, cancellationToken: ct));
        var links = await connection.QueryAsync<Link>(new CommandDefinition(JoinerSql.Links, touched, cancellationToken: ct));
        var changes = found.Select(Linked).Concat(Changes(page, links.ToLookup(link => link.RecordId)));
        foreach (var dossier in changes.GroupBy(change => change.ComplaintId)) Append(dossier.Key, [.. dossier.Select(change => change.Happened)], page, session);
    }

    private static (Guid ComplaintId, IDossierEvent Happened) Linked(Found pair) => (pair.ComplaintId, pair.IsNew
        ? new RecordLinked(
            pair.ComplaintId, pair.RecordId, "repair", new Reference(pair.ExternalId, pair.AllocatedBy), pair.Version, pair.Status, LinkReason.Of(pair.ByPerson, pair.ByProperty))
        : new LinkReasonAdded(pair.ComplaintId, pair.RecordId, LinkReason.Of(pair.ByPerson, pair.ByProperty)));

    /// <summary>A link pins a version of the record; what comes after that is a change, what the row already held when it was linked is not.</summary>
    private static IEnumerable<(Guid ComplaintId, IDossierEvent Happened)> Changes(IReadOnlyList<IEvent> page, ILookup<Guid, Link> links) =>
        from stored in page
        where stored.Data is IRepairEvent
        from link in links[stored.StreamId]
        where stored.Version > link.RecordVersion
        select (link.ComplaintId, (IDossierEvent)new EvidenceChanged(link.ComplaintId, link.RecordId, stored.Version, RepairStatus.After((IRepairEvent)stored.Data)));

    // The cause that is kept is the event that brought the last missing fact: the first of this page that names the dossier or one of its records.
    private static void Append(Guid complaintId, IDossierEvent[] happened, IReadOnlyList<IEvent> page, IDocumentSession session)
    {
        var records = happened.Select(RecordOf).ToHashSet();
        var cause = page.FirstOrDefault(stored => stored.StreamId == complaintId) ?? page.FirstOrDefault(stored => records.Contains(stored.StreamId)) ?? page[0];
        session.CorrelationId = cause.CorrelationId;
        session.CausationId = cause.Id.ToString();
        session.LastModifiedBy = Name;
        using var activity = cause.Headers.TryGetValue("traceparent", out var parent) && ActivityContext.TryParse(parent, null, true, out var context)
            ? Activities.StartActivity("join", ActivityKind.Internal, context)
            : null;
        session.Events.Append(complaintId, [.. happened]);
    }

    private static Guid RecordOf(IDossierEvent happened) => happened switch
    {
        RecordLinked e => e.RecordId,
        LinkReasonAdded e => e.RecordId,
        EvidenceChanged e => e.RecordId,
        _ => Guid.Empty,
    };

    private sealed record Touched(Guid[] Dossiers, Guid[] Persons, Guid[] Properties, Guid[] Repairs)
    {
        public bool IsEmpty => Dossiers.Length + Persons.Length + Properties.Length + Repairs.Length == 0;

        public static Touched By(IReadOnlyList<IEvent> page) => new(
            Of<DossierOpened>(page), Of<IPersonEvent>(page), Of<IPropertyEvent>(page), Of<IRepairEvent>(page));

        private static Guid[] Of<T>(IReadOnlyList<IEvent> page) => [.. page.Where(stored => stored.Data is T).Select(stored => stored.StreamId).Distinct()];
    }

    private sealed record Found(
        Guid ComplaintId, Guid RecordId, bool ByPerson, bool ByProperty, long Version, string Status, string ExternalId, string AllocatedBy, bool IsNew);

    private sealed record Link(Guid ComplaintId, Guid RecordId, long RecordVersion);
}
