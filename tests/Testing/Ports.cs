using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ComplaintsPlatform.Testing;

/// <summary>Free TCP ports below the range from which the kernel serves outgoing connections, so that none is taken
/// between choice and use.</summary>
public static class Ports
{
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that is free, and so are the ports at the given distances from it.</summary>
    public static int Free(int from = 12_000, int to = 20_000, params ReadOnlySpan<int> distances)
    {
        lock (Given)
            for (var attempt = 0; attempt < 1_000; attempt++)
            {
                var port = RandomNumberGenerator.GetInt32(from, to);
                var free = IsUngiven(port);
                foreach (var distance in distances) free = free && IsUngiven(port + distance);
                if (!free) continue;
                Given.Add(port);
                foreach (var distance in distances) Given.Add(port + distance);
                return port;
            }
        throw new InvalidOperationException($"No free port between {from} and {to}.");
    }

    private static bool IsUngiven(int port) => !Given.Contains(port) && IsFree(port);

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
