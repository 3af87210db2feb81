namespace ComplaintsPlatform.EventStore;

/// <summary>Which stored names stand for which types. Only registered types can be appended.</summary>
public sealed class EventRegistry
{
    private readonly Dictionary<Type, string> names = [];
    private readonly Dictionary<string, Stored> stored = new(StringComparer.Ordinal);

    /// <summary>Gives an event type its stored name. The name is for ever; the C# type may be renamed.</summary>
    /// <param name="eventTypeName">Explicit snake_case, such as <c>complaint_opened</c>.</param>
    /// <exception cref="ArgumentException">The type or the name is registered already.</exception>
    public EventRegistry MapEventType<T>(string eventTypeName) where T : notnull
    {
        names.Add(typeof(T), eventTypeName);
        stored.Add(eventTypeName, new Stored(typeof(T), null));
        return this;
    }

    /// <summary>
    /// Reads events that were stored under an older name, in an older shape, as events of today: stored rows are never rewritten. Nothing is appended under that
    /// name any more; <see cref="IEvent.EventTypeName"/> goes on saying it. As Marten's <c>Upcast</c>.
    /// </summary>
    /// <typeparam name="TOld">The shape in which it was stored, its <see cref="PersonalDataAttribute"/> marks included.</typeparam>
    /// <typeparam name="TNew">What is made of it; has a name of its own by <see cref="MapEventType{T}"/>.</typeparam>
    /// <param name="eventTypeName">The older name.</param>
    /// <param name="upcast">Pure: called at every read.</param>
    /// <exception cref="ArgumentException">The name is registered already.</exception>
    public EventRegistry Upcast<TOld, TNew>(string eventTypeName, Func<TOld, TNew> upcast) where TOld : notnull where TNew : notnull
    {
        stored.Add(eventTypeName, new Stored(typeof(TOld), old => upcast((TOld)old)));
        return this;
    }

    /// <summary>Every registered type with its stored name.</summary>
    public IReadOnlyDictionary<Type, string> Names => names;

    internal string NameOf(Type type) => names.TryGetValue(type, out var name)
        ? name
        : throw new InvalidOperationException($"{type.Name} has no stored name. Register it with MapEventType.");

    internal Stored? Find(string name) => stored.GetValueOrDefault(name);

    internal sealed record Stored(Type Type, Func<object, object>? Upcast);
}

/// <summary>Folds of streams into state, and projections into read tables.</summary>
public sealed class ProjectionRegistry
{
    private readonly Dictionary<Type, Fold> folds = [];
    private readonly List<(string Name, Projection Apply)> inline = [];
    private readonly List<(string Name, Projection Apply)> asynchronous = [];
    private readonly Dictionary<string, string[]> tables = new(StringComparer.Ordinal);

    /// <summary>Registers how a stream's events fold into its state.</summary>
    /// <param name="evolve">
    /// The production <c>Evolve</c>: total over the stream's events; the state is null before the first. States are immutable: the store remembers them for a while and several sessions decide on the same one.
    /// </param>
    /// <param name="harmless">
    /// Events that never invalidate what a caller saw (facts that other services report, say): an expected version older than
    /// the current one only by such events is accepted by <see cref="IDocumentSession.Decide{TState,TEvent}"/>. Default: none.
    /// </param>
    public ProjectionRegistry LiveStreamAggregation<TState, TEvent>(Func<TState?, TEvent, TState> evolve, Func<TEvent, bool>? harmless = null)
        where TState : class where TEvent : notnull
    {
        folds.Add(typeof(TState), new Fold(
            (state, data) => evolve((TState?)state, (TEvent)data),
            data => harmless is not null && data is TEvent known && harmless(known)));
        return this;
    }

    /// <summary>Adds a projection into read tables. Asynchronous ones have a bookmark under their name.</summary>
    /// <param name="name">Its name, for ever.</param>
    /// <param name="projection">Turns events into row changes.</param>
    /// <param name="lifecycle">When.</param>
    /// <param name="tables">
    /// The tables, of schema <c>read</c>, that it alone writes: <see cref="IEventLog.RebuildAsync"/> makes them anew. Its SQL then names them without a
    /// schema. None: the projection cannot be rebuilt.
    /// </param>
    /// <exception cref="ArgumentException">There is a projection of this name.</exception>
    public ProjectionRegistry Add(string name, Projection projection, ProjectionLifecycle lifecycle, params string[] tables)
    {
        this.tables.Add(name, tables);
        (lifecycle == ProjectionLifecycle.Inline ? inline : asynchronous).Add((name, projection));
        return this;
    }

    internal IReadOnlyList<(string Name, Projection Apply)> Inline => inline;

    internal IReadOnlyList<(string Name, Projection Apply)> Asynchronous => asynchronous;

    /// <summary>Those that name their tables, in the order in which they were added, inline ones first.</summary>
    internal IReadOnlyList<string> AllRebuildable => [.. from projection in inline.Concat(asynchronous) where tables[projection.Name].Length > 0 select projection.Name];

    /// <summary>What a rebuild has to know of a projection.</summary>
    internal (Projection Apply, bool IsInline, string[] Tables) Rebuildable(string name)
    {
        if (!tables.TryGetValue(name, out var made)) throw new ArgumentException($"There is no projection {name}.", nameof(name));
        if (made.Length == 0) throw new InvalidOperationException($"The projection {name} names no tables, so it cannot be rebuilt.");
        var isInline = inline.Exists(projection => projection.Name == name);
        return ((isInline ? inline : asynchronous).Find(projection => projection.Name == name).Apply, isInline, made);
    }

    internal Fold FoldOf(Type state) => folds.TryGetValue(state, out var fold)
        ? fold
        : throw new InvalidOperationException($"{state.Name} has no fold. Register it with LiveStreamAggregation.");

    internal sealed record Fold(Func<object?, object, object> Evolve, Func<object, bool> IsHarmless);
}

/// <summary>Named background readers of the log.</summary>
public sealed class SubscriptionRegistry
{
    private readonly List<(string Name, Func<IServiceProvider, Subscription> Make)> all = [];

    /// <summary>Adds a subscription. Its bookmark is kept under its name; a new name starts at the beginning of the log.</summary>
    public SubscriptionRegistry Add(string name, Func<IServiceProvider, Subscription> make)
    {
        all.Add((name, make));
        return this;
    }

    internal IReadOnlyList<(string Name, Func<IServiceProvider, Subscription> Make)> All => all;
}
