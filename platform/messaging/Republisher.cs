using ComplaintsPlatform.EventStore;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace ComplaintsPlatform.Messaging;

/// <summary>
/// Says a range of this service's log again, to one consumer that has lost it: by the same map and with the same ids, straight to the consumer's own
/// exchange, so nobody else hears it. Never beyond the publisher's bookmark: what is repeated then stands behind its first copy, so a consumer
/// that has lost nothing sees only duplicates. The publisher is not held up, see the README for what that means for order.
/// </summary>
internal sealed class Republisher(BusOptions options, IEventLog log, NpgsqlDataSource database, TimeProvider time, ILogger<Republisher> logger)
{
    private const int PageSize = 500;
    private const string TheLock = "hashtextextended('republish', 1)";

    // Less than proxies wait for an answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Which services listen to what this one publishes.</summary>
    public IEnumerable<string> Consumers => Listenings.Select(listening => listening.Service).Distinct();

    private IEnumerable<Listening> Listenings => options.Topology.Where(listening => listening.Exchange == options.PublishExchange);

    /// <summary>Null when another one is running, in this process or beside it.</summary>
    /// <param name="to">One of <see cref="Consumers"/>.</param>
    /// <param name="from">After this position.</param>
    /// <param name="until">Up to and with this position; null for all that has been published.</param>
    /// <param name="ct">Cancels between messages.</param>
    public async Task<RepublishReport?> RunAsync(string to, LogPosition from, LogPosition? until, CancellationToken ct)
    {
        // The lock ends with the session that holds it, so this connection is kept.
        await using var connection = await database.OpenConnectionAsync(ct);
        if (!await AskAsync(connection, $"select pg_try_advisory_lock({TheLock})", ct)) return null;
        try
        {
            var report = await SendAsync(to, from, until, ct);
            Log.Republished(logger, report.Published, to, from, report.Until, report.Trouble?.GetType().Name);
            return report;
        }
        finally
        {
            await AskAsync(connection, $"select pg_advisory_unlock({TheLock})", CancellationToken.None);
        }
    }

    private async Task<RepublishReport> SendAsync(string to, LogPosition from, LogPosition? until, CancellationToken ct)
    {
        var listenings = Listenings.Where(listening => listening.Service == to).ToArray();
        var (exchange, keys) = (Topology.Entrance(listenings[0]), listenings.SelectMany(listening => listening.RoutingKeys).ToArray());
        var published = (await log.ProgressAsync(ct)).GetValueOrDefault(Publisher.SubscriptionName);
        var end = until < published ? until.Value : published;
        var (position, count, started) = (from, 0L, time.GetTimestamp());
        await using var sender = new Sender(options, "republisher");
        try
        {
            while (position < end && time.GetElapsedTime(started) < Patience)
            {
                var page = (await log.ReadAsync(position, PageSize, ct)).TakeWhile(@event => @event.Position <= end).ToArray();
                if (page.Length == 0) return new RepublishReport(count, $"{position}", IsComplete: true);
                count += await sender.SendAsync(exchange, page, type => keys.Any(key => Topology.Matches(key, type)), ct);
                position = page[^1].Position;
            }
        }
        catch (Exception exception) when (exception is RabbitMQClientException or IOException or TimeoutException && !ct.IsCancellationRequested)
        {
            return new RepublishReport(count, $"{position}", IsComplete: false) { Trouble = exception };
        }

        return new RepublishReport(count, $"{position}", IsComplete: position >= end);
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
