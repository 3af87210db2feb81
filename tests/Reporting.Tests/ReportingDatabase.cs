using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComplaintsPlatform.Reporting.Tests;

/// <summary>A real database with reporting's tables, and messages taken the way the handler takes them.</summary>
public sealed class ReportingDatabase : IAsyncLifetime
{
    private RunningService<Program> service = null!;

    internal NpgsqlDataSource Database => service.Services.GetRequiredService<NpgsqlDataSource>();

    internal string ConnectionString => service.Database;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync<Program>("reporting");

    public ValueTask DisposeAsync() => service.DisposeAsync();

    internal async Task EmptyAsync() => await ExecuteAsync("""
        truncate read.messages, read.sources, read.complaints, read.cells, read.linked_records,
          read.submissions, read.near;
        update read.position set last = 0, generation = 1
        """);

    /// <summary>One after the other.</summary>
    internal async Task TakeAsync(params IEnumerable<StoredMessage> messages)
    {
        foreach (var message in messages) await TakeOneAsync(message);
    }

    internal Task TakeOneAsync(StoredMessage message) =>
        service.Services.GetRequiredService<MessagesTaken>().TakeAsync(message, CancellationToken.None);

    /// <summary>Everything that a rebuild would make, as text.</summary>
    internal async Task<string> ReadTablesAsync()
    {
        var text = new StringBuilder();
        foreach (var table in new[] { "complaints", "cells", "linked_records", "submissions", "near" })
        {
            await using var command = Database.CreateCommand($"""
                select coalesce(string_agg(row, E'\n' order by row), '') from
                (select (to_jsonb(t) - 'generation')::text as row from read.{table} t
                  where generation = (select generation from read.position)) rows
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
