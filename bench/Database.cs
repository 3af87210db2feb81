using ComplaintsPlatform.PersonalData;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.Testing;
using JasperFx;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Weasel.Core;

namespace ComplaintsPlatform.Bench;

/// <summary>What a stream of the benchmark holds: about what a case has.</summary>
public sealed record BenchHappened(Guid ComplaintId, string Reference, string Channel, string Category, DateOnly On,
    [property: PersonalData] string Text)
{
    public static BenchHappened Of(Guid id) =>
        new(id, "CMP-7K3M-9QXT", "phone", "damp-and-mould", new DateOnly(2026, 3, 2),
        "There is black mould on the bedroom wall and it comes back after every wash-down. I was told to open the "
            + "windows.");
}

public sealed record BenchState(Guid ComplaintId, int Count)
{
    public static BenchState Evolve(BenchState? state, BenchHappened happened) =>
        new(happened.ComplaintId, (state?.Count ?? 0) + 1);
}

/// <summary>A durable PostgreSQL of its own (or the one that ConnectionStrings__postgres names) and a database in it
/// with the store as a service has it, or without chain and encryption.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly LocalPostgres? server;
    private readonly List<NpgsqlConnection> plain = [];
    private readonly List<IAsyncDisposable> stores = [];

    private Database(LocalPostgres? server, string address) => (this.server, Address) = (server, address);

    private string Address { get; }

    public static async Task<Database> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__postgres") is { Length: > 0 } given)
            return new(null, given);
        var server = new LocalPostgres(durable: true);
        await server.StartAsync();
        return new(server, server.ConnectionString);
    }

    public Task<string> NewAsync(string name) =>
        LocalPostgres.CreateDatabaseAsync(Address, $"{name}_{Environment.ProcessId}");

    /// <summary>As a service has it: chain, seals, encrypted texts, the service's role.</summary>
    public async Task<(IServiceProvider Services,
        string ConnectionString)> ServiceStoreAsync(string name, Action<IHostApplicationBuilder>? more = null)
    {
        var connectionString = await NewAsync(name);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"ConnectionStrings:{name}"] = new NpgsqlConnectionStringBuilder(connectionString)
            { MaxPoolSize = 50 }.ConnectionString,
            ["PersonalData:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["Migration:AtStart"] = "true",
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddVerbs(name);
        builder.AddStore(name, Configure);
        more?.Invoke(builder);
        var host = builder.Build();
        await host.StartAsync();
        stores.Add(new Stopping(host));
        return (host.Services, connectionString);
    }

    /// <summary>Marten with the same settings, without chain and encryption.</summary>
    public async Task<IDocumentStore> BareStoreAsync(string name)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(await NewAsync(name))
        { MaxPoolSize = 50, MaxAutoPrepare = 60, AutoPrepareMinUsages = 2 }.ConnectionString;
        var store = DocumentStore.For(options =>
        {
            options.Connection(connectionString);
            options.DisableNpgsqlLogging = true;
            options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
            options.Events.MetadataConfig.EnableAll();
            options.Events.MetadataConfig.UserNameEnabled = true;
            options.Events.UseListenNotifyForEventAppends = true;
            options.AutoCreateSchemaObjects = AutoCreate.None;
            Configure(options);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        stores.Add(store);
        return store;
    }

    /// <summary>Two tables of the same shape as Marten's, without anything around them; a writer's connection, the same
    /// one every time.</summary>
    public async Task<NpgsqlConnection> PlainAsync(string connectionString, int writer)
    {
        while (plain.Count <= writer)
        {
            var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            plain.Add(connection);
        }
        return plain[writer];
    }

    /// <summary>What the server's processes have used, ended ones included; nothing when the server is not
    /// ours.</summary>
    public TimeSpan ProcessorTime() => server is null ? TimeSpan.Zero : Machine.ProcessorTimeOf(server.ProcessId);

    /// <summary>Runs statements with all rights: for what the benchmark needs and the product must not have.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1200 };
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in plain) await connection.DisposeAsync();
        foreach (var store in stores) await store.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    private static void Configure(StoreOptions options) => options
        .NameEvents(new Dictionary<string, Type> { ["bench_happened"] = typeof(BenchHappened) })
        .Fold<BenchState, BenchHappened>(state => state.ComplaintId, BenchState.Evolve);

    private sealed class Stopping(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
