using Npgsql;

namespace ComplaintsPlatform.EndToEnd.Tests.Kills;

/// <summary>The services' databases, with their owner's login: what the services cannot be trusted to say about themselves.</summary>
internal sealed class Databases(string server) : IAsyncDisposable
{
    public static readonly string[] Names = ["identity", "intake", "cases", "slaclock", "correspondence", "linkage", "reporting"];

    private readonly Dictionary<string, NpgsqlDataSource> sources = Names.ToDictionary(
        name => name, name => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Database = name, Timeout = 5, CommandTimeout = 600 }));

    public async Task<List<T>> ReadAsync<T>(string database, string sql, Func<NpgsqlDataReader, T> row, params object[] parameters)
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
        (await ReadAsync(database, "select stream_id, type, count(*) from mt_events group by 1, 2", row => (Stream: row.GetGuid(0), Type: row.GetString(1), Count: row.GetInt64(2))))
        .ToDictionary(row => (row.Stream, row.Type), row => row.Count);

    /// <summary>What is still to be done in a database: events that a subscription has not read or the log's head does not cover yet, letters that wait.</summary>
    public async Task<IReadOnlyList<string>> UnfinishedAsync()
    {
        var unfinished = new List<string>();
        foreach (var name in Names)
        {
            unfinished.AddRange(await ReadAsync(name,
                """
                select p.name || ' is at ' || p.last_transaction_id || '-' || p.last_seq_id from mt_event_progression p
                where exists (select from mt_events e where (e.transaction_id, e.seq_id) > (p.last_transaction_id, p.last_seq_id))
                union all
                select 'the head covers ' || coalesce(max(h.events), 0) || ' of ' || (select count(*) from mt_events) || ' events' from es_log_head h
                having coalesce(max(h.events), 0) <> (select count(*) from mt_events)
                """, row => $"{name}: {row.GetString(0)}"));
        }
        var letters = await NumberAsync("correspondence",
            "select count(*) from wolverine.wolverine_incoming_envelopes "
            + "where message_type = 'correspondence.send-letter' and status <> 'Handled'");
        if (letters > 0) unfinished.Add($"correspondence: {letters} letters wait");
        return unfinished;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values) await source.DisposeAsync();
    }
}
