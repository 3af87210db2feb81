using System.Globalization;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Reading;

/// <summary>What an answer was made from: how many messages had been folded in, and how far each sender had been heard.</summary>
/// <param name="Position">Reporting's own position: every message up to it is in the answer, none after it.</param>
/// <param name="Today">The day (Europe/London) that "overdue" and "due soon" were judged by.</param>
/// <param name="Sources">Per sender.</param>
internal sealed record MadeAt(long Position, DateOnly Today, IReadOnlyList<HeardSource> Sources)
{
    /// <summary>To be selected in the same statement as the figures, so that both see one moment.</summary>
    public const string Sql = """
        'position', (select last from read.position),
        'sources', (select coalesce(json_agg(json_build_object('source', source, 'position', position, 'logPosition', log_position, 'time', time) order by source), '[]')
                    from read.sources)
        """;
}

/// <summary>How far a sender has been heard.</summary>
/// <param name="Source">The sender, such as <c>/complaints/cases</c>.</param>
/// <param name="Position">Reporting's own position of the sender's last message.</param>
/// <param name="LogPosition">That message's place in the sender's log.</param>
/// <param name="Time">When the sender recorded it.</param>
internal sealed record HeardSource(string Source, long Position, string? LogPosition, DateTimeOffset Time);

/// <summary>
/// Waiting for a write to become visible: <c>Prefer: wait=N</c> (seconds, at most 30) with <c>Complaints-Position</c> or a complaint id. When
/// time runs out the answer is given as it stands; its madeAt says which position that is.
/// </summary>
internal static class Waiting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static async Task ForAsync(HttpRequest request, Guid? complaintId, NpgsqlDataSource database, TimeProvider time, Faults faults, CancellationToken ct)
    {
        var position = ParsePosition(request, faults);
        if (ParseWait(request, faults) is not { } wait || faults.Any || (position is null && complaintId is null)) return;
        var started = time.GetTimestamp();
        while (!await IsVisibleAsync(database, position, complaintId, ct) && time.GetElapsedTime(started) < wait)
            await Task.Delay(Pause, time, ct);
        request.HttpContext.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={wait.TotalSeconds:0}");
    }

    private static async Task<bool> IsVisibleAsync(NpgsqlDataSource database, long? position, Guid? complaintId, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select last >= $1 and ($2 is null or exists (select from read.complaints c where c.generation = p.generation and c.complaint_id = $2 and counted))
            from read.position p
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position ?? 0 });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)complaintId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static long? ParsePosition(HttpRequest request, Faults faults)
    {
        var header = request.Headers["Complaints-Position"].ToString();
        if (header.Length == 0) return null;
        if (long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return position;
        faults.Add("Complaints-Position", "Must be a position of reporting, such as 812.");
        return null;
    }

    private static TimeSpan? ParseWait(HttpRequest request, Faults faults)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)) continue;
            if (int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return TimeSpan.FromSeconds(Math.Min(seconds, 30));
            faults.Add("Prefer", "wait must be a whole number of seconds.");
        }
        return null;
    }
}
