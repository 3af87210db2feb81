using System.Text;
using System.Text.Json;

namespace ComplaintsPlatform.Messaging;

/// <summary>One message as it came from a queue (or from where it was parked), read as far as it can be.</summary>
internal sealed record Delivery(ulong Tag, string Exchange, string Queue, byte[] Body, Envelope Envelope, JsonElement Data, Exception? Broken)
{
    /// <summary>Never throws, since a message that got lost here would be acknowledged with the next: what cannot be read carries the reason, and an id made from its bytes.</summary>
    public static Delivery From(ulong tag, string exchange, string queue, byte[] body, string? subjectHeader, DateTimeOffset now)
    {
        try
        {
            var (envelope, data) = CloudEvents.Read(body, now);
            return new Delivery(tag, exchange, queue, body, envelope, data, null);
        }
        catch (Exception exception)
        {
            // What is neither is text that is not Unicode: JSON's parser lets it stand, and whoever reads it stumbles.
            var broken = exception is JsonException or UnprocessableMessageException ? exception : new UnprocessableMessageException($"Not a CloudEvent: {exception.Message}");
            var envelope = new Envelope { Id = CloudEvents.IdFrom(body), MessageType = "", Source = "", Subject = Plain(subjectHeader), SentAt = now };
            return new Delivery(tag, exchange, queue, body, envelope, default, broken);
        }
    }

    /// <summary>Text that PostgreSQL takes (no NUL) and that fits a list.</summary>
    public static string Plain(string? text)
    {
        var plain = new StringBuilder(text).Replace('\0', ' ');
        return plain.ToString(0, Math.Min(plain.Length, 1000));
    }
}

/// <summary>What to do about a failure.</summary>
internal enum Fault
{
    /// <summary>The inbox has the message: nothing to do.</summary>
    Duplicate,

    /// <summary>Somebody else wrote the stream first: decide again.</summary>
    LostRace,

    /// <summary>Will pass by itself (database, network): wait, keep the order.</summary>
    Passing,

    /// <summary>Can never succeed: park.</summary>
    Final,

    /// <summary>Nobody knows: try a few times, then park.</summary>
    Unknown,
}

internal static class Faults
{
    public static Fault Of(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            switch (e)
            {
                case EventStore.ConcurrencyException: return Fault.LostRace;
                case UnprocessableMessageException or JsonException: return Fault.Final;
                case Npgsql.PostgresException { SqlState: "23505", ConstraintName: Inbox.PrimaryKey }: return Fault.Duplicate;
                case Npgsql.PostgresException postgres when postgres.IsTransient || IsServerTrouble(postgres.SqlState): return Fault.Passing;
                case Npgsql.PostgresException: return Fault.Unknown;
                case Npgsql.NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or HttpRequestException or OperationCanceledException: return Fault.Passing;
                case IOException and not (FileNotFoundException or DirectoryNotFoundException): return Fault.Passing;
            }

        return Fault.Unknown;
    }

    // Connection, resources, the operator (shut-down, cancelled statement), the system, roll-backs, and a transaction ended for idleness.
    private static bool IsServerTrouble(string state) => state[..2] is "08" or "53" or "57" or "58" or "40" || state is "25P03";
}
