using Npgsql;

namespace ComplaintsPlatform.EndToEnd.Tests.Kills;

/// <summary>The services' databases, with their owner's login: what the services cannot be trusted to say about
/// themselves.</summary>
internal sealed class Databases(string server) : IAsyncDisposable
{
    public static readonly string[] Names =
        ["identity", "intake", "cases", "slaclock", "correspondence", "linkage", "reporting"];

    /// <summary>Those with a log of events: reporting has none.</summary>
    public static readonly string[] Logs = [.. Names.Except(["reporting"])];

    private readonly Dictionary<string, NpgsqlDataSource> sources = Names.ToDictionary(
        name => name,
        name => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server)
        { Database = name, Timeout = 5, CommandTimeout = 600 }));

    public async Task<List<T>> ReadAsync<T>(
        string database, string sql, Func<NpgsqlDataReader, T> row, params object[] parameters)
    {
        await using var command = sources[database].CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(row(reader));
        return rows;
    }

    public async Task<long> NumberAsync(string database, string sql, params object[] parameters) =>
        (await ReadAsync(database, sql, row => row.GetInt64(0), parameters))[0];

    /// <summary>How often each type of event stands in each stream.</summary>
    public async Task<Dictionary<(Guid Stream, string Type), long>> EventsAsync(string database) =>
        (await ReadAsync(database, "select stream_id, type, count(*) from mt_events group by 1, 2", row =>
            (Stream: row.GetGuid(0), Type: row.GetString(1), Count: row.GetInt64(2))))
        .ToDictionary(row => (row.Stream, row.Type), row => row.Count);

    /// <summary>What is still to be done in a database: events that a reader has not read or no seal covers yet,
    /// messages to oneself that wait.</summary>
    public async Task<IReadOnlyList<string>> UnfinishedAsync()
    {
        var unfinished = new List<string>();
        foreach (var name in Logs)
        {
            unfinished.AddRange(await ReadAsync(name,
                """
                select p.name || ' is at ' || p.last_seq_id from mt_event_progression p
                where p.name not in ('HighWaterStuckGap', 'HighWaterAllocationFence')
                  and p.last_seq_id < (select coalesce(max(seq_id), 0) from mt_events)
                union all
                select 'the seals cover ' || coalesce(max(s.events), 0) || ' of ' || (select count(*)
                  from mt_events) || ' events' from record.seals s
                having coalesce(max(s.events), 0) <> (select count(*) from mt_events)
                union all
                select count(*) || ' messages wait to be handled' from wolverine.wolverine_incoming_envelopes
                where status = 'Incoming' or (status = 'Scheduled' and execution_time < now() + interval '1 minute')
                  having count(*) > 0
                """, row => $"{name}: {row.GetString(0)}"));
        }
        return unfinished;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values) await source.DisposeAsync();
    }
}
