using System.Collections.Concurrent;
using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>
/// Notices a reader of the log (a projection, the publisher, the high-water mark itself) that stands still before the
/// end of the log. Degraded, not unhealthy: the service answers, but what it shows or says grows old.
/// </summary>
internal sealed class ReadersHealth(IDocumentStore store, NpgsqlDataSource database, TimeProvider time) : IHealthCheck
{
    // Longer than any wait that is in order: a transaction left open ends after ten seconds, a paused reader begins
    // again after five.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (long Position, long Since)> standing = new(StringComparer.Ordinal);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var readers = ((DocumentStore)store).Options.Projections.AllShards()
            .Select(shard => shard.Name.Identity).ToList();
        // The high-water mark moves for them only.
        if (readers.Count == 0) return HealthCheckResult.Healthy();
        await using var command = database.CreateCommand(
            """
            select reader, coalesce(last_seq_id, 0), (select coalesce(max(seq_id), 0) from mt_events)
            from unnest($1) reader left join mt_event_progression on name = reader
            """);
        command.Parameters.Add(new() { Value = readers.Append("HighWaterMark").ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var late = new List<string>();
        while (await row.ReadAsync(cancellationToken))
        {
            var (reader, position, end) = (row.GetString(0), row.GetInt64(1), row.GetInt64(2));
            if (position >= end) standing.TryRemove(reader, out _);
            else if (IsLate(reader, position)) late.Add($"{reader} stands at {position} of {end}");
        }

        return late.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", late));
    }

    private bool IsLate(string reader, long position) =>
        time.GetElapsedTime(standing.AddOrUpdate(reader, _ => (position, time.GetTimestamp()),
            (_, before) => before.Position == position ? before : (position, time.GetTimestamp())).Since) > Patience;
}
