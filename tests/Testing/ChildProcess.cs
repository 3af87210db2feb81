using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ComplaintsPlatform.Testing;

/// <summary>What to start. <see cref="User"/> is taken only when we are root.</summary>
public sealed record ProcessCommand(string FileName, params IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public string? User { get; init; }
    public Signal StopSignal { get; init; } = Signal.Terminate;
}

public enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

/// <summary>
/// A process that cannot outlive us. It leads a session of its own, so Ctrl-C on the terminal reaches only us and we
/// stop things in order; and the kernel signals it when we die, SIGKILL included.
/// </summary>
public sealed partial class ChildProcess
{
    private readonly Process process;
    private readonly Signal stopSignal;

    private ChildProcess(Process process, Signal stopSignal, Action<string> log)
    {
        (this.process, this.stopSignal) = (process, stopSignal);
        Exited = Task.WhenAll(
            Pump(process.StandardOutput, log), Pump(process.StandardError, log), process.WaitForExitAsync())
            .ContinueWith(_ => process.ExitCode, TaskScheduler.Default);
    }

    public int Id => process.Id;

    /// <summary>Completes with the exit code, after the last line of output.</summary>
    public Task<int> Exited { get; }

    public static bool IsRoot { get; } = geteuid() == 0;

    public static async Task<ChildProcess> StartAsync(ProcessCommand command, Action<string> log)
    {
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        string[] asUser = IsRoot && command.User is { } user
            ? [$"--reuid={user}", $"--regid={user}", "--init-groups"]
            : [];
        foreach (var argument in (string[])["setpriv", .. asUser, "--pdeathsig", NameOf(command.StopSignal), "--",
            command.FileName, .. command.Arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;
        var process = await Spawner.StartAsync(start);
        process.StandardInput.Close();
        return new ChildProcess(process, command.StopSignal, log);
    }

    /// <summary>Runs a program to its end; throws with its output when it fails.</summary>
    public static async Task<string> RunAsync(ProcessCommand command)
    {
        var output = new ConcurrentQueue<string>();
        var child = await StartAsync(command, output.Enqueue);
        var exitCode = await child.Exited;
        return exitCode == 0
            ? string.Join('\n', output)
            : throw new InvalidOperationException(
                $"{command.FileName} ended with {exitCode}: {string.Join('\n', output)}");
    }

    public void Send(Signal signal)
    {
        if (!process.HasExited) _ = kill(process.Id, (int)signal);
    }

    /// <summary>Asks the process to stop; after the grace period kills it and whatever it started.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Send(stopSignal);
        try
        {
            await Exited.WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            _ = kill(-process.Id, (int)Signal.Kill);
            await Exited;
        }
    }

    private static string NameOf(Signal signal) =>
        signal switch { Signal.Interrupt => "INT", Signal.Kill => "KILL", _ => "TERM" };

    private static async Task Pump(StreamReader reader, Action<string> log)
    {
        while (await reader.ReadLineAsync() is { } line) log(line);
    }

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    /// <summary>
    /// The kernel's "parent died" signal goes by the thread that forked. A thread of the pool may retire at any time
    /// and would take its children with it, so one thread that lives as long as we do forks them all.
    /// </summary>
    private static class Spawner
    {
        private static readonly BlockingCollection<Action> Work = [];

        static Spawner() => new Thread(() =>
        {
            foreach (var action in Work.GetConsumingEnumerable()) action();
        })
        { IsBackground = true, Name = "spawner" }.Start();

        public static Task<Process> StartAsync(ProcessStartInfo start)
        {
            var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
            Work.Add(() =>
            {
                try
                {
                    started.SetResult(Process.Start(start)!);
                }
                catch (Exception failure)
                {
                    started.SetException(failure);
                }
            });
            return started.Task;
        }
    }
}
