using System.Collections.Concurrent;
using ComplaintsPlatform.Hosting.Processes;

namespace ComplaintsPlatform.Hosting.Servers;

/// <summary>PostgreSQL and RabbitMQ for a test run: private, not durable, gone afterwards. A connection string that the environment names is used instead.</summary>
public sealed class PrivateServers : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("complaints-").FullName;
    private readonly ConcurrentStack<ChildProcess> children = [];
    private readonly ConcurrentQueue<string> output = [];

    private RabbitServer? rabbit;

    public async Task<string> StartPostgresAsync() =>
        Environment.GetEnvironmentVariable("ConnectionStrings__postgres") is { Length: > 0 } given ? given : await StartOwnPostgresAsync();

    /// <summary>A cluster of our own, whatever the environment names: for what is done to a whole cluster.</summary>
    public async Task<string> StartOwnPostgresAsync()
    {
        // The temporary directory is for its maker only; PostgreSQL runs as another user when we are root.
        File.SetUnixFileMode(directory, (UnixFileMode)Convert.ToInt32("711", 8));
        var server = new PostgresServer(directory, durable: false);
        await StartAsync(await server.PrepareAsync(), server.IsReadyAsync);
        return server.ConnectionString;
    }

    public async Task<string> StartRabbitAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__rabbitmq") is { Length: > 0 } given) return given;
        var server = new RabbitServer(directory);
        rabbit = server;
        await server.EnsurePortMapperAsync(output.Enqueue);
        // An orderly stop takes seconds, and nobody wants the data.
        await StartAsync(await server.PrepareAsync() with { StopSignal = Signal.Kill }, server.IsReadyAsync);
        return server.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        while (children.TryPop(out var child)) await child.StopAsync(TimeSpan.FromSeconds(10));
        if (rabbit is not null) await rabbit.StopPortMapperAsync();
        if (Directory.Exists(directory)) PrivateDirectory.Delete(directory);
    }

    private async Task StartAsync(Command command, Func<CancellationToken, Task<bool>> isReady)
    {
        var child = await ChildProcess.StartAsync(command, output.Enqueue);
        children.Push(child);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await isReady(limit.Token))
        {
            if (child.Exited.IsCompleted) throw new InvalidOperationException($"{command.FileName} did not start: {string.Join('\n', output)}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }
}
