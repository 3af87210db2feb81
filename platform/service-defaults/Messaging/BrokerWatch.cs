using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine.RabbitMQ;
using Wolverine.RabbitMQ.Internal;
using Wolverine.Runtime;
using Wolverine.Transports;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>
/// Watches over the connection to the broker while the service runs, and closes it before anything else is stopped.
/// <para>
/// Ends the service, to be started again, when its connection to the broker or the consumer of a queue has gone and
/// nobody brings it back, or nothing that it says is confirmed, though the broker is there. To RabbitMQ.Client 7.2 a
/// recovery is still running while Wolverine makes its consumers anew (<c>RecoverySucceededAsync</c>): a connection
/// that ends in that moment starts no other and stays lost for ever. Neither library offers a way to begin again within
/// the process.
/// </para>
/// <para>
/// Closes first, because then the broker gives what is in hand here to another replica before what comes after it.
/// Wolverine would cancel its consumer and finish what it has; the broker would go on with the later ones meanwhile,
/// and return what was prefetched behind them. <c>DrainWaitForPrefetch</c> changes nothing of that.
/// </para>
/// </summary>
internal sealed partial class BrokerWatch(
    IWolverineRuntime runtime, Voice voice, BusHealth health, IHostApplicationLifetime host, TimeProvider time,
    ILogger<BrokerWatch> log) : BackgroundService, IHostedLifecycleService
{
    private const string Part = "broker";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Longer than the client needs for several attempts of its own.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(14);

    private RabbitMqTransport Transport => runtime.Options.Transports.GetOrCreate<RabbitMqTransport>();

    public async Task StoppingAsync(CancellationToken cancellationToken) => await Transport.DisposeAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var transport = Transport;
        using var timer = new PeriodicTimer(Interval, time);
        // Since when the broker has been there without us, and how often we had come back by then.
        (long Since, int Returns)? lost = null;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var problem = await ProblemAsync(transport, stoppingToken);
            if (problem is null) health.Fine(Part);
            else health.Problem(Part, problem);
            if (problem is null || !await AnswersAsync(transport, stoppingToken)) lost = null;
            else if (lost?.Returns != transport.ReconnectAttempts)
                lost = (time.GetTimestamp(), transport.ReconnectAttempts);
            else if (time.GetElapsedTime(lost.Value.Since) > Patience
                && !host.ApplicationStopping.IsCancellationRequested)
            {
                LogLost(log, problem);
                Environment.ExitCode = 1;
                host.StopApplication();
                return;
            }
        }
    }

    private async Task<Exception?> ProblemAsync(RabbitMqTransport transport, CancellationToken cancellation)
    {
        try
        {
            // The client may leave us waiting for ever as well.
            await LookAsync(transport, cancellation).WaitAsync(Patience, cancellation);
            return null;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return exception;
        }
    }

    private async Task LookAsync(RabbitMqTransport transport, CancellationToken cancellation)
    {
        var probe = await transport.ProbeAsync(cancellation);
        if (probe.Status == BrokerHealthStatus.Unhealthy) throw new IOException(probe.Description);
        // A broker that is short of memory or disk confirms nothing either, but says so, and starting again helps
        // nobody.
        if (probe.Status == BrokerHealthStatus.Healthy && health.Is<TimeoutException>(Publisher.Name))
            throw new TimeoutException("The broker confirms nothing.");
        await transport.WithAdminChannelAsync(async channel =>
        {
            foreach (var queue in Consumed())
                if (await channel.ConsumerCountAsync(queue, cancellation) == 0)
                    throw new IOException($"{queue} has no consumer.");
        });
    }

    // Wolverine stops a listener for a while when it is told to, or has too much in hand.
    private IEnumerable<string> Consumed() => voice.Topology
        .Where(consumer => consumer.Service == voice.Service)
        .Select(consumer => Voice.Queue(consumer.Service, consumer.Exchange))
        .Where(queue => runtime.Endpoints.FindListeningAgent(RabbitMqEndpointUri.Queue(queue))
            is { Status: ListeningStatus.Accepting });

    private static async Task<bool> AnswersAsync(RabbitMqTransport transport, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await transport.ConnectionFactory!.CreateConnectionAsync(cancellation);
            return connection.IsOpen;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Critical,
        "The broker is there, but the connection, a consumer or the publisher is lost. The service ends.")]
    private static partial void LogLost(ILogger log, Exception problem);
}
