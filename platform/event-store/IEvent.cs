namespace ComplaintsPlatform.EventStore;

/// <summary>One stored event with its envelope. Same members and meanings as Marten's <c>IEvent</c>, plus <see cref="Position"/>.</summary>
public interface IEvent
{
    /// <summary>The event's own id; also the id of the integration event made from it.</summary>
    Guid Id { get; }

    /// <summary>The stream that the event belongs to.</summary>
    Guid StreamId { get; }

    /// <summary>Place in the stream: 1 for the first event, no gaps.</summary>
    long Version { get; }

    /// <summary>The store-wide sequence number. Unique, but not the reading order: see <see cref="Position"/>.</summary>
    long Sequence { get; }

    /// <summary>Place in the log: the order in which every subscription and every rebuild sees the events.</summary>
    LogPosition Position { get; }

    /// <summary>When the event was recorded, by the database's clock, in UTC. Business dates are in <see cref="Data"/>.</summary>
    DateTimeOffset Timestamp { get; }

    /// <summary>The stored snake_case name, such as <c>complaint_opened</c>.</summary>
    string EventTypeName { get; }

    /// <summary>The event itself. Personal fields whose key was destroyed read as <see cref="PersonalDataAttribute.Erased"/>.</summary>
    object Data { get; }

    /// <summary>The conversation that the event belongs to: constant from the first request through every hop.</summary>
    string? CorrelationId { get; }

    /// <summary>The request or message that made this event happen.</summary>
    string? CausationId { get; }

    /// <summary>Who: the id of the acting user, module or service.</summary>
    string? UserName { get; }

    /// <summary>Further metadata, such as <c>traceparent</c> and <c>actor</c> (the display name at that time).</summary>
    IReadOnlyDictionary<string, string> Headers { get; }
}

/// <summary>An <see cref="IEvent"/> whose data has a known type.</summary>
/// <typeparam name="T">The event's type.</typeparam>
public interface IEvent<out T> : IEvent where T : notnull
{
    /// <summary>The event itself.</summary>
    new T Data { get; }
}
