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
    Guid Id, Guid? PersonId, Guid? PropertyId, DateOnly EvidenceFrom, DateOnly EvidenceUntil, string? Reference = null,
    DateOnly? ReceivedOn = null) : IEntry;

/// <summary>That a record was linked to a complaint at some time.</summary>
public sealed record LinkEntry(Guid Id, Guid ComplaintId, Guid RecordId);

/// <summary>
/// What the joiner looks things up in. Inline, so the joiner, which reads the log behind it, finds at the later of two
/// events always both sides. Each entry comes from one event and never changes, so a rebuild writes it over while the
/// joiner goes on; emptied, it would miss links. Whose a complaint is, and when it came, may be put right.
/// </summary>
public sealed partial class JoiningEntries : EventProjection
{
    public JoiningEntries()
    {
        Name = "joining";
        Options.TeardownDataOnRebuild = false;
        IncludeType<RepairRaised>();
        IncludeType<DossierOpened>();
        IncludeType<ReceiptCorrected>();
        IncludeType<PersonConfirmed>();
        IncludeType<PersonRejected>();
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

    public override async ValueTask ApplyAsync(
        IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case RepairRaised happened:
                operations.Store(new RepairEntry(
                    happened.RepairId, happened.RaisedOn, happened.Person?.Key,
                    Property.UprnKey(happened.Uprn), happened.Property?.Key));
                break;
            case DossierOpened happened:
                operations.Store(new DossierEntry(
                    happened.ComplaintId, happened.PersonId, happened.PropertyId, happened.EvidenceFrom,
                    happened.EvidenceUntil, happened.Reference, happened.ReceivedOn));
                break;
            case ReceiptCorrected happened:
                if (await operations.LatestAsync<DossierEntry>(happened.ComplaintId, cancellation) is { } received)
                    operations.Store(received with
                    {
                        ReceivedOn = happened.ReceivedOn,
                        EvidenceFrom = happened.EvidenceFrom,
                        EvidenceUntil = happened.EvidenceUntil,
                    });
                break;
            case PersonConfirmed happened:
                if (await operations.LatestAsync<DossierEntry>(happened.ComplaintId, cancellation) is { } nobodys)
                    operations.Store(nobodys with { PersonId = happened.PersonId });
                break;
            case PersonRejected happened:
                if (await operations.LatestAsync<DossierEntry>(happened.ComplaintId, cancellation) is { } theirs
                    && theirs.PersonId == happened.PersonId)
                    operations.Store(theirs with { PersonId = null });
                break;
            case RecordLinked happened:
                var id = DeterministicId.Of("link", happened.ComplaintId.ToString(), happened.RecordId.ToString());
                operations.Store(new LinkEntry(id, happened.ComplaintId, happened.RecordId));
                break;
        }
    }
}
