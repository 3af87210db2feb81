namespace ComplaintsPlatform.EventStore;

/// <summary>When a projection's rows are written.</summary>
public enum ProjectionLifecycle
{
    /// <summary>In the transaction that appends the event: right after the click.</summary>
    Inline,

    /// <summary>By a background runner, in log order, a moment later.</summary>
    Async,
}

/// <summary>Turns one event into changes of read rows. Pure: no clock, no ids, no I/O, so that a rebuild gives the same rows.</summary>
/// <param name="event">
/// The event. Inline, <see cref="IEvent.Sequence"/> and <see cref="IEvent.Position"/> are not known yet and are 0; nor is <see cref="IEvent.Version"/>
/// when the stream was appended to without being fetched.
/// </param>
/// <param name="operations">Takes the row changes.</param>
public delegate void Projection(IEvent @event, IDocumentOperations operations);

/// <summary>
/// Hears a page of new events in log order. Its session is saved by the runner together with the bookmark, in one transaction, so effects in the
/// database happen exactly once; effects elsewhere (a broker) happen at least once.
/// </summary>
/// <param name="page">At least one event, at most <see cref="StoreOptions.PageSize"/>.</param>
/// <param name="session">For further appends and row changes. Do not save it.</param>
/// <param name="cancellationToken">Cancelled at shutdown.</param>
public delegate Task Subscription(IReadOnlyList<IEvent> page, IDocumentSession session, CancellationToken cancellationToken);

/// <summary>Settings of one service's store; given to <c>AddEventStore</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>PostgreSQL connection string of the service's own database. Required.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The 32-byte key that wraps the subjects' keys. Required when any event has a <see cref="PersonalDataAttribute"/>.</summary>
    public byte[]? MasterKey { get; set; }

    /// <summary>SQL scripts (read tables of the service), run in order after the store's own schema, each idempotent.</summary>
    public IList<string> SchemaScripts { get; } = [];

    /// <summary>Events in a page of a subscription. Default 500.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>
    /// A transaction left idle is ended by the server after this long, so that it cannot hold readers up: ours, and by a setting of the database anybody's who does not choose
    /// otherwise. Default 10 s.
    /// </summary>
    public TimeSpan IdleInTransactionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Signs checkpoints of the log: the private key of an ECDSA P-256 pair, in PEM or as base64 of PKCS#8. Without it there are none. Default null.</summary>
    public string? CheckpointKey { get; set; }

    /// <summary>
    /// A file, made with its directory where it is missing, to which a checkpoint is appended at start, every <see cref="CheckpointEvery"/> and at shutdown, when the log has
    /// moved. Best on another machine, where lines can be added but not changed. A disk that fails makes the store degraded and stops nothing. Default null: none are written.
    /// </summary>
    public string? CheckpointFile { get; set; }

    /// <summary>How often a checkpoint is written at most. Default one hour.</summary>
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Names and types of the events.</summary>
    public EventRegistry Events { get; } = new();

    /// <summary>Folds and read tables.</summary>
    public ProjectionRegistry Projections { get; } = new();

    /// <summary>Background readers of the log.</summary>
    public SubscriptionRegistry Subscriptions { get; } = new();
}
