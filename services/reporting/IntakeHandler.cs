using ComplaintsPlatform.Contracts.Intake;

namespace ComplaintsPlatform.Reporting;

/// <summary>What intake says: a complaint was made. Cases has the last word on how it is classified.</summary>
internal static class IntakeHandler
{
    public static Change Fold(ComplaintMade message, StoredMessage stored) => Row.SetWhereUnknown(message.ComplaintId,
        ("reference", message.Reference), ("channel", message.Channel), ("theme", message.Category),
        ("received_on", message.ReceivedOn),
        ("property_id", message.PropertyId), ("recorded_at", message.RecordedAt));
}
