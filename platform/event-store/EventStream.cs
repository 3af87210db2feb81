using System.Text.Json;

namespace ComplaintsPlatform.EventStore;

/// <summary>An event's metadata, as it is stored.</summary>
internal sealed record Stamp(string? Correlation, string? Causation, string? User, string? Headers);

/// <summary>A stream as one session sees it, and what it will append to it.</summary>
internal abstract class EventStream(DocumentSession session, Guid id, long startingVersion)
{
    public const long AnyVersion = -1;

    public Guid Id { get; } = id;
    public long StartingVersion { get; } = startingVersion;
    public long CurrentVersion => Math.Max(StartingVersion, 0) + Added.Count;
    public bool AlwaysEnforceConsistency { get; set; }
    public bool MustBeNew { get; init; }
    public List<(object Data, Stamp Stamp)> Added { get; } = [];

    /// <summary>What <see cref="Added"/> became: stored names and texts.</summary>
    public List<(string Name, string Text)> Written { get; set; } = [];

    public abstract object? State { get; }
    public abstract Type StateType { get; }
    public abstract string StateName { get; }

    public void AppendOne(object @event) => Added.Add((@event, session.Stamp()));

    public void AppendMany(params IEnumerable<object> events)
    {
        foreach (var @event in events) AppendOne(@event);
    }
}

internal sealed class EventStream<T>(DocumentSession session, Guid id, T? aggregate, long startingVersion)
    : EventStream(session, id, startingVersion), IEventStream<T> where T : class
{
    public T? Aggregate { get; } = aggregate;
    public override object? State => Aggregate;
    public override Type StateType => typeof(T);

    /// <summary>Marten's alias rule: the type's name in snake_case.</summary>
    public override string StateName { get; } = JsonNamingPolicy.SnakeCaseLower.ConvertName(typeof(T).Name);
}
