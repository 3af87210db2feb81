using System.Net.Sockets;
using RabbitMQ.Client;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>
/// A connection to the broker that notices its end at once, and whose consumers keep the order when it is made anew.
/// </summary>
internal static class BrokerConnection
{
    public static void Configure(ConnectionFactory factory, string address)
    {
        factory.Uri = new Uri(address);
        factory.NetworkRecoveryInterval = TimeSpan.FromSeconds(1);
        factory.RequestedConnectionTimeout = TimeSpan.FromSeconds(5);
        // A network that swallows everything is noticed after three of these; a minute, as the broker proposes, is
        // long.
        factory.RequestedHeartbeat = TimeSpan.FromSeconds(10);
        // Wolverine makes its consumers anew itself. Those that the client would bring back before it are refused what
        // they are given until then, message by message, and the broker gives it out again in another order.
        factory.TopologyRecoveryEnabled = false;
        factory.SocketFactory = static family => new Client(
            new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
    }

    private sealed class Client(Socket socket) : TcpClientAdapter(socket)
    {
        public override NetworkStream GetStream() => new Ending(Client);
    }

    /// <summary>
    /// Says the end of the connection as an exception. RabbitMQ.Client 7.2 (<c>InboundFrame.ReadFromPipeAsync</c>) does
    /// not see an end that comes in the middle of a frame: it reads on for ever, at full speed, until its heartbeat is
    /// missing, and the listener hears nothing meanwhile.
    /// </summary>
    private sealed class Ending(Socket socket) : NetworkStream(socket)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            return count > 0 || buffer.IsEmpty
                ? count : throw new EndOfStreamException("The broker closed the connection.");
        }
    }
}
