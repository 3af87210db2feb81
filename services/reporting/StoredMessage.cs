using System.Text.Json;
using System.Text.RegularExpressions;
using ComplaintsPlatform.ServiceDefaults;
using Wolverine;

namespace ComplaintsPlatform.Reporting;

/// <summary>A message as reporting keeps it. What a resident is called, where they live and what they wrote is not
/// kept: no figure needs it.</summary>
internal sealed partial record StoredMessage(
    Guid Id, string Source, string Type, Guid Subject, DateTimeOffset Time, long StreamVersion, string? LogPosition,
    string Data)
{
    private static readonly string[] NeverKept =
    [
        "resident", "points", "desiredOutcome", "circumstances", "wishes", "toPutRight", "whatWasDone", "language",
        "format", "contactBy", "adjustment", "isAgreed", "said", "email",
    ];

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static StoredMessage From(Envelope envelope, object message)
    {
        var data = JsonSerializer.SerializeToNode(message, message.GetType(), Json)!.AsObject();
        foreach (var name in NeverKept) data.Remove(name);
        return new(
            envelope.Id, envelope.Source!, envelope.MessageType!, Guid.Parse(envelope.GroupId!), envelope.SentAt,
            envelope.StreamVersion() ?? 0,
            envelope.LogPosition() is { } position && Position().IsMatch(position)
                ? position
                : null, data.ToJsonString());
    }

    /// <summary>
    /// Takes the next position, notes how far the sender has been heard, and keeps the message: one statement, the
    /// first of the transaction. A message that comes late (replayed, said again) does not set back how far that is.
    /// </summary>
    public Change Keep() => new("""
        with moved as (update read.position set last = last + 1 returning last),
             heard as (insert into read.sources as s (source, position, log_position, time) select $2, last, $7, $5
               from moved
                       on conflict (source) do update set position = excluded.position, time = greatest(s.time,
                         excluded.time),
                         log_position = case when string_to_array(excluded.log_position,
                           '-')::numeric[] > string_to_array(s.log_position, '-')::numeric[] or s.log_position is null
                           then excluded.log_position else s.log_position end)
        insert into read.messages (position, id, source, type, subject, time, stream_version, log_position, data)
        select last, $1, $2, $3, $4, $5, $6, $7::text, $8::jsonb from moved
        on conflict (id) do nothing
        """,
        [Id, Source, Type, Subject, Time, StreamVersion, LogPosition, Data]);

    [GeneratedRegex(@"^\d+(-\d+)?\z")]
    private static partial Regex Position();
}

/// <summary>One change of read rows: SQL with positional parameters.</summary>
internal sealed record Change(string Sql, object?[] Parameters);
