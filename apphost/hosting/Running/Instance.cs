using Aspire.Hosting.ApplicationModel;
using ComplaintsPlatform.Hosting.Processes;

namespace ComplaintsPlatform.Hosting.Running;

/// <summary>One replica of a resource: starts it, watches its health, starts it again when it dies.</summary>
internal sealed class Instance(ProcessResource resource, int replica, Board board, string logs)
{
    private static readonly TimeSpan
        LongestBackoff = TimeSpan.FromSeconds(10), Grace = TimeSpan.FromSeconds(15), Stable = TimeSpan.FromSeconds(30),
        UntilHealthy = TimeSpan.FromMilliseconds(200), WhileHealthy = TimeSpan.FromSeconds(2);
    private ChildProcess? child;
    private bool restartAsked;

    public ProcessResource Resource => resource;

    public int Replica => replica;

    public string Name { get; } = replica == 0 ? resource.Name : $"{resource.Name}-{replica + 1}";

    public ResourceLog Log { get; } = new(Path.Combine(logs, $"{(replica == 0 ? resource.Name : $"{resource.Name}-{replica + 1}")}.log"));

    public string State { get; private set; } = KnownResourceStates.Waiting;

    public bool? Healthy { get; private set; }

    public int? ProcessId { get; private set; }

    public int Restarts { get; private set; }

    public int? ExitCode { get; private set; }

    public IEnumerable<string> Addresses => resource.Endpoints.Select(endpoint => endpoint.UrlOf(replica)).Concat(resource.Shown);

    public string? UrlOf(string endpoint) => resource.Endpoints.Find(candidate => candidate.Name == endpoint)?.UrlOf(replica);

    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var (dependency, completion) in resource.Waits)
            await board.UntilAsync(() => Instances(dependency).All(other => completion
                ? other is { State: KnownResourceStates.Finished, ExitCode: 0 }
                : other.Healthy == true || other is { State: KnownResourceStates.Finished, ExitCode: 0 }), stop);
        if (resource.IsExternal)
        {
            Show(KnownResourceStates.Running);
            await WatchAsync(stop);
            return;
        }
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            ExitCode = await RunOnceAsync(stop);
            ProcessId = null;
            Healthy = null;
            if (stop.IsCancellationRequested) return;
            if (resource.IsTask && ExitCode == 0 && !restartAsked)
            {
                Show(KnownResourceStates.Finished);
                await board.UntilAsync(() => restartAsked, stop);
            }
            failures = restartAsked || TimeProvider.System.GetElapsedTime(startedAt) > Stable ? 0 : failures + 1;
            Log.Add($"[apphost] {Name} ended with {ExitCode}; it is started again.");
            if (failures < 3) await Console.Error.WriteLineAsync($"{Name} ended with {ExitCode}; it is started again. Its log: {Log.FilePath}");
            Restarts++;
            Show(KnownResourceStates.Restarting);
            // At once the first time, since a service that was killed has nothing wrong with it; then ever more slowly.
            var backoff = failures < 2 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(250 * Math.Pow(2, Math.Min(failures, 8)));
            await Task.Delay(backoff < LongestBackoff ? backoff : LongestBackoff, stop);
        }
    }

    public async Task RestartAsync()
    {
        restartAsked = true;
        board.Changed();
        if (child is { } running) await running.StopAsync(Grace);
    }

    public async Task StopAsync()
    {
        if (child is { } running) await running.StopAsync(Grace);
        await resource.AfterStopAsync();
        Log.Dispose();
    }

    public Func<ProcessResource, IReadOnlyList<Instance>> Instances { get; init; } = _ => [];

    private async Task<int> RunOnceAsync(CancellationToken stop)
    {
        restartAsked = false;
        Show(KnownResourceStates.Starting);
        try
        {
            child = await ChildProcess.StartAsync(await resource.PrepareAsync(this), Log.Add);
        }
        catch (Exception failure)
        {
            Log.Add($"[apphost] {Name} could not be started: {failure.Message}");
            return -1;
        }
        // The stop may have come while the process was being made, too early to reach it.
        if (stop.IsCancellationRequested) await child.StopAsync(Grace);
        ProcessId = child.Id;
        Show(KnownResourceStates.Running);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watch = WatchAsync(watching.Token);
        var exitCode = await child.Exited;
        await watching.CancelAsync();
        await watch;
        return exitCode;
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        // A service that answers no health check is healthy by running; a task is, once it has finished.
        if (resource.IsTask) return;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var healthy = await resource.IsHealthyAsync(this, stop);
                if (healthy != Healthy)
                {
                    Healthy = healthy;
                    board.Changed();
                }
                await Task.Delay(healthy ? WhileHealthy : UntilHealthy, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private void Show(string state)
    {
        State = state;
        board.Changed();
    }
}
