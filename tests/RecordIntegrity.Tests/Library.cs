using JasperFx;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ComplaintsPlatform.RecordIntegrity.Tests;

/// <summary>
/// A library on a database of its own: Marten and the record as a service runs them, under <c>complaints_app</c>; and a
/// plain connection with the owner's rights, for what a service would never do.
/// </summary>
public sealed class Library : IAsyncDisposable
{
    // What a service's migration grants on Marten's tables.
    private const string ServiceRights =
        """
        grant usage on schema public to complaints_app;
        grant select on all tables in schema public to complaints_app;
        grant insert on mt_streams, mt_events to complaints_app;
        grant update on mt_streams to complaints_app;
        grant update (is_archived) on mt_events to complaints_app;
        grant usage on all sequences in schema public to complaints_app
        """;

    private readonly IHost host;
    private readonly NpgsqlDataSource owner;

    private Library(IHost host, NpgsqlDataSource owner, string connectionString) =>
        (this.host, this.owner, ConnectionString) = (host, owner, connectionString);

    public string ConnectionString { get; }

    public IDocumentStore Store => host.Services.GetRequiredService<IDocumentStore>();

    public EventRecord Record => host.Services.GetRequiredService<EventRecord>();

    public static async Task<Library> OpenAsync(
        Dictionary<string, string?>? settings = null, string? connectionString = null,
        EventAppendMode mode = EventAppendMode.QuickWithServerTimestamps)
    {
        connectionString ??= await Servers.NewDatabaseAsync("library");
        var owner = NpgsqlDataSource.Create(connectionString);
        await using (var migration = DocumentStore.For(options => Configure(options, mode, owner)))
            await migration.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using (var rights = owner.CreateCommand(ServiceRights)) await rights.ExecuteNonQueryAsync();
        return await StartAsync(settings ?? [], owner, connectionString, mode);
    }

    private static async Task<Library> StartAsync(
        Dictionary<string, string?> settings, NpgsqlDataSource owner, string connectionString, EventAppendMode mode)
    {
        var login = new NpgsqlConnectionStringBuilder(connectionString) { Options = "-c role=complaints_app" };
        var service = NpgsqlDataSource.Create(login.ConnectionString);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging();
        builder.Services.AddSingleton(_ => service);
        builder.Services.AddMarten(options =>
        {
            Configure(options, mode, service);
            options.AutoCreateSchemaObjects = AutoCreate.None;
        });
        builder.Services.AddRecordIntegrity(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return new Library(host, owner, connectionString);
    }

    /// <summary>A copy of a library that is closed.</summary>
    public static async Task<Library> CopyAsync(string original)
    {
        var server = await Servers.PostgresAsync();
        var name = $"{original}_{Guid.CreateVersion7():N}";
        await using (var database = NpgsqlDataSource.Create(server))
        await using (var copy = database.CreateCommand($"create database {name} template {original}"))
            await copy.ExecuteNonQueryAsync();
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        return await StartAsync(
            new(), NpgsqlDataSource.Create(connectionString), connectionString,
            EventAppendMode.QuickWithServerTimestamps);
    }

    /// <summary>The store as the migration job of a service sees it.</summary>
    public static void Configure(StoreOptions options, EventAppendMode mode, NpgsqlDataSource database)
    {
        options.Connection(database);
        options.UseSystemTextJsonForSerialization();
        options.DisableNpgsqlLogging = true;
        options.Events.AppendMode = mode;
        options.Events.MapEventType<BookLent>("book_lent");
        options.Events.MapEventType<LoanExtended>("loan_extended");
        options.Events.MapEventType<ReminderNoted>("reminder_noted");
        options.AddRecordIntegrity();
    }

    public async Task<Guid> LendAsync(string title = "Middlemarch")
    {
        var id = Guid.CreateVersion7();
        await using var session = Store.LightweightSession();
        session.LastModifiedBy = "Dorothea Brooke";
        session.CorrelationId = "desk-1";
        session.CausationId = "a request";
        session.SetHeader("actor", "librarian");
        session.Events.StartStream(id, new BookLent(id, title));
        await session.SaveChangesAsync();
        return id;
    }

    public async Task ExtendAsync(Guid id, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await using var session = Store.LightweightSession();
            session.LastModifiedBy = "Dorothea Brooke";
            session.Events.Append(id, new LoanExtended(id, 7, "still reading"));
            await session.SaveChangesAsync();
        }
    }

    /// <summary>Until the log is sealed to its end.</summary>
    public Task SealAsync() => Eventually.IsSoAsync(
        () => ScalarAsync<bool>(
            """
            select record.seal(100000) = 0 and coalesce(max(events), 0) = (select count(*) from record.event_chain)
            from record.seals
            """),
        "the log was not sealed to its end");

    public Task<HealthReport> HealthAsync() =>
        host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    public async Task<NpgsqlConnection> OwnerAsync() => await owner.OpenConnectionAsync();

    /// <summary>As the service, without Marten.</summary>
    public async Task<NpgsqlConnection> ServiceAsync() =>
        await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var owner = await OwnerAsync();
        return await owner.ScalarAsync<T>(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        await owner.DisposeAsync();
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

    public static Task RunAsync(this NpgsqlConnection connection, string sql, params object[] parameters) =>
        connection.ScalarAsync<object>(sql, parameters);
}
