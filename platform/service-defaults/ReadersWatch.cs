using JasperFx;
using JasperFx.Events.Daemon;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// Begins a reader of the log again that stopped because its bookmark was moved by somebody else. After the database
/// was cut off, two replicas may lead for a moment: the one whose write fails stops its reader for good, since it takes
/// the other to be the leader, and stays so when it is the leader itself. Who leads starts what it does not have, so
/// the stopped one is put away; if another leads after all, nothing starts here.
/// </summary>
internal sealed partial class ReadersWatch(
    IProjectionCoordinator coordinator, TimeProvider time, ILogger<ReadersWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        // One that is being stopped in an orderly way is on the list for a moment as well.
        IReadOnlyList<ISubscriptionAgent> before = [];
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var daemon = coordinator.DaemonForMainDatabase();
            var stopped = daemon.CurrentAgents().Where(reader => reader.Status == AgentStatus.Stopped).ToList();
            foreach (var reader in stopped.Intersect(before))
            {
                LogStopped(log, reader.Name.Identity);
                daemon.EjectPausedShard(reader.Name.Identity);
            }

            before = stopped;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Reader} had stopped; whoever leads begins it again.")]
    private static partial void LogStopped(ILogger log, string reader);
}
