using System.Text;
using ComplaintsPlatform.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Tests;

/// <summary>A real database with reporting's tables, and messages taken the way the bus takes them: one session each.</summary>
public sealed class ReportingDatabase : IAsyncLifetime
{
    private IHost host = null!;

    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await Servers.NewDatabaseAsync("reporting");
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddEventStore(store =>
        {
            store.ConnectionString = ConnectionString;
            store.AddSchemaScriptsOf(typeof(StoredMessage).Assembly);
        });
        host = builder.Build();
        await host.StartAsync();
        Database = host.Services.GetRequiredService<NpgsqlDataSource>();
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    internal async Task EmptyAsync() => await ExecuteAsync("""
        truncate read.messages, read.sources, read.complaints, read.cells, read.linked_records;
        update read.position set last = 0, generation = 1
        """);

    internal async Task TakeAsync(params IEnumerable<StoredMessage> messages)
    {
        foreach (var message in messages)
        {
            await using var session = host.Services.GetRequiredService<IDocumentStore>().LightweightSession();
            foreach (var change in new[] { message.Keep(), ReportingMessages.Fold(message) })
                if (change is not null) session.QueueSqlCommand(change.Sql, change.Parameters);
            await session.SaveChangesAsync();
        }
    }

    /// <summary>Everything that a rebuild would make, as text.</summary>
    internal async Task<string> ReadTablesAsync()
    {
        var text = new StringBuilder();
        foreach (var table in new[] { "complaints", "cells", "linked_records" })
        {
            await using var command = Database.CreateCommand($"""
                select coalesce(string_agg(row, E'\n' order by row), '') from
                (select (to_jsonb(t) - 'generation')::text as row from read.{table} t where generation = (select generation from read.position)) rows
                """);
            text.AppendLine(table).AppendLine((string?)await command.ExecuteScalarAsync());
        }
        return text.ToString();
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
