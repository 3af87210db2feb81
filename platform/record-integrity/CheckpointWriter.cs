using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ComplaintsPlatform.RecordIntegrity;

/// <summary>
/// Seals the log every second and, where a directory is named, appends a signed line for the last seal to
/// <c>{database}.jws</c> in there: at start, hourly and at shutdown, when the log has moved. Whoever owns the database
/// can rewrite events, chains and seals so that they agree; what was signed before and lies elsewhere he cannot.
/// </summary>
/// <param name="events">What is sealed.</param>
/// <param name="options">Where lines go, and how often.</param>
/// <param name="log">Says when a seal or a line could not be written.</param>
public sealed class CheckpointWriter(
    EventRecord events, IOptions<RecordIntegrityOptions> options, ILogger<CheckpointWriter> log)
    : BackgroundService, IHostedLifecycleService, IHealthCheck
{
    private static readonly TimeSpan SealEvery = TimeSpan.FromSeconds(1);
    private string? writtenHead;
    private string? trouble;

    /// <summary>Before anything else of the host writes: a restored log goes on behind its own end.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.CheckpointDirectory is not null) events.Key();
        await events.ContinueAfterRestoreAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (options.Value.CheckpointDirectory is null) return;
        await SealAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    /// <summary>Degraded while lines cannot be written.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(trouble is { } why ? HealthCheckResult.Degraded(why) : HealthCheckResult.Healthy());

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EveryAsync(SealEvery, SealAsync, stoppingToken),
        options.Value.CheckpointDirectory is null
            ? Task.CompletedTask
            : EveryAsync(options.Value.CheckpointEvery, WriteAsync, stoppingToken));

    private static async Task EveryAsync(
        TimeSpan pause, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(pause);
        try
        {
            do await act(cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task SealAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await events.SealAsync(cancellationToken) > 0) { }
        }
        catch (NpgsqlException e)
        {
            log.LogWarning("The log could not be sealed and will be: {Reason}", e.Message);
        }
    }

    /// <summary>A disk that fails is reported and tried again; the service goes on.</summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await events.LastSealAsync(cancellationToken) is { } checkpoint)
            {
                var path = Path.Combine(Path.GetFullPath(options.Value.CheckpointDirectory!), $"{checkpoint.Log}.jws");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (writtenHead is null && File.Exists(path) && File.ReadLines(path).LastOrDefault() is { } last)
                    writtenHead = Checkpoint.Read(last, events.Key())?.Head;
                if (checkpoint.Head != writtenHead)
                {
                    // Replicas append to one file; a line is one write.
                    await using var file = new FileStream(
                        path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                    await file.WriteAsync(
                        Encoding.ASCII.GetBytes(checkpoint.Sign(events.Key()) + "\n"), cancellationToken);
                    file.Flush(flushToDisk: true);
                    writtenHead = checkpoint.Head;
                }
            }
            trouble = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NpgsqlException)
        {
            trouble = $"no checkpoint could be written: {e.Message}";
            log.LogError("No checkpoint could be written and one will be tried again: {Reason}", e.Message);
        }
    }
}
