using System.Globalization;
using System.Text.Json;
using ComplaintsPlatform.ServiceDefaults;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>What an answer was made from: how many messages had been folded in, and how far each sender had been
/// heard.</summary>
/// <param name="Position">Reporting's own position: every message up to it is in the answer, none after it.</param>
/// <param name="Today">The day (Europe/London) that "overdue" and "due soon" were judged by.</param>
/// <param name="Sources">Per sender.</param>
internal sealed record MadeAt(long Position, DateOnly Today, IReadOnlyList<HeardSource> Sources)
{
    /// <summary>To be selected in the same statement as the figures, so that both see one moment.</summary>
    public const string Sql = """
        'position', (select last from read.position),
        'sources', (select coalesce(json_agg(json_build_object('source', source, 'position', position, 'logPosition',
          log_position, 'time', time) order by source), '[]')
                    from read.sources)
        """;

    public static MadeAt From(JsonElement answer, DateOnly today) =>
        new(answer.GetProperty("position").GetInt64(), today, answer.GetProperty("sources")
            .Deserialize<List<HeardSource>>(StoredMessage.Json)!);
}

/// <summary>How far a sender has been heard.</summary>
/// <param name="Source">The sender, such as <c>/complaints/cases</c>.</param>
/// <param name="Position">Reporting's own position of the sender's last message.</param>
/// <param name="LogPosition">The furthest place in the sender's log that was heard of; one that was heard again does
/// not set it back.</param>
/// <param name="Time">The latest time at which the sender recorded one.</param>
internal sealed record HeardSource(string Source, long Position, string? LogPosition, DateTimeOffset Time);

/// <summary>
/// Waiting for a write to become visible: <c>Prefer: wait=N</c> with <c>Complaints-Position</c> (a position that an
/// answer's madeAt stated) or a complaint id. When time runs out the answer is given as it stands; its madeAt says
/// which position that is.
/// </summary>
internal static class Waiting
{
    public static async Task ForAsync(WaitPreference wait, string? position, Guid? complaintId,
        NpgsqlDataSource database, TimeProvider time, Faults faults, CancellationToken ct)
    {
        var wanted = 0L;
        if (position is not null
            && !long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out wanted))
            faults.Add("Complaints-Position", "Must be a position of reporting, such as 812.");
        if (!faults.Any && (position is not null || complaintId is not null))
            await wait.UntilAsync(cancel => IsVisibleAsync(database, wanted, complaintId, cancel), time, ct);
    }

    private static async Task<bool> IsVisibleAsync(
        NpgsqlDataSource database, long position, Guid? complaintId, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select last >= $1 and ($2 is null or exists (select from read.complaints c where c.generation = p.generation
              and c.complaint_id = $2 and counted))
            from read.position p
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        command.Parameters.Add(new NpgsqlParameter
        { Value = (object?)complaintId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
