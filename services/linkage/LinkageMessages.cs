using System.Diagnostics;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events;
using Say = ComplaintsPlatform.Contracts.Linkage;

namespace ComplaintsPlatform.Linkage;

/// <summary>
/// What linkage tells. What it hears: <c>Dossiers/ComplaintMadeHandler.cs</c>, <c>Repairs/RepairHandlers.cs</c>.
/// </summary>
internal static class LinkageMessages
{
    /// <summary>From stored event to contract; null for what stays inside.</summary>
    public static Announcement? Announce(IEvent stored) => Announce(stored.Data);

    internal static Announcement? Announce(object happened) => happened switch
    {
        RecordLinked e => Of(e, new Say.RecordLinked(
            e.ComplaintId, e.RecordId, e.RecordKind, e.External.Id, e.External.AllocatedBy, e.Why)),
        EvidenceChanged e => Of(e, new Say.EvidenceChanged(e.ComplaintId, e.RecordId, e.Status)),
        IPersonEvent or IPropertyEvent or IRepairEvent or DossierOpened or LinkReasonAdded or RecordUnlinked => null,
        _ => throw new UnreachableException($"{happened.GetType().Name} is neither published nor kept."),
    };

    private static Announcement Of(IDossierEvent happened, object message) => new(happened.ComplaintId, message);
}
