using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ComplaintsPlatform.Messages.Tests;

/// <summary>
/// A network between services and broker that can be cut at any moment, in the middle of a frame if need be, and that
/// can keep what the broker says, or lose the broker's confirms, while what it is told gets through.
/// </summary>
internal sealed class Proxy : IAsyncDisposable
{
    // basic.ack
    private static readonly byte[] Confirm = [0, 60, 0, 80];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> open = [];
    private readonly Uri broker;
    private readonly Task accepting;
    private readonly ConcurrentQueue<int> cuts = [];
    private readonly ConcurrentBag<Task> pumps = [];
    private TaskCompletionSource answers = new();
    private (int Connections, int Confirms) losing;

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

    /// <summary>Loses so many confirms of the connections that are open now, which stay open.</summary>
    public void LoseConfirms(int count) => losing = (pumps.Count, count);

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        Cut();
        LetAnswersThrough();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var from = await listener.AcceptTcpClientAsync();
                var to = new TcpClient();
                await to.ConnectAsync(broker.Host, broker.Port);
                open.Add(from);
                open.Add(to);
                pumps.Add(PumpAsync(from, to, () => from.GetStream().CopyToAsync(to.GetStream())));
                var bytes = cuts.TryDequeue(out var few) ? few : long.MaxValue;
                pumps.Add(PumpAsync(
                    from, to, () => AnswerAsync(to.GetStream(), from.GetStream(), bytes, pumps.Count)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to, long bytes, int connection)
    {
        const int Header = 7, End = 1;
        var header = new byte[Header];
        while (bytes > 0)
        {
            await from.ReadExactlyAsync(header);
            var payload = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(3));
            byte[] frame = [.. header, .. new byte[payload + End]];
            await from.ReadExactlyAsync(frame.AsMemory(Header));
            await answers.Task;
            if (frame.AsSpan(Header).StartsWith(Confirm) && IsLost(connection)) continue;
            await to.WriteAsync(frame.AsMemory(0, (int)Math.Min(frame.Length, bytes)));
            bytes -= frame.Length;
        }
    }

    private bool IsLost(int connection)
    {
        lock (pumps)
        {
            if (connection > losing.Connections || losing.Confirms == 0) return false;
            losing.Confirms--;
            return true;
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, Func<Task> pumpAsync)
    {
        try
        {
            await pumpAsync();
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
