using ComplaintsPlatform.Contracts.Cases;

namespace ComplaintsPlatform.Reporting;

/// <summary>What cases says: opened, owner, acknowledged, answered.</summary>
internal static class CasesHandler
{
    public static Change Fold(ComplaintOpened message, StoredMessage stored) => Row.Set(message.ComplaintId,
        ("reference", message.Reference), ("channel", message.Channel), ("theme", message.Category),
        ("received_on", message.ReceivedOn),
        ("property_id", message.PropertyId), ("opened_at", stored.Time));

    public static Change Fold(ComplaintAssigned message, StoredMessage stored) =>
        Row.SetLatest(message.ComplaintId, "owner_version", stored.StreamVersion,
        ("owner_id", message.OwnerId), ("owner_name", message.OwnerName), ("team", message.Team));

    public static Change Fold(ComplaintAcknowledged message, StoredMessage stored) =>
        Row.Set(message.ComplaintId, ("acknowledged_on", message.AcknowledgedOn));

    public static Change Fold(Stage1ResponseRecorded message, StoredMessage stored) =>
        Row.Set(message.ComplaintId, ("responded_on", message.RespondedOn), ("outcome", message.Outcome));
}
