using Marten;

namespace ComplaintsPlatform.PersonalData;

/// <summary>Has the keys at hand that a session will write with: serialising cannot wait for a database.</summary>
internal sealed class PersonalDataListener(PersonalDataKeys keys, PersonalJson json, ISerializer serializer)
    : DocumentSessionListenerBase
{
    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        var subjects = new HashSet<Guid>();
        foreach (var stream in session.PendingChanges.Streams())
            foreach (var happened in stream.Events) json.Collect(happened.Data, subjects);
        foreach (var document in session.PendingChanges.Updates()) json.Collect(document, subjects);
        foreach (var document in session.PendingChanges.Inserts()) json.Collect(document, subjects);
        return subjects.Count == 0 ? Task.CompletedTask : keys.PrepareAsync(subjects, token);
    }

    /// <summary>Throws if anything that the store knows of cannot be kept.</summary>
    public void Check(StoreOptions options)
    {
        if (!ReferenceEquals(options.Serializer(), serializer))
            throw new InvalidOperationException(
                "The store's serializer was replaced after UsePersonalData: nothing would be encrypted.");
        IReadOnlyStoreOptions known = options;
        foreach (var stored in known.Events.AllKnownEventTypes()) json.Check(stored.EventType);
        foreach (var stored in known.AllKnownDocumentTypes()) json.Check(stored.DocumentType);
    }
}
