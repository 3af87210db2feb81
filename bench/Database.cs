using System.Globalization;
using System.Text.Json;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.Bench;

/// <summary>What a stream of the benchmark holds: about what a case has.</summary>
internal interface IBenchEvent;

internal sealed record BenchHappened(Guid ComplaintId, string Reference, string Channel, string Category, DateOnly On, string Text) : IBenchEvent
{
    public static BenchHappened Of(Guid id) => new(id, "CMP-7K3M-9QXT", "phone", "damp-and-mould", new DateOnly(2026, 3, 2),
        "There is black mould on the bedroom wall and it comes back after every wash-down. I was told to open the windows.");
}

internal sealed record BenchState(int Count)
{
    public static BenchState Evolve(BenchState? state, IBenchEvent happened) => new((state?.Count ?? 0) + 1);
}

/// <summary>A durable PostgreSQL of its own (or the one that ConnectionStrings__postgres names), a database in it and the store on that.</summary>
internal sealed class Database : IAsyncDisposable
{
    public const int EventsOfAStream = 10;

    private readonly List<NpgsqlConnection> plain = [];
    private readonly LocalPostgres? server;
    private readonly IHost host;

    private Database(LocalPostgres? server, IHost host, string connectionString)
    {
        (this.server, this.host, ConnectionString) = (server, host, connectionString);
        Store = host.Services.GetRequiredService<IDocumentStore>();
        Log = host.Services.GetRequiredService<IEventLog>();
        Reading = host.Services.GetRequiredService<NpgsqlDataSource>();
    }

    public string ConnectionString { get; }

    public IDocumentStore Store { get; }

    public IEventLog Log { get; }

    public NpgsqlDataSource Reading { get; }

    public static async Task<Database> StartAsync(Action<StoreOptions>? configure = null)
    {
        var given = Environment.GetEnvironmentVariable("ConnectionStrings__postgres");
        LocalPostgres? server = null;
        if (given is null)
        {
            server = new LocalPostgres(durable: true);
            await server.StartAsync();
            given = server.ConnectionString;
        }
        var name = $"bench_{Environment.ProcessId}_{Guid.CreateVersion7():N}";
        var connectionString = await LocalPostgres.CreateDatabaseAsync(given, name);
        return new(server, await StartStoreAsync(connectionString, configure), connectionString);
    }

    /// <summary>A writer's plain connection, with all rights; the same one every time.</summary>
    public async Task<NpgsqlConnection> PlainAsync(int writer)
    {
        while (plain.Count <= writer)
        {
            var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync();
            plain.Add(connection);
        }
        return plain[writer];
    }

    /// <summary>Another store on the same database.</summary>
    public static async Task<IHost> StartStoreAsync(string connectionString, Action<StoreOptions>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddEventStore(store =>
        {
            store.ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 50 }.ConnectionString;
            store.Events.MapEventType<BenchHappened>("bench_happened");
            store.Projections.LiveStreamAggregation<BenchState, IBenchEvent>(BenchState.Evolve);
            configure?.Invoke(store);
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    /// <summary>What the server's processes have used, ended ones included; nothing when the server is not ours.</summary>
    public TimeSpan ProcessorTime() => server is null ? TimeSpan.Zero : Machine.ProcessorTimeOf(server.ProcessId);

    /// <summary>Runs statements with all rights: for what the benchmark needs and the product must not have.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1200 };
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Makes a log by SQL, streams interleaved, of <see cref="EventsOfAStream"/> events each; sealed, vacuumed and flushed.</summary>
    public async Task FillAsync(int events)
    {
        var text = JsonSerializer.Serialize(BenchHappened.Of(Guid.Empty), JsonSerializerOptions.Web);
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
            $"insert into mt_streams (id, type, version) select gen_random_uuid(), 'bench_state', {EventsOfAStream} from generate_series(1, {events / EventsOfAStream})"));
        for (var version = 1; version <= EventsOfAStream; version++)
            await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $$"""
                insert into mt_events (seq_id, id, stream_id, version, type, data)
                select nextval('mt_events_sequence'), gen_random_uuid(), id, {{version}}, 'bench_happened', jsonb_set('{{text}}', '{complaintId}', to_jsonb(id::text))
                from mt_streams
                """));
        await ExecuteAsync("select es_seal(2000000000)"); // or the store would do it meanwhile
        foreach (var table in new[] { "mt_events", "mt_streams" }) await ExecuteAsync($"vacuum analyze {table}");
        await ExecuteAsync("checkpoint");
    }

    /// <summary>The same two tables with the same indexes, without chain, order and guards.</summary>
    public Task MakePlainTablesAsync() => ExecuteAsync("""
        create table plain_streams (like mt_streams including all);
        create table plain_events (like mt_events including all);
        alter table plain_events add foreign key (stream_id) references plain_streams (id);
        create sequence plain_sequence;
        """);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in plain) await connection.DisposeAsync();
        await host.StopAsync();
        host.Dispose();
        if (server is not null) await server.DisposeAsync();
    }
}
