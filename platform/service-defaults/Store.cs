using System.Diagnostics;
using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.RecordIntegrity;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Events.Daemon;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Weasel.Core;
using Wolverine.Marten;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>Marten as every service has it.</summary>
public static class Store
{
    /// <summary>Schema of Wolverine's own tables.</summary>
    public const string MessageSchema = "wolverine";

    private const int Connections = 40;

    /// <summary>
    /// The store of the service's own database, <c>ConnectionStrings__{database}</c>: streams by <c>Guid</c>,
    /// System.Text.Json, every kind of metadata, no changes of tables at run time (<see cref="Migration"/> makes them),
    /// readers of the log on one replica at a time. Call it after <c>AddMessages</c>, so that the broker is connected
    /// before the log is read.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="database">Name of the connection string.</param>
    /// <param name="configure">Stored event names, folds, read models.</param>
    /// <param name="hasStreams">False for a service without streams of its own: it keeps no record and reads no
    /// log.</param>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static MartenServiceCollectionExtensions.MartenConfigurationExpression AddStore(
        this IHostApplicationBuilder builder, string database, Action<StoreOptions> configure, bool hasStreams = true)
    {
        if (DynamicCodeBuilder.WithinCodegenCommand)
            builder.Configuration[$"ConnectionStrings:{database}"] ??= "Host=localhost";
        var connectionString = builder.Configuration.GetConnectionString(database)
            ?? throw new InvalidOperationException(
                $"Set ConnectionStrings__{database} to the PostgreSQL connection string of this service's database.");
        var migration = new Migration(connectionString);
        builder.Services.AddSingleton(migration);
        builder.Services.AddHostedService<MigrationAtStart>();
        builder.Services.AddSingleton(services =>
        {
            var source = new NpgsqlDataSourceBuilder(ForService(connectionString)) { Name = database };
            source.UseLoggerFactory(services.GetService<ILoggerFactory>());
            // Statements of a request or a message. The libraries' own looks at their tables, a dozen a second, would
            // bury these.
            source.ConfigureTracing(static traces => traces
                .ConfigureCommandFilter(static _ => Activity.Current is not null)
                .ConfigureBatchFilter(static _ => Activity.Current is not null));
            source.UsePhysicalConnectionInitializer(migration.TakeRole, migration.TakeRoleAsync);
            return source.Build();
        });
        builder.Services.AddHealthChecks()
            .AddCheck<Extensions.DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(5));

        if (hasStreams) builder.Services.AddRecordIntegrity(builder.Configuration);
        builder.Services.AddSingleton(services => new RebuiltStore(services, Configure));
        var marten = builder.Services.AddMarten(Configure)
            .UseLightweightSessions()
            .UseNpgsqlDataSource()
            .IntegrateWithWolverine(wolverine =>
            {
                wolverine.MessageStorageSchemaName = MessageSchema;
                // For the migration; a start alone makes no table.
                wolverine.AutoCreate = AutoCreate.CreateOrUpdate;
            });
        if (hasStreams)
        {
            marten.AddAsyncDaemon(DaemonMode.HotCold);
            builder.Services.AddHostedService<ReadersWatch>();
            builder.Services.AddSingleton<ReadersHealth>()
                .AddHealthChecks().AddCheck<ReadersHealth>("readers", timeout: TimeSpan.FromSeconds(5));
        }

        builder.Services.AddPersonalData(builder.Configuration, database);
        return marten;

        void Configure(StoreOptions store)
        {
            store.AutoCreateSchemaObjects = AutoCreate.None;
            store.DisableNpgsqlLogging = true;
            store.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
            if (hasStreams) store.AddRecordIntegrity();
            // A reader is woken by the append itself; polling is what is left when a notification was missed.
            store.Events.UseListenNotifyForEventAppends = hasStreams;
            // A number that was drawn and never used holds readers up for this long (0.7 s with it, 3.3 s by default).
            store.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(500);
            // By default a running reader leaves out an event that it fails at, be it only that the keys of personal
            // data could not be asked for just then. Ours wait, try again every few seconds, and say so.
            store.Projections.Errors.SkipApplyErrors = false;
            store.Projections.Errors.SkipSerializationErrors = false;
            store.Projections.Errors.SkipUnknownEvents = false;
            configure(store);
        }
    }

    // Statements that come again are prepared (a fifth to a third of the cost of an append); a connection whose server
    // went away is noticed within seconds; one left open in a transaction is ended, since it would hold every reader
    // up. A reset on the way back to the pool would take the role of the service away and leave the next user of the
    // connection with its owner's rights. Seven services with Npgsql's hundred connections each are more than a server
    // takes: a burst of waiting readers had everybody refused, consumers included, until they had given up. Who needs a
    // connection waits for one instead; what the connection string says itself holds.
    private static string ForService(string connectionString) => new NpgsqlConnectionStringBuilder(
        $"Maximum Pool Size={Connections};{connectionString}")
    {
        MaxAutoPrepare = 60,
        AutoPrepareMinUsages = 2,
        TcpKeepAlive = true,
        TcpKeepAliveTime = 10,
        TcpKeepAliveInterval = 5,
        NoResetOnClose = true,
        Options = "-c idle_in_transaction_session_timeout=10s",
    }.ConnectionString;
}
