using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ComplaintsPlatform.AppHost;

/// <summary>
/// TCP ports for what listens without a proxy before it: below the range from which the kernel serves outgoing
/// connections, so that none is taken while its owner is away.
/// </summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(24_000, 31_000);
            if (IsFree(port) && Given.Add(port)) return port;
        }
        throw new InvalidOperationException("There is no free port.");
    }

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
