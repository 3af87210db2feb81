using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// Who and where a repair was for. There is none before the work order itself was heard of: nothing is joined before.
/// </summary>
public sealed record RepairEntry(Guid Id, DateOnly RaisedOn, string? PersonKey, string? UprnKey, string? PropertyKey);

/// <summary>Who and what a complaint is about, and when its evidence may be from.</summary>
public sealed record DossierEntry(
    Guid Id, Guid? PersonId, Guid? PropertyId, DateOnly EvidenceFrom, DateOnly EvidenceUntil);

/// <summary>That a record was linked to a complaint at some time.</summary>
public sealed record LinkEntry(Guid Id, Guid ComplaintId, Guid RecordId);

/// <summary>
/// What the joiner looks things up in. Inline, so the joiner, which reads the log behind it, finds at the later of two
/// events always both sides. Each entry comes from one event and never changes, so a rebuild writes it over while the
/// joiner goes on; emptied, it would miss links.
/// </summary>
public sealed partial class JoiningEntries : EventProjection
{
    public JoiningEntries()
    {
        Name = "joining";
        Options.TeardownDataOnRebuild = false;
        IncludeType<RepairRaised>();
        IncludeType<DossierOpened>();
        IncludeType<RecordLinked>();
    }

    public static void AddDocuments(StoreOptions store)
    {
        store.Schema.For<RepairEntry>()
            .Duplicate(entry => entry.PersonKey!).Duplicate(entry => entry.UprnKey!)
            .Duplicate(entry => entry.PropertyKey!)
            .Duplicate(entry => entry.RaisedOn, pgType: "date");
        store.Schema.For<DossierEntry>()
            .Duplicate(entry => entry.PersonId!).Duplicate(entry => entry.PropertyId!)
            .Duplicate(entry => entry.EvidenceFrom, pgType: "date")
            .Duplicate(entry => entry.EvidenceUntil, pgType: "date");
        store.Schema.For<LinkEntry>().Duplicate(entry => entry.RecordId);
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case RepairRaised happened:
                operations.Store(new RepairEntry(
                    happened.RepairId, happened.RaisedOn, happened.Person?.Key,
                    happened.Uprn is null ? null : Uprn.Key(happened.Uprn), happened.Property?.Key));
                break;
            case DossierOpened happened:
                operations.Store(new DossierEntry(
                    happened.ComplaintId, happened.PersonId, happened.PropertyId, happened.EvidenceFrom,
                    happened.EvidenceUntil));
                break;
            case RecordLinked happened:
                var id = DeterministicId.Of("link", happened.ComplaintId.ToString(), happened.RecordId.ToString());
                operations.Store(new LinkEntry(id, happened.ComplaintId, happened.RecordId));
                break;
        }

        return ValueTask.CompletedTask;
    }
}
