using System.Data;
using ComplaintsPlatform.ServiceDefaults;
using Npgsql;

namespace ComplaintsPlatform.Reporting;

/// <summary>
/// Makes the read tables again from the stored messages: a new generation is filled beside the live one while messages
/// go on being folded and questions answered; when it has nearly caught up, the position is held for a moment, the rest
/// is folded, and the generation that answers are made from is swapped. For an ops engineer, after a change of what a
/// message means for a row.
/// </summary>
internal static class RebuildTables
{
    private const int PageSize = 500;

    /// <summary>Any number, the same on every replica: one rebuild at a time.</summary>
    private const long Lock = 7_300_001;

    public sealed record Rebuilt(long Messages, int Generation, long Position);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/rebuild", async (NpgsqlDataSource database, IHostApplicationLifetime host) =>
            await RunAsync(database, host.ApplicationStopping) is { } rebuilt
            ? Results.Ok(rebuilt)
            : Api.Problem(StatusCodes.Status409Conflict, "rebuild-running",
                "A rebuild is already running. Wait until it has finished."))
        .WithName("rebuild-reporting")
        .WithSummary(
            "Makes reporting's read tables again from the messages that it has stored, beside the live ones, and "
            + "swaps.")
        .Produces<Rebuilt>();

    /// <summary>Null when another rebuild is running.</summary>
    public static async Task<Rebuilt?> RunAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (!await ScalarAsync<bool>(connection, $"select pg_try_advisory_lock({Lock})", ct)) return null;
        try
        {
            var live = await ScalarAsync<int>(connection, "select generation from read.position", ct);
            await ClearAsync(connection, live, ct); // whatever a rebuild that was broken off has left
            var (position, messages, next, isCounted) = (0L, 0L, live + 1, false);
            while (true)
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                if (!isCounted) await ExecuteAsync(connection, "set local read.counting = 'off'", ct);
                var page = await PageAsync(connection, position, ct);
                var isLast = isCounted && page.Count < PageSize;
                if (isLast)
                {
                    // From here until the commit no message moves the position, so what is read now is all there is.
                    await ScalarAsync<long>(connection, "select last from read.position for update", ct);
                    page = await PageAsync(connection, position, ct);
                    isLast = page.Count < PageSize;
                }
                await FoldAsync(connection, page, next, ct);
                if (!isCounted && page.Count < PageSize)
                {
                    await CountAllAsync(connection, next, ct);
                    isCounted = true;
                }
                if (isLast)
                    await ScalarAsync<long>(
                        connection, $"update read.position set generation = {next} returning last", ct);
                await transaction.CommitAsync(ct);
                if (page.Count > 0) position = page[^1].Position;
                messages += page.Count;
                if (isLast) break;
            }
            await ClearAsync(connection, next, ct);
            return new(messages, next, position);
        }
        finally
        {
            // A connection that broke has given the lock back.
            if (connection.State == ConnectionState.Open)
                await ScalarAsync<bool>(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private static async Task FoldAsync(NpgsqlConnection connection, List<(long Position, StoredMessage Message)> page,
        int generation, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var (_, message) in page)
        {
            if (ReportingMessages.Fold(message) is not { } change) continue;
            var command = new NpgsqlBatchCommand(change.Sql);
            command.Parameters.Add(new NpgsqlParameter { Value = generation });
            foreach (var value in change.Parameters.Skip(1))
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            batch.BatchCommands.Add(command);
        }
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
    }

    // Nearly caught up: the cells of all that is there; from then on the trigger keeps them.
    private static Task CountAllAsync(NpgsqlConnection connection, int generation, CancellationToken ct) =>
        ExecuteAsync(connection, $"""
            insert into read.cells
            select generation, rollup, received_month, theme, owner_id, team, stage, status, acknowledgement, response,
              answer, due_on, response_due_on, sum(n)::bigint
            from (select cell.* from read.complaints c cross join lateral read.cells_of(c) cell
                  where c.generation = {generation}) counted
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
            """, ct);

    private static async Task<List<(long Position, StoredMessage Message)>> PageAsync(
        NpgsqlConnection connection, long after, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select position, id, source, type, subject, time, stream_version, log_position, data::text
            from read.messages where position > $1 order by position limit $2
            """, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = PageSize });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var page = new List<(long, StoredMessage)>(PageSize);
        while (await reader.ReadAsync(ct))
            page.Add((reader.GetInt64(0), new StoredMessage(
                reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetGuid(4),
                await reader.GetFieldValueAsync<DateTimeOffset>(5, ct), reader.GetInt64(6),
                await reader.IsDBNullAsync(7, ct) ? null : reader.GetString(7), reader.GetString(8))));
        return page;
    }

    private static async Task ClearAsync(NpgsqlConnection connection, int keep, CancellationToken ct)
    {
        foreach (var table in new[] { "complaints", "cells", "linked_records", "submissions", "near" })
            await ExecuteAsync(connection, $"delete from read.{table} where generation <> {keep}", ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }
}
