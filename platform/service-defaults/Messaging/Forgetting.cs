using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults.Messaging;

/// <summary>Forgets ids of handled messages that are old enough, in small batches, so that a million of them hold
/// nobody up.</summary>
internal sealed partial class Forgetting(
    NpgsqlDataSource database, TimeProvider time, ILogger<Forgetting> log) : BackgroundService
{
    private const string Delete =
        $"""
        delete from {Store.MessageSchema}.handled_messages
        where (source, id) in (select source, id from {Store.MessageSchema}.handled_messages where handled_at < $1
          order by handled_at limit 1000)
        """;

    /// <summary>Forgets now.</summary>
    /// <returns>How many were forgotten.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        for (var forgotten = 0; ;)
        {
            await using var command = database.CreateCommand(Delete);
            command.Parameters.Add(new() { Value = time.GetUtcNow() - OnceOnly.Keep });
            var batch = await command.ExecuteNonQueryAsync(cancellationToken);
            if (batch == 0) return forgotten;
            forgotten += batch;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                LogLater(log, exception.GetType().Name);
            }
    }

    [LoggerMessage(
        LogLevel.Warning, "Ids of handled messages could not be forgotten now ({Kind}); the next hour tries again.")]
    private static partial void LogLater(ILogger log, string kind);
}
