using Marten;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Stored names of events.</summary>
public static class EventNames
{
    /// <summary>Gives each event its stored name, which is for ever: a C# type may be renamed, the name may
    /// not.</summary>
    public static StoreOptions NameEvents(this StoreOptions store, IReadOnlyDictionary<string, Type> names)
    {
        foreach (var (name, type) in names) store.Events.MapEventType(type, name);
        return store;
    }
}
