using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ComplaintsPlatform.Messaging.Tests;

/// <summary>A network between services and broker that can be cut at any moment, in the middle of a frame if need be.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> open = [];
    private readonly Uri broker;
    private readonly Task accepting;

    public Proxy(string broker)
    {
        this.broker = new Uri(broker);
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => new UriBuilder(broker) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri.ToString();

    public void Cut()
    {
        while (open.TryTake(out var client)) client.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        Cut();
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
                pumps.Add(PumpAsync(from, to));
                pumps.Add(PumpAsync(to, from));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
            // cut
        }

        from.Dispose();
        to.Dispose();
    }
}
