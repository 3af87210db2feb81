using System.Diagnostics;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.ServiceDefaults.Input;
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
        PropertyRegistered e => new Announcement(
            e.PropertyId, new Say.PropertyRegistered(e.PropertyId, Postcode.OfAddress(e.Address))),
        PreferencesAgreed e when e.Language != PersonalDataAttribute.Erased => new Announcement(
            e.PersonId, new Say.PersonChanged(e.PersonId, e.Language, e.Format, e.ContactBy, null, null)),
        NeedRecorded e when IsOfCorrespondence(e.Kind, e.Code) => new Announcement(
            e.PersonId, new Say.PersonChanged(e.PersonId, null, null, null, e.Code, true)),
        NeedEnded e when IsOfCorrespondence(e.Kind, e.Code) => new Announcement(
            e.PersonId, new Say.PersonChanged(e.PersonId, null, null, null, e.Code, false)),
        IPersonEvent or IPropertyEvent or IEqualityEvent or IRepairEvent or DossierOpened
            or ReceiptCorrected or PersonConfirmed or PersonRejected or LinkReasonAdded or RecordUnlinked => null,
        _ => throw new UnreachableException($"{happened.GetType().Name} is neither published nor kept."),
    };

    private static bool IsOfCorrespondence(string kind, string code) =>
        kind == NeedWords.Adjustment && NeedWords.OfCorrespondence.Contains(code);

    private static Announcement Of(IDossierEvent happened, object message) => new(happened.ComplaintId, message);
}
