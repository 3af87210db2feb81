namespace ComplaintsPlatform.EndToEnd.Tests;

/// <summary>
/// A second process of a service that the AppHost started: with the environment of the first and an address of its own.
/// It is started again whenever it ends.
/// </summary>
public sealed class Replica : IAsyncDisposable
{
    private readonly ProcessCommand command;
    private readonly Action<string> log;
    private readonly Task running;
    private ChildProcess? process;

    internal Replica(string service, int first, Dictionary<string, string> environment)
    {
        Name = NameOf(service);
        var logs = Path.Combine(environment["DATA_DIRECTORY"], "logs", $"{Name}.log");
        log = line => File.AppendAllText(logs, $"{line}\n");
        command = new ProcessCommand(File.ResolveLinkTarget($"/proc/{first}/exe", true)!.FullName)
        {
            WorkingDirectory = File.ResolveLinkTarget($"/proc/{first}/cwd", true)!.FullName,
            Environment = new Dictionary<string, string>(environment)
            {
                ["OTEL_SERVICE_NAME"] = Name,
                ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            },
        };
        running = RunAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; } = new($"http://localhost:{Ports.Free()}/");

    /// <summary>What the platform's parts list it under.</summary>
    public string Name { get; }

    /// <summary>Nobody starts it again.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>The name of a service's second process.</summary>
    public static string NameOf(string service) => $"{service}-2";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IsStopped = true;
        await StopAsync();
        await running;
    }

    private async Task RunAsync()
    {
        while (!IsStopped)
        {
            process = await ChildProcess.StartAsync(command, log);
            // Stopped while it was being started: nobody else has seen this one.
            if (IsStopped) await StopAsync();
            await process.Exited;
        }
    }

    private Task StopAsync() => process?.StopAsync(TimeSpan.FromSeconds(30)) ?? Task.CompletedTask;
}
