using Npgsql;

namespace ComplaintsPlatform.EventStore;

internal sealed class DocumentStore(NpgsqlDataSource database, StoreOptions options, SubjectKeys keys, LogSignal signal, StateCache states, UnknownNames unknown) : IDocumentStore
{
    public NpgsqlDataSource Database { get; } = database;
    public StoreOptions Options { get; } = options;
    public SubjectKeys Keys { get; } = keys;
    public LogSignal Signal { get; } = signal;
    public StateCache States { get; } = states;
    public EventSerializer Serializer { get; } = new(options.Events, keys, unknown.Seen);

    /// <summary>A subject was erased, here or in another replica.</summary>
    public void Forget(Guid subject)
    {
        Keys.Forget(subject);
        States.Clear();
    }

    public IDocumentSession LightweightSession() => new DocumentSession(this);

    /// <summary>A data source whose connections work under the application's role, find read tables without their schema, and whose idle transactions the server ends.</summary>
    public static NpgsqlDataSource Connect(StoreOptions options)
    {
        var builder = new NpgsqlDataSourceBuilder(options.ConnectionString);
        var settings = builder.ConnectionStringBuilder;
        settings.Options = $"-c role={SchemaMigrator.ApplicationRole} -c search_path=public,read -c idle_in_transaction_session_timeout={(int)options.IdleInTransactionTimeout.TotalMilliseconds}";
        // Nothing here leaves state on a connection; a reset would drop the role and cost a round trip.
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 50;
        settings.AutoPrepareMinUsages = 2;
        settings.Enlist = false;
        if (!settings.ContainsKey("Maximum Pool Size") || settings.MaxPoolSize == 100) settings.MaxPoolSize = 30;
        return builder.Build();
    }
}
