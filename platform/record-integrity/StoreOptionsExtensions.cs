using Marten;

namespace ComplaintsPlatform.RecordIntegrity;

/// <summary>Marten with a record that cannot be altered unnoticed.</summary>
public static class StoreOptionsExtensions
{
    /// <summary>
    /// Chains every event by SHA-256, whoever inserts it, refuses every change and deletion (archiving aside), and
    /// keeps what verification needs in the schema <c>record</c>. Marten's migration makes it. Turns all of Marten's
    /// event metadata on: who and why belong to what is hashed. For one tenant, in the schema <c>public</c>, and a
    /// store that has at least one event type.
    /// </summary>
    public static void AddRecordIntegrity(this StoreOptions options)
    {
        options.Events.MetadataConfig.EnableAll(); // all but the user, that is
        options.Events.MetadataConfig.UserNameEnabled = true;
        options.Storage.Add(new RecordSchema(options));
    }
}
