using System.Reflection;
using Npgsql;

namespace ComplaintsPlatform.EventStore;

/// <summary>
/// Brings a database to the present schema, with the rights of the connection string as it was given. Everything else runs
/// under <c>complaints_app</c>, which has no DDL rights.
/// </summary>
internal sealed class SchemaMigrator(StoreOptions options, IEnumerable<SchemaRegistration> others)
{
    public const string ApplicationRole = "complaints_app";

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await EnsureRoleAsync(connection, cancellationToken);

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One migrator at a time: replicas start together.
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtextextended('es_migrate', 0))", cancellationToken);
        foreach (var name in OwnScripts().Where(name => !name.EndsWith("rights.sql", StringComparison.Ordinal)))
            await ExecuteAsync(connection, Read(name), cancellationToken);
        foreach (var script in others.Select(other => other.Sql).Concat(options.SchemaScripts))
            await ExecuteAsync(connection, script, cancellationToken);
        await ExecuteAsync(connection, Read(OwnScripts().Single(name => name.EndsWith("rights.sql", StringComparison.Ordinal))), cancellationToken);
        // Whoever writes here and then sits there holds every reader up: a person with psql, too. Takes hold for sessions that begin from now on.
        await ExecuteAsync(connection, string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"do $$ begin execute format('alter database %I set idle_in_transaction_session_timeout = {options.IdleInTransactionTimeout.TotalMilliseconds:0}', current_database()); end $$"), cancellationToken);
        // After a restore into another cluster its transaction ids may be lower than those in the log.
        await ExecuteAsync(connection, "select es_continue_transaction_ids()", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Roles belong to the whole cluster and several services start at once, so losing the race to create it is success.</summary>
    private static async Task EnsureRoleAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ExecuteAsync(connection,
                    $"""
                    do $$ begin
                      if not exists (select from pg_roles where rolname = '{ApplicationRole}') then create role {ApplicationRole} nologin; end if;
                      if not pg_has_role(current_user, '{ApplicationRole}', 'member') then execute format('grant {ApplicationRole} to %I', current_user); end if;
                    end $$
                    """, cancellationToken);
                return;
            }
            catch (PostgresException e) when (attempt < 10 && e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation or "XX000")
            {
            }
        }
    }

    private static IEnumerable<string> OwnScripts() =>
        typeof(SchemaMigrator).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
