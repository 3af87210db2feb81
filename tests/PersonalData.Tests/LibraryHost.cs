using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Weasel.Core;

namespace ComplaintsPlatform.PersonalData.Tests;

/// <summary>One replica of the library, as a service is hosted.</summary>
public sealed class LibraryHost : IAsyncDisposable
{
    public const string MasterKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private readonly IHost host;

    private LibraryHost(IHost host, string database) => (this.host, Database) = (host, database);

    public string Database { get; }

    public IDocumentStore Store => host.Services.GetRequiredService<IDocumentStore>();

    public PersonalDataKeys Keys => host.Services.GetRequiredService<PersonalDataKeys>();

    public static async Task<LibraryHost> StartAsync(
        string? database = null, Action<StoreOptions>? more = null, string? masterKey = MasterKey,
        Action<IServiceCollection>? configure = null)
    {
        database ??= await Servers.NewDatabaseAsync("library");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Configuration["ConnectionStrings:library"] = database;
        builder.Configuration["PersonalData:MasterKey"] = masterKey;
        builder.Services.AddMarten(options =>
        {
            options.Connection(database);
            options.DisableNpgsqlLogging = true;
            options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
            options.Events.MapEventType<BookLent>("book_lent");
            options.Events.MapEventType<BookReturned>("book_returned");
            options.Events.MapEventType<ReminderSent>("reminder_sent");
            options.Schema.For<ReaderCard>();
            options.Projections.Snapshot<Loan>(SnapshotLifecycle.Inline);
            more?.Invoke(options);
        }).ApplyAllDatabaseChangesOnStartup();
        builder.Services.AddPersonalData(builder.Configuration, "library");
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
        return new LibraryHost(host, database);
    }

    public async Task<Guid> LendAsync(
        Guid? reader = null, string name = "Dorothea Brooke", string title = "Middlemarch", string? note = null)
    {
        var loan = Guid.CreateVersion7();
        await using var session = Store.LightweightSession();
        session.Events.StartStream(loan, new BookLent(loan, title, reader ?? Guid.CreateVersion7(), name, note));
        await session.SaveChangesAsync();
        return loan;
    }

    public async Task<object[]> EventsAsync(Guid stream)
    {
        await using var session = Store.QuerySession();
        return [.. (await session.Events.FetchStreamAsync(stream)).Select(happened => happened.Data)];
    }

    public async Task<T?> LoadAsync<T>(Guid id) where T : notnull
    {
        await using var session = Store.QuerySession();
        return await session.LoadAsync<T>(id);
    }

    public async Task StoreAsync<T>(T document) where T : notnull
    {
        await using var session = Store.LightweightSession();
        session.Store(document);
        await session.SaveChangesAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Every row of every table as text.</summary>
    public async Task<string> EverythingAsync()
    {
        var tables = await ScalarAsync<string[]>(
            """
            select array_agg(format('%I.%I', table_schema, table_name)) from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
            """);
        var everything = new System.Text.StringBuilder();
        foreach (var table in tables)
            everything.AppendLine(await ScalarAsync<string>(
                $"select coalesce(string_agg(t::text, E'\n'), '') from {table} t"));
        return everything.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
