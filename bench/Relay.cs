using System.Net;
using System.Net.Sockets;
using ComplaintsPlatform.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>Stands between one client and the server and counts how often the client speaks after the server has: round trips, as they are on the wire.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string host;
    private readonly int port;
    private int roundTrips;
    private int serverSpoke = 1;

    private Relay(string host, int port)
    {
        (this.host, this.port) = (host, port);
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>How often a store speaks to its database for one of these, once connections and statements are there.</summary>
    public static async Task<double> RoundTripsAsync(string connectionString, Func<IDocumentStore, Task<Func<Task>>> prepare)
    {
        const int Counted = 200;
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        using var relay = new Relay(address.Host!, address.Port);
        (address.Host, address.Port) = ("127.0.0.1", relay.Port);
        using var through = await Database.StartStoreAsync(address.ConnectionString);
        var step = await prepare(through.Services.GetRequiredService<IDocumentStore>());
        for (var i = 0; i < Counted; i++) await step();
        await through.StopAsync(); // what runs in the background has round trips of its own
        var before = relay.RoundTrips;
        for (var i = 0; i < Counted; i++) await step();
        return (relay.RoundTrips - before) / (double)Counted;
    }

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    private int RoundTrips => Volatile.Read(ref roundTrips);

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
