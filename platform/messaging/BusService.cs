using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComplaintsPlatform.Messaging;

/// <summary>Starts and drains the bus: topology first, then a listener per queue of this service, and the inbox's purge.</summary>
internal sealed class BusService(BusOptions options, Inbox inbox, Receiver receiver, BusHealth health, TimeProvider time, ILogger<BusService> log)
    : BackgroundService, IAsyncDisposable
{
    private readonly Broker broker = new(options, "listener");
    private readonly CancellationTokenSource drained = new();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReachBrokerAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var limit = cancellationToken.UnsafeRegister(_ => drained.Cancel(), null);
        await base.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose(); // before all else: a listener must not start over on what is being closed
        await drained.CancelAsync();
        await broker.DisposeAsync();
        drained.Dispose();
    }

    // Listeners end by themselves only at shut-down; should one ever fail, the host stops with it instead of going deaf.
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ends = new Ends(stoppingToken, drained.Token);
        var listeners = (
            from listening in options.Topology
            where listening.Service == options.Service
            from number in Enumerable.Range(0, listening.Partitions)
            select new Listener(listening, number, broker, receiver, options, health, time, log)).ToArray();
        Log.Started(log, listeners.Length, options.PublishExchange);
        return Task.WhenAll([PurgeAsync(stoppingToken), .. listeners.Select(listener => listener.RunAsync(ends))]);
    }

    private async Task ReachBrokerAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.StartupLimit, time);
        for (var attempt = 0; ; attempt++)
            try
            {
                await broker.ConnectAsync(ct);
                return;
            }
            catch (Exception exception) when (!ct.IsCancellationRequested)
            {
                if (limit.IsCancellationRequested)
                    throw new InvalidOperationException($"The broker did not let {options.Service} in within {options.StartupLimit.TotalSeconds:0} s.", exception);
                Log.Waiting(log, exception.GetType().Name);
                await Task.Delay(options.Cooldown[Math.Min(attempt, options.Cooldown.Count - 1)], time, ct);
            }
    }

    private async Task PurgeAsync(CancellationToken stopping)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
        try
        {
            while (await hourly.WaitForNextTickAsync(stopping))
                try
                {
                    await inbox.PurgeAsync(stopping);
                }
                catch (Npgsql.NpgsqlException exception)
                {
                    Log.PurgeFailed(log, exception.GetType().Name);
                }
        }
        catch (OperationCanceledException)
        {
            // shut-down
        }
    }
}
