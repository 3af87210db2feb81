using System.Net;
using System.Net.Sockets;

namespace ComplaintsPlatform.Bench;

/// <summary>Stands between one client and the server and counts how often the client speaks after the server has: round trips, as they are on the wire.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string host;
    private readonly int port;
    private int roundTrips;
    private int serverSpoke = 1;

    public Relay(string host, int port)
    {
        (this.host, this.port) = (host, port);
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int RoundTrips => Volatile.Read(ref roundTrips);

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var server = new TcpClient { NoDelay = true };
                await server.ConnectAsync(host, port);
                client.NoDelay = true;
                _ = PumpAsync(client, server, () =>
                {
                    if (Interlocked.Exchange(ref serverSpoke, 0) == 1) Interlocked.Increment(ref roundTrips);
                });
                _ = PumpAsync(server, client, () => Interlocked.Exchange(ref serverSpoke, 1));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the benchmark is over
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, Action spoke)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer)) > 0;)
            {
                spoke();
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
        }
        to.Close();
    }
}
