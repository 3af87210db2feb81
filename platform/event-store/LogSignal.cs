using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// Wakes the readers of the log: at once in this process, by NOTIFY in the others. The notification is sent after the commit and for many commits
/// together, since NOTIFY inside a transaction makes all commits of the database queue behind one lock. What is lost in a
/// crash in between, the readers' slow poll finds.
/// </summary>
internal sealed class LogSignal(StoreOptions options, ILogger<LogSignal> log) : BackgroundService
{
    private const string Written_ = "es_log";
    private const string ErasedKey = "es_erased";
    private static readonly TimeSpan NotifyAtMostEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);
    private readonly Channel<bool> written = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<Channel<bool>> readers = [];
    private volatile int notifier;

    /// <summary>Set by the composition: what to do when another replica erased a subject.</summary>
    public Action<Guid> Erased { get; set; } = static _ => { };

    public void Written()
    {
        Wake();
        written.Writer.TryWrite(true);
    }

    /// <summary>A bell of its own for one reader: rings at least once after every write.</summary>
    public ChannelReader<bool> Subscribe()
    {
        var bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (readers) readers.Add(bell);
        return bell.Reader;
    }

    public static string EraseCommand => $"select pg_notify('{ErasedKey}', $1::text)";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(KeepTryingAsync(ListenAsync, stoppingToken), KeepTryingAsync(NotifyAsync, stoppingToken));

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        connection.Notification += (_, notification) =>
        {
            if (notification.Channel == ErasedKey && Guid.TryParse(notification.Payload, out var subject)) Erased(subject);
            else if (notification.PID != notifier) Wake(); // our own writes have rung already
        };
        await ExecuteAsync(connection, $"listen {Written_}; listen {ErasedKey}", cancellationToken);
        Wake();
        while (true) await connection.WaitAsync(cancellationToken);
    }

    private async Task NotifyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        notifier = connection.ProcessID;
        await ExecuteAsync(connection, "set synchronous_commit = off", cancellationToken);
        while (true)
        {
            await written.Reader.ReadAsync(cancellationToken);
            await ExecuteAsync(connection, $"notify {Written_}", cancellationToken);
            // Under load one notification stands for many commits; without a pause they would cost as much as the commits.
            await Task.Delay(NotifyAtMostEvery, cancellationToken);
        }
    }

    private async Task KeepTryingAsync(Func<NpgsqlConnection, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, KeepAlive = 30 }.ToString());
                await connection.OpenAsync(cancellationToken);
                await run(connection, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or System.Net.Sockets.SocketException)
            {
                log.LogWarning("The store's notification connection broke and is opened again: {Reason}", e.Message);
                await Task.Delay(Reconnect, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Wake()
    {
        lock (readers)
            foreach (var bell in readers) bell.Writer.TryWrite(true);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
