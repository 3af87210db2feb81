using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ComplaintsPlatform.Messages.Tests;

/// <summary>
/// A network between services and broker that can be cut at any moment, in the middle of a frame if need be, and that
/// can keep what the broker says while what it is told gets through.
/// </summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> open = [];
    private readonly Uri broker;
    private readonly Task accepting;
    private readonly ConcurrentQueue<int> cuts = [];
    private TaskCompletionSource answers = new();

    public Proxy(string broker)
    {
        this.broker = new Uri(broker);
        answers.SetResult();
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => new UriBuilder(broker) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri.ToString();

    /// <summary>
    /// Cuts every connection now, and each of those made next after as many bytes of the broker's: in the middle of
    /// being made anew, when few.
    /// </summary>
    public void Cut(params IEnumerable<int> next)
    {
        foreach (var bytes in next) cuts.Enqueue(bytes);
        while (open.TryTake(out var client)) client.Dispose();
    }

    public void HoldAnswers() => answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetAnswersThrough() => answers.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        Cut();
        LetAnswersThrough();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var from = await listener.AcceptTcpClientAsync();
                var to = new TcpClient();
                await to.ConnectAsync(broker.Host, broker.Port);
                open.Add(from);
                open.Add(to);
                pumps.Add(PumpAsync(from, to, long.MaxValue, () => Task.CompletedTask));
                var bytes = cuts.TryDequeue(out var few) ? few : long.MaxValue;
                pumps.Add(PumpAsync(to, from, bytes, () => answers.Task));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, long bytes, Func<Task> mayPass)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (bytes > 0 && await from.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                await mayPass();
                await to.GetStream().WriteAsync(buffer.AsMemory(0, (int)Math.Min(count, bytes)));
                bytes -= count;
            }
        }
        catch (Exception e)
            when (e is IOException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
            // cut
        }

        from.Dispose();
        to.Dispose();
    }
}
