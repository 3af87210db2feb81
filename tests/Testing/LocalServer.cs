using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ComplaintsPlatform.Testing;

/// <summary>
/// A server that is private to a run: a directory, ports and a password of its own, on 127.0.0.1, run by the script
/// that <c>./run</c> uses too.
/// </summary>
public abstract class LocalServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> output = [];
    private ChildProcess? process;

    protected LocalServer() =>
        // The temporary directory is for its maker only; PostgreSQL runs as another user when we are root.
        File.SetUnixFileMode(Directory, (UnixFileMode)Convert.ToInt32("711", 8));

    protected string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("complaints-").FullName;

    protected string Password { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Starts it, again too, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        process = await ChildProcess.StartAsync(Command(), output.Enqueue);
        await Eventually.IsSoAsync(
            async () => process.Exited.IsCompleted
                ? throw new InvalidOperationException($"The server ended: {string.Join('\n', output)}")
                : await AnswersAsync(),
            "The server does not answer.", TimeSpan.FromMinutes(2));
    }

    /// <summary>Stops it in order; its data stay.</summary>
    public Task StopAsync() => process?.StopAsync(TimeSpan.FromSeconds(60)) ?? Task.CompletedTask;

    /// <summary>Kills it; its data stay as they are.</summary>
    public Task KillAsync() => process?.StopAsync(TimeSpan.Zero) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (process is not null) await process.StopAsync(Patience);
        if (System.IO.Directory.Exists(Directory)) System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>How long it may take to stop when nobody wants its data any more; then it is killed.</summary>
    protected abstract TimeSpan Patience { get; }

    protected abstract Task<bool> AnswersAsync();

    protected abstract ProcessCommand Command();

    protected static string Script(string name) =>
        Path.GetFullPath($"../../../../apphost/local/{name}", AppContext.BaseDirectory);
}
