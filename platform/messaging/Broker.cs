using RabbitMQ.Client;

namespace ComplaintsPlatform.Messaging;

/// <summary>
/// One connection, made anew when it is lost, with the topology declared on it. The client's automatic recovery is off: it revives
/// channels behind our back with other delivery tags, while here whoever holds a channel sees it fail and starts over in order.
/// Publisher and listeners have one each, because a broker short of memory blocks connections that publish.
/// </summary>
internal sealed class Broker(BusOptions options, string role) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private IConnection? connection;

    public async Task<IChannel> OpenChannelAsync(CreateChannelOptions settings, CancellationToken ct) =>
        await (await ConnectAsync(ct)).CreateChannelAsync(settings, ct);

    public async Task<IConnection> ConnectAsync(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            if (connection is { IsOpen: true }) return connection;
            await CloseAsync();
            var made = await new ConnectionFactory
            {
                Uri = new Uri(options.ConnectionString),
                ClientProvidedName = $"{options.Service} {role}",
                AutomaticRecoveryEnabled = false,
                TopologyRecoveryEnabled = false,
                RequestedConnectionTimeout = TimeSpan.FromSeconds(10),
                RequestedHeartbeat = TimeSpan.FromSeconds(10),
            }.CreateConnectionAsync(ct);
            connection = made;
            await using var channel = await made.CreateChannelAsync(cancellationToken: ct);
            await Topology.DeclareAsync(channel, options, ct);
            return made;
        }
        catch
        {
            await CloseAsync();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        gate.Dispose();
    }

    private async Task CloseAsync()
    {
        if (connection is not { } old) return;
        connection = null;
        await old.AbortAsync();
        await old.DisposeAsync();
    }
}
