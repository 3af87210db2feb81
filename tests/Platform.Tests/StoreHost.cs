using ComplaintsPlatform.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>A running store on a database of its own; and a plain connection with the owner's rights, for what a store would never do.</summary>
public sealed class StoreHost : IAsyncDisposable
{
    private static readonly byte[] MasterKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly IHost host;

    private StoreHost(IHost host, string connectionString) => (this.host, ConnectionString) = (host, connectionString);

    public string ConnectionString { get; }

    public IDocumentStore Store => host.Services.GetRequiredService<IDocumentStore>();

    public IEventLog Log => host.Services.GetRequiredService<IEventLog>();

    /// <summary>A library.</summary>
    public static Task<StoreHost> StartAsync(Action<StoreOptions>? configure = null, string? connectionString = null) => StartBareAsync(store =>
    {
        store.Events.MapEventType<BookLent>("book_lent").MapEventType<LoanExtended>("loan_extended")
            .MapEventType<ReminderNoted>("reminder_noted").MapEventType<BookReturned>("book_returned");
        store.Projections.LiveStreamAggregation<Loan, ILoanEvent>(Loan.Evolve, harmless: e => e is ReminderNoted);
        configure?.Invoke(store);
    }, connectionString);

    /// <summary>A store that knows no events but those of its caller.</summary>
    public static async Task<StoreHost> StartBareAsync(Action<StoreOptions> configure, string? connectionString = null)
    {
        connectionString ??= await Servers.NewDatabaseAsync("store");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddEventStore(store =>
        {
            store.ConnectionString = connectionString;
            store.MasterKey = MasterKey;
            configure(store);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new StoreHost(host, connectionString);
    }

    public IDocumentSession Session() => Store.LightweightSession();

    public async Task<Guid> LendAsync(string title = "Middlemarch", Guid? reader = null, string name = "Dorothea Brooke")
    {
        var id = Guid.CreateVersion7();
        await using var session = Session();
        session.Events.StartStream<Loan>(id, new BookLent(id, title, reader, name));
        await session.SaveChangesAsync();
        return id;
    }

    public async Task ExtendAsync(Guid id, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await using var session = Session();
            session.Events.Append(id, new LoanExtended(id, 7, "still reading"));
            await session.SaveChangesAsync();
        }
    }

    /// <summary>Until the log is sealed to its end.</summary>
    public async Task SealAsync()
    {
        while (await ScalarAsync<bool>("select es_seal(1000) > 0 or coalesce(max(events), 0) < (select count(*) from mt_events) from es_log_head")) { }
    }

    public Task<HealthReport> HealthAsync() => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    public async Task<NpgsqlConnection> OwnerAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The last event that is written, settled or not.</summary>
    public async Task<LogPosition> LastAsync() =>
        LogPosition.Parse(await ScalarAsync<string>("select transaction_id || '-' || seq_id from mt_events order by transaction_id desc, seq_id desc limit 1"));

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var owner = await OwnerAsync();
        return await owner.ScalarAsync<T>(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}

public static class Sql
{
    public static async Task<T> ScalarAsync<T>(this NpgsqlConnection connection, string sql, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return await command.ExecuteScalarAsync() is T value ? value : default!;
    }

    /// <summary>What the store's own append sends, from a connection of the test's. Version null: whatever comes next.</summary>
    public static async Task AppendAsync(this NpgsqlConnection connection, Guid stream, long? version = null, string type = "reminder_noted", string data = "{}")
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("insert into mt_streams as s (id, type, version) select $1, 'loan', 1 where es_lock($1) on conflict (id) do update set version = s.version + 1")
                {
                    Parameters = { new() { Value = stream } },
                },
                new("""
                    insert into mt_events (seq_id, id, stream_id, version, type, data)
                    select nextval('mt_events_sequence'), gen_random_uuid(), $1, coalesce($2, version), $3, $4::jsonb from mt_streams where id = $1
                    """)
                {
                    Parameters = { new() { Value = stream }, new NpgsqlParameter<long?> { TypedValue = version }, new() { Value = type }, new() { Value = data } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    public static Task RunAsync(this NpgsqlConnection connection, string sql, params object[] parameters) => connection.ScalarAsync<object>(sql, parameters);
}
