using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

/// <summary>Migrates before the host starts to listen, then runs subscriptions, asynchronous projections and the sealing of the log.</summary>
internal sealed class StoreWorker(
    DocumentStore store, Checkpoints checkpoints, SchemaMigrator migrator, LogSignal signal, UnknownNames unknown, IEnumerable<SubscriptionRegistration> registrations,
    IServiceProvider services, ILoggerFactory logs)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan SealEvery = TimeSpan.FromSeconds(1);
    private readonly ILogger log = logs.CreateLogger<StoreWorker>();
    private IReadOnlyList<SubscriptionRunner> runners = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        checkpoints.CheckSettings();
        await migrator.MigrateAsync(cancellationToken);
        signal.Erased = store.Forget;
        await signal.StartAsync(cancellationToken);
        runners =
        [
            .. store.Options.Projections.Asynchronous.Select(projection => Runner(projection.Name, Project(projection.Apply))),
            .. store.Options.Subscriptions.All.Select(subscription => Runner(subscription.Name, subscription.Make(services))),
            .. registrations.Select(subscription => Runner(subscription.Name, subscription.Make(services))),
        ];
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (checkpoints.AreWritten)
        {
            await TrySealAsync(cancellationToken);
            await checkpoints.WriteAsync(cancellationToken);
        }
        await signal.StopAsync(cancellationToken);
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = store.Database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.", e);
        }
        var troubled = runners.Where(runner => runner.Trouble is not null).Select(runner => $"{runner.Name}: {runner.Trouble}")
            .Concat(unknown.Met.Select(name => $"unknown event: {name}")).ToList();
        if (checkpoints.Trouble is { } trouble) troubled.Add(trouble);
        return troubled.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", troubled));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(runners.Select(runner => Task.Run(() => runner.RunAsync(stoppingToken), stoppingToken)).Append(SealAsync(stoppingToken)).Append(WriteCheckpointsAsync(stoppingToken)));

    private SubscriptionRunner Runner(string name, Subscription subscription) =>
        new(name, subscription, store, logs.CreateLogger<SubscriptionRunner>());

    private static Subscription Project(Projection apply) => (page, session, _) =>
    {
        foreach (var stored in page) apply(stored, session);
        return Task.CompletedTask;
    };

    /// <summary>Soon after writes, at most once a second, so that its cost does not grow with the load.</summary>
    private async Task SealAsync(CancellationToken cancellationToken)
    {
        var bell = store.Signal.Subscribe();
        using var timer = new PeriodicTimer(SealEvery);
        var more = true;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (!more) more = bell.TryRead(out _);
                if (more) more = await TrySealAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>True when there may be more to seal.</summary>
    private async Task<bool> TrySealAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = store.Database.CreateCommand("select es_seal(20000)");
            return (int)(await command.ExecuteScalarAsync(cancellationToken))! > 0;
        }
        catch (NpgsqlException e)
        {
            log.LogWarning("The log could not be sealed and will be: {Reason}", e.Message);
            return true;
        }
    }

    private async Task WriteCheckpointsAsync(CancellationToken cancellationToken)
    {
        if (!checkpoints.AreWritten) return;
        using var timer = new PeriodicTimer(store.Options.CheckpointEvery);
        try
        {
            do await checkpoints.WriteAsync(cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
        }
    }
}
