using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>The orchestrator restarts nothing by itself.</summary>
internal static class KeepRunningExtensions
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Starts whatever dies by itself again, and says so: at once the first times, since what was killed has nothing
    /// wrong with it, then ever more slowly. What ends in order, as the seed does, or is stopped by a person, stays
    /// stopped.
    /// </summary>
    public static void KeepRunning(this IDistributedApplicationBuilder builder)
    {
        var deaths = new ConcurrentDictionary<string, int>();
        builder.Eventing.Subscribe<ResourceStoppedEvent>((stopped, cancellationToken) =>
        {
            var (id, exitCode) = (stopped.ResourceEvent.ResourceId, stopped.ResourceEvent.Snapshot.ExitCode);
            var stopping = stopped.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            var died = stopped.Resource is ProjectResource or ExecutableResource && exitCode is not (null or 0);
            if (died && !stopping.IsCancellationRequested)
                _ = StartAgainAsync(stopped, deaths.AddOrUpdate(id, 1, (_, before) => before + 1), stopping);
            return Task.CompletedTask;
        });
    }

    private static async Task StartAgainAsync(ResourceStoppedEvent stopped, int deaths, CancellationToken stopping)
    {
        var exitCode = stopped.ResourceEvent.Snapshot.ExitCode;
        var sentence = $"{stopped.Resource.Name} ended with {exitCode}; it is started again ({deaths}).";
        var log = stopped.Services.GetRequiredService<ResourceLoggerService>().GetLogger(stopped.Resource);
        log.LogWarning("{Sentence}", sentence);
        if (deaths <= 3) await Console.Error.WriteLineAsync(sentence);
        try
        {
            var pause = TimeSpan.FromSeconds(Math.Max(0, deaths - 3));
            await Task.Delay(pause < LongestPause ? pause : LongestPause, stopping);
            var started = await stopped.Services.GetRequiredService<ResourceCommandService>()
                .ExecuteCommandAsync(stopped.ResourceEvent.ResourceId, KnownResourceCommands.StartCommand, stopping);
            if (started.Success) return;
            log.LogError("It could not be started again: {Why}", started.Message);
            await Console.Error.WriteLineAsync(
                $"{stopped.Resource.Name} could not be started again: {started.Message}");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }
}
