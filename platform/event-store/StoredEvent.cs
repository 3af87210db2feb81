using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

internal sealed record StoredEvent<T>(T Data, string? HeadersText) : IEvent<T> where T : notnull
{
    private IReadOnlyDictionary<string, string>? headers;

    public required Guid Id { get; init; }
    public required Guid StreamId { get; init; }
    public required long Version { get; init; }
    public required long Sequence { get; init; }
    public required LogPosition Position { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    public required string EventTypeName { get; init; }
    public required string? CorrelationId { get; init; }
    public required string? CausationId { get; init; }
    public required string? UserName { get; init; }

    /// <summary>Read when first asked for: folds and most projections never do.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers ??= EventHeaders.Read(HeadersText);

    object IEvent.Data => Data;
}

/// <summary>One row of mt_events, and how it becomes an <see cref="IEvent"/>.</summary>
internal sealed record EventRow(
    Guid Id, Guid StreamId, long Version, LogPosition Position, DateTimeOffset Timestamp, string Type, string Data,
    string? Correlation, string? Causation, string? User, string? Headers)
{
    public const string Columns = "id, stream_id, version, transaction_id, seq_id, timestamp, type, data::text, correlation_id, causation_id, user_name, headers::text";

    private static readonly ConcurrentDictionary<Type, Func<EventRow, object, IEvent>> Wrappers = new();

    public static async Task<List<EventRow>> ReadAllAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<EventRow>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader));
        return rows;
    }

    public static EventRow Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2), new LogPosition(reader.GetInt64(3), reader.GetInt64(4)),
        reader.GetFieldValue<DateTimeOffset>(5), reader.GetString(6), reader.GetString(7),
        Text(reader, 8), Text(reader, 9), Text(reader, 10), Text(reader, 11));

    /// <summary>Loads the keys that the rows need, then reads them.</summary>
    public static async Task<IReadOnlyList<IEvent>> ToEventsAsync(List<EventRow> rows, EventSerializer serializer, SubjectKeys keys, CancellationToken cancellationToken, NpgsqlConnection? keysOver = null)
    {
        var loaded = await keys.LoadAsync(EventSerializer.SubjectsOf(rows.Select(row => row.Data)), cancellationToken, keysOver);
        var events = new IEvent[rows.Count];
        for (var i = 0; i < events.Length; i++) events[i] = rows[i].ToEvent(serializer.Read(rows[i].Type, rows[i].Data, loaded));
        return events;
    }

    public IEvent ToEvent(object data) => Wrappers.GetOrAdd(data.GetType(), static type =>
        typeof(EventRow).GetMethod(nameof(Wrap), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<EventRow, object, IEvent>>())(this, data);

    private static IEvent Wrap<T>(EventRow row, object data) where T : notnull => new StoredEvent<T>((T)data, row.Headers)
    {
        Id = row.Id,
        StreamId = row.StreamId,
        Version = row.Version,
        Sequence = row.Position.Sequence,
        Position = row.Position,
        Timestamp = row.Timestamp,
        EventTypeName = row.Type,
        CorrelationId = row.Correlation,
        CausationId = row.Causation,
        UserName = row.User,
    };

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>An event's headers. We write text; Marten writes any value, which is read as its JSON rather than stop every reader.</summary>
internal static class EventHeaders
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();
    private static readonly JsonSerializerOptions Options = new() { Converters = { new AnyValue() } };

    public static IReadOnlyDictionary<string, string> Read(string? json) => json is null ? None : JsonSerializer.Deserialize<Dictionary<string, string>>(json, Options)!;

    private sealed class AnyValue : JsonConverter<string>
    {
        public override bool HandleNull => true;

        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? reader.GetString()! : JsonElement.ParseValue(ref reader).GetRawText();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
