using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// Streams whose changes somebody reads on this replica (<see cref="LiveAnswer"/>). After each append, which Marten
/// says to every replica, one question tells which of them have another version, whatever the order of the log. Safe
/// for any number of readers at once.
/// </summary>
public sealed class WatchedStreams : BackgroundService
{
    private readonly Dictionary<Guid, Watched> all = [];
    private readonly NpgsqlDataSource database;
    private readonly TimeProvider time;
    private readonly ILogger<WatchedStreams> log;

    internal WatchedStreams(NpgsqlDataSource database, TimeProvider time, ILogger<WatchedStreams> log) =>
        (this.database, this.time, this.log) = (database, time, log);

    /// <summary>Watches a stream until what is returned is disposed of. Watch first, then read what there is.</summary>
    /// <param name="streamId">The stream; it may have no event yet.</param>
    public WatchedStream Watch(Guid streamId)
    {
        lock (all)
        {
            if (!all.TryGetValue(streamId, out var watched)) all[streamId] = watched = new Watched();
            watched.Readers++;
            return new WatchedStream(watched.Signal, () => Leave(streamId, watched));
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database.FollowCommitsAsync("mt_events_appended", LookAsync, time, log, stoppingToken);

    private async Task LookAsync(CancellationToken ct)
    {
        Guid[] ids;
        lock (all) ids = [.. all.Keys];
        if (ids.Length == 0) return;
        await using var command = database.CreateCommand("select id, version from mt_streams where id = any($1)");
        command.Parameters.Add(new() { Value = ids });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            lock (all)
                if (all.TryGetValue(rows.GetGuid(0), out var watched) && watched.Version != rows.GetInt64(1))
                {
                    watched.Version = rows.GetInt64(1);
                    watched.Signal.Raise();
                }
    }

    private void Leave(Guid streamId, Watched watched)
    {
        lock (all)
            if (--watched.Readers == 0)
                all.Remove(streamId);
    }

    private sealed class Watched
    {
        public Signal Signal { get; } = new();

        public long Version { get; set; }

        public int Readers { get; set; }
    }
}

/// <summary>One reader of a watched stream.</summary>
public sealed class WatchedStream : IDisposable
{
    private readonly Action leave;

    internal WatchedStream(Signal signal, Action leave) => (Signal, this.leave) = (signal, leave);

    /// <summary>Is raised after the stream got another version.</summary>
    public Signal Signal { get; }

    /// <summary>Watches no longer.</summary>
    public void Dispose() => leave();
}

/// <summary>Registration of <see cref="WatchedStreams"/>.</summary>
public static class WatchedStreamServices
{
    /// <summary>Lets routes of this service watch streams of its own store. One connection is kept for it.</summary>
    /// <param name="builder">The service.</param>
    public static void AddWatchedStreams(this IHostApplicationBuilder builder) => builder.Services
        .AddSingleton(static services => new WatchedStreams(
            services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<WatchedStreams>>()))
        .AddHostedService(static services => services.GetRequiredService<WatchedStreams>());
}
