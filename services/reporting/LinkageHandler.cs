using ComplaintsPlatform.Contracts.Linkage;

namespace ComplaintsPlatform.Reporting;

/// <summary>What linkage says: which records of other modules belong to a complaint.</summary>
internal static class LinkageHandler
{
    public static Change Fold(RecordLinked message, StoredMessage stored) =>
        Row.Link(message.ComplaintId, message.RecordId, message.RecordKind);
}
