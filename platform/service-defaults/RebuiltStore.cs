using JasperFx;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// The service's store once more, over the same log, with its documents in the schema <c>rebuild</c>: where read models
/// are made anew beside the live ones. <see cref="Migration"/> makes the tables, which are empty but for the time of a
/// rebuild.
/// </summary>
internal sealed class RebuiltStore(IServiceProvider services, Action<StoreOptions> configure) : IDisposable
{
    public const string Schema = "rebuild";

    private readonly Lazy<DocumentStore> store = new(() => Build(services, configure));

    public DocumentStore Store => store.Value;

    /// <summary>Makes the tables, where the service has read models that are rebuilt here.</summary>
    public async Task MigrateAsync()
    {
        var live = services.GetRequiredService<StoreOptions>();
        if (live.Projections.All.Any(source => source.Lifecycle != ProjectionLifecycle.Live))
            await Store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
    }

    public void Dispose()
    {
        if (store.IsValueCreated) store.Value.Dispose();
    }

    private static DocumentStore Build(IServiceProvider services, Action<StoreOptions> configure)
    {
        var options = new StoreOptions();
        configure(options);
        foreach (var more in services.GetServices<IConfigureMarten>()) more.Configure(services, options);
        options.DatabaseSchemaName = Schema;
        options.Events.DatabaseSchemaName = "public";
        return new DocumentStore(options);
    }
}
