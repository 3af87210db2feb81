using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ComplaintsPlatform.Portal.Kept;

/// <summary>Something that the portal keeps for somebody until it expires.</summary>
internal sealed record Kept(string Id, byte[] Content, DateTimeOffset ChangedAt);

/// <summary>
/// What the portal has to remember between requests, in one table of its own database, so that it survives a restart
/// and is the same for every replica: sessions with their tokens, drafts, and the keys of data protection.
/// </summary>
internal sealed class KeptThings(string connectionString, NpgsqlDataSource database, TimeProvider time)
    : IHostedService, IHealthCheck
{
    public const string Session = "session", Form = "form", Draft = "draft", Key = "key";

    private const string Tables = """
        select pg_advisory_xact_lock(706872617);
        create table if not exists kept (
          kind text not null, id text not null, owner text not null, content bytea not null,
          changed_at timestamptz not null, expires_at timestamptz not null, primary key (kind, id));
        create index if not exists kept_by_owner on kept (kind, owner);
        create index if not exists kept_by_expiry on kept (expires_at);
        """;

    /// <summary>Makes the database and the table where they are missing; any number of replicas may start at
    /// once.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await CreateDatabaseAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var command = new NpgsqlCommand(Tables, connection, transaction))
            await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }

    public async Task<Kept?> FindAsync(string kind, string id, string? owner, CancellationToken ct = default)
    {
        await using var command = Command(
            "select id, content, changed_at from kept where kind = $1 and id = $2 and expires_at > $3 "
            + "and ($4::text is null or owner = $4)", kind, id, time.GetUtcNow(), owner);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    public async Task<IReadOnlyList<Kept>> ListAsync(string kind, string owner, CancellationToken ct = default)
    {
        await using var command = Command(
            "select id, content, changed_at from kept where kind = $1 and owner = $2 and expires_at > $3 "
            + "order by changed_at desc limit 100", kind, owner, time.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(ct);
        var all = new List<Kept>();
        while (await reader.ReadAsync(ct)) all.Add(Read(reader));
        return all;
    }

    /// <summary>Keeps it, in place of what is kept of this owner under the same id. What has expired goes with
    /// it.</summary>
    public async Task PutAsync(
        string kind, string id, string owner, byte[] content, TimeSpan until, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        await using var command = Command(
            "with gone as (delete from kept where expires_at < $5 and not (kind = $1 and id = $2)) "
            + "insert into kept (kind, id, owner, content, changed_at, expires_at) values ($1, $2, $3, $4, $5, $6) "
            + "on conflict (kind, id) do update set content = excluded.content, changed_at = excluded.changed_at, "
            + "expires_at = excluded.expires_at where kept.owner = excluded.owner",
            kind, id, owner, content, now, now + until);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task RemoveAsync(string kind, string id, CancellationToken ct = default)
    {
        await using var command = Command("delete from kept where kind = $1 and id = $2", kind, id);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task RemoveAllOfAsync(string kind, string owner, CancellationToken ct = default)
    {
        await using var command = Command("delete from kept where kind = $1 and owner = $2", kind, owner);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task CreateDatabaseAsync(CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var name = settings.Database!;
        settings.Database = "postgres";
        await using var server = new NpgsqlConnection(settings.ConnectionString);
        await server.OpenAsync(ct);
        await using var find = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", server)
        { Parameters = { new() { Value = name } } };
        if ((bool)(await find.ExecuteScalarAsync(ct))!) return;
        try
        {
            await using var create = new NpgsqlCommand(
                $"create database \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", server);
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else was quicker.
        }
    }

    private NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }

    private static Kept Read(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<DateTimeOffset>(2));
}
