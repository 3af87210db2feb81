using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace ComplaintsPlatform.Cases.Tests.Documents;

/// <summary>A real scanner of our own, that knows one harmless text as malware.</summary>
internal sealed class LocalClamd : IAsyncDisposable
{
    /// <summary>What it takes for malware.</summary>
    public const string Malware = "harbour-homes-takes-this-for-malware";

    /// <summary>Under this name.</summary>
    public const string Name = "Harbour.Test.UNOFFICIAL";

    private readonly string directory = Directory.CreateTempSubdirectory("complaints-clamd-").FullName;
    private ChildProcess? process;

    /// <summary>The path of its socket; there when it runs.</summary>
    public string Address => Path.Combine(directory, "socket");

    public async Task StartAsync()
    {
        var signature = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Malware));
        await File.WriteAllTextAsync(Path.Combine(directory, "test.ndb"), $"Harbour.Test:0:*:{signature}\n");
        var settings = Path.Combine(directory, "clamd.conf");
        await File.WriteAllTextAsync(settings,
            $"DatabaseDirectory {directory}\nLocalSocket {Address}\nForeground yes\nFixStaleSocket yes\n");
        var output = new ConcurrentQueue<string>();
        process = await ChildProcess.StartAsync(
            new ProcessCommand("/usr/sbin/clamd", "--config-file", settings, "--foreground"), output.Enqueue);
        await Eventually.IsSoAsync(
            async () => process.Exited.IsCompleted
                ? throw new InvalidOperationException($"clamd ended: {string.Join('\n', output)}")
                : await AnswersAsync(),
            "clamd does not answer.", TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.StopAsync(TimeSpan.FromSeconds(5));
        Directory.Delete(directory, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Address));
            await socket.SendAsync("zPING\0"u8.ToArray());
            return await socket.ReceiveAsync(new byte[16]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
