using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ComplaintsPlatform.EventStore;

/// <summary>Registration of the event store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds the store: <see cref="IDocumentStore"/>, a scoped <see cref="IDocumentSession"/>, <see cref="IEventLog"/>, an <c>NpgsqlDataSource</c> for read
    /// queries (without DDL rights), a health check named <c>event-store</c>, and a hosted service that migrates the schema before the
    /// host listens and then runs subscriptions and asynchronous projections.
    /// </summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services, Action<StoreOptions> configure)
    {
        services.AddSingleton(_ =>
        {
            var options = new StoreOptions();
            configure(options);
            return options;
        });
        services.AddSingleton(provider => DocumentStore.Connect(provider.GetRequiredService<StoreOptions>()));
        services.AddSingleton<SubjectKeys>();
        services.AddSingleton<StateCache>();
        services.AddSingleton<UnknownNames>();
        services.AddSingleton<LogSignal>();
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<IDocumentStore>(provider => provider.GetRequiredService<DocumentStore>());
        services.AddSingleton<Checkpoints>();
        services.AddSingleton<IEventLog, EventLog>();
        services.TryAddScoped(provider => provider.GetRequiredService<IDocumentStore>().LightweightSession());
        services.AddSingleton<StoreWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<StoreWorker>());
        services.AddHealthChecks().AddCheck<StoreWorker>("event-store");
        return services;
    }
}
