using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>An event as Marten hands it to the database. Its rule for ids, types and clocks: all come from the client.</summary>
public sealed record MartenEvent(string Type, string Data)
{
    public Guid Id { get; } = Guid.CreateVersion7();
    public string DotNetType => "Library.Loans.Anything, Library";
    public DateTimeOffset Timestamp { get; } = TimeProvider.System.GetUtcNow();
    public string Causation { get; init; } = "request";
    public string Correlation { get; init; } = "conversation";
    public string? Headers { get; init; } = """{"actor": "Casaubon", "weight": 3}""";
    public string User { get; init; } = "casaubon";

    public static MartenEvent Extended(Guid loan, int days) => new("loan_extended", JsonSerializer.Serialize(new { loanId = loan, days, reason = (string?)null }));
}

/// <summary>
/// Marten cannot be restored where this is built. These are the statements of Marten 9.29.0 with <c>AutoCreate.None</c>, Guid streams and one tenant, as its
/// source gives them, in the order and with the parameter types in which it sends them.
/// </summary>
/// <param name="database">The rights that it works with.</param>
/// <param name="ids">Whether <c>CorrelationIdEnabled</c> and <c>CausationIdEnabled</c> are set.</param>
/// <param name="headers">Whether <c>HeadersEnabled</c> is set.</param>
/// <param name="users">Whether <c>UserNameEnabled</c> is set.</param>
public sealed class MartenWriter(NpgsqlDataSource database, bool ids = true, bool headers = true, bool users = true)
{
    public const string Tenant = "*DEFAULT*";

    private string Metadata => (ids ? ", correlation_id, causation_id" : "") + (headers ? ", headers" : "") + (users ? ", user_name" : "");

    /// <summary>What FetchStreamAsync, AggregateStreamAsync and FetchForWriting select.</summary>
    public string Columns => $"data, type, mt_dotnet_type, bdata, seq_id, id, stream_id, version, timestamp, tenant_id{Metadata}, is_archived";

    /// <summary>A new stream, in every mode: StartStream, or FetchForWriting where nothing was found. Rich draws its sequence numbers before.</summary>
    public Task StartAsync(Guid stream, bool rich, params MartenEvent[] events) => InTransactionAsync(async (connection, sequences) =>
    {
        await RunAsync(connection, "insert into public.mt_streams (id, type, version, tenant_id) values ($1, $2, $3, $4)",
            [stream, Varchar("loan"), (long)events.Length, Varchar(Tenant)]);
        await InsertAsync(connection, stream, 0, events, sequences);
    }, rich ? events.Length : 0);

    /// <summary>Append, or a fetched stream saved, in <c>QuickWithServerTimestamps</c> (the default) or <c>Quick</c>. Answers what Marten is answered: the version, then the sequence numbers.</summary>
    public async Task<long[]> AppendQuickAsync(Guid stream, long? expected, bool timestamps, params MartenEvent[] events)
    {
        List<NpgsqlParameter> parameters =
        [
            new() { Value = stream, NpgsqlDbType = NpgsqlDbType.Uuid }, Varchar(null), Varchar(Tenant),
            Array(NpgsqlDbType.Uuid, events, e => e.Id), Array(NpgsqlDbType.Varchar, events, e => e.Type), Array(NpgsqlDbType.Varchar, events, e => e.DotNetType),
            Array(NpgsqlDbType.Jsonb, events, e => e.Data), Array(NpgsqlDbType.Bytea, events, _ => (byte[]?)null),
        ];
        if (ids) parameters.AddRange([Array(NpgsqlDbType.Varchar, events, e => e.Causation), Array(NpgsqlDbType.Varchar, events, e => e.Correlation)]);
        if (headers) parameters.Add(Array(NpgsqlDbType.Jsonb, events, e => e.Headers ?? "null"));
        if (users) parameters.Add(Array(NpgsqlDbType.Varchar, events, e => e.User));
        if (timestamps) parameters.Add(Array(NpgsqlDbType.TimestampTz, events, e => e.Timestamp));
        parameters.Add(new() { Value = (object?)expected ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        long[] answer = [];
        await InTransactionAsync(async (connection, _) =>
            answer = (long[])(await ScalarAsync(connection, $"select public.mt_quick_append_events({Places(parameters.Count)})", parameters))!);
        return answer;
    }

    /// <summary>Append, or a fetched stream saved, in <c>Rich</c>. Marten takes an update of nothing for a lost race, if the event did not fail before.</summary>
    public Task AppendRichAsync(Guid stream, long seen, params MartenEvent[] events) => InTransactionAsync(async (connection, sequences) =>
    {
        await RunAsync(connection, "update public.mt_streams set version = $1 where id = $2 and version = $3 returning version", [seen + events.Length, stream, seen]);
        await InsertAsync(connection, stream, seen, events, sequences);
    }, events.Length);

    /// <summary>What follows a failed append in Rich: a stream of this process's own, and an event in each place that was drawn for nothing.</summary>
    public Task BuryAsync(params long[] sequences) => InTransactionAsync(async (connection, _) =>
    {
        var stream = Guid.CreateVersion7();
        await RunAsync(connection, "insert into public.mt_streams (id, tenant_id, version, is_archived) values ($1, $2, 0, false) on conflict (id) do nothing", [stream, Varchar(Tenant)]);
        foreach (var sequence in sequences)
            await RunAsync(connection,
                """
                insert into public.mt_events (data, type, mt_dotnet_type, bdata, id, stream_id, version, timestamp, tenant_id, seq_id)
                values ('{}', 'tombstone', 'JasperFx.Events.Tombstone, JasperFx.Events', null, $1, $2, $3, now(), $4, $3)
                """, [Guid.CreateVersion7(), stream, sequence, Varchar(Tenant)]);
    });

    private async Task InsertAsync(NpgsqlConnection connection, Guid stream, long version, MartenEvent[] events, Queue<long> sequences)
    {
        foreach (var e in events)
        {
            List<NpgsqlParameter> parameters =
            [
                new() { Value = e.Data, NpgsqlDbType = NpgsqlDbType.Jsonb }, Varchar(e.Type), Varchar(e.DotNetType), new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
                new() { Value = e.Id }, new() { Value = stream }, new() { Value = ++version }, new() { Value = e.Timestamp }, Varchar(Tenant),
            ];
            if (ids) parameters.AddRange([Varchar(e.Correlation), Varchar(e.Causation)]);
            if (headers) parameters.Add(new() { Value = (object?)e.Headers ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
            if (users) parameters.Add(Varchar(e.User));
            var drawn = sequences.TryDequeue(out var sequence);
            if (drawn) parameters.Add(new() { Value = sequence });
            await RunAsync(connection,
                $"insert into public.mt_events (data, type, mt_dotnet_type, bdata, id, stream_id, version, timestamp, tenant_id{Metadata}, seq_id) "
                + $"values ({Places(parameters.Count)}{(drawn ? "" : ", nextval('public.mt_events_sequence')")})", parameters);
        }
    }

    private async Task InTransactionAsync(Func<NpgsqlConnection, Queue<long>, Task> write, int draw = 0)
    {
        await using var connection = await database.OpenConnectionAsync();
        var sequences = new Queue<long>();
        for (var i = 0; i < draw; i++) sequences.Enqueue(await connection.ScalarAsync<long>("select nextval('public.mt_events_sequence')"));
        await using var transaction = await connection.BeginTransactionAsync();
        await write(connection, sequences);
        await transaction.CommitAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, IEnumerable<object> parameters) => await ScalarAsync(connection, sql, parameters);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, IEnumerable<object> parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter });
        return await command.ExecuteScalarAsync();
    }

    private static NpgsqlParameter Varchar(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar };

    private static NpgsqlParameter Array<T>(NpgsqlDbType type, MartenEvent[] events, Func<MartenEvent, T> value) =>
        new() { Value = events.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };

    private static string Places(int count) => string.Join(", ", Enumerable.Range(1, count).Select(place => $"${place}"));
}
