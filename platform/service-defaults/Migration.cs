using JasperFx;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Wolverine.Persistence.Durability;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>SQL of a service that makes tables which are not Marten's; run by the migration, so it has to be
/// idempotent.</summary>
/// <param name="Sql">One or more statements.</param>
public sealed record SchemaScript(string Sql);

/// <summary>
/// Makes everything that a service needs in its database: the database itself, the role <c>complaints_app</c>, the
/// tables of Marten, Wolverine and the service, and the role's rights. Idempotent; any number may run at once.
/// Afterwards the service works as <c>complaints_app</c>, which may read and append but change no table.
/// </summary>
/// <param name="connectionString">A login that may create databases and roles, or that finds both made.</param>
public sealed class Migration(string connectionString)
{
    private const string Role = "complaints_app";

    // One lock for all of them: roles belong to the server.
    private const long Lock = 0x436F6D706C61696E;

    private bool asOwner;

    /// <summary>Whether this process was started to migrate and for nothing else: then it needs its database
    /// alone.</summary>
    internal static bool IsAll { get; } = Environment.GetCommandLineArgs() is [_, "migrate", ..];

    /// <summary>Gives a new connection the service's role.</summary>
    internal void TakeRole(NpgsqlConnection connection)
    {
        if (asOwner) return;
        using var command = new NpgsqlCommand($"set role {Role}", connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Gives a new connection the service's role.</summary>
    internal async Task TakeRoleAsync(NpgsqlConnection connection)
    {
        if (asOwner) return;
        await using var command = new NpgsqlCommand($"set role {Role}", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs it.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="cancellationToken">Gives it up; what was made stays.</param>
    public async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await CreateDatabaseAsync(cancellationToken);
        // Not pooled: the lock ends with the session that holds it, whatever ends the process.
        await using var owner = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await owner.OpenAsync(cancellationToken);
        await ExecuteAsync(owner, $"select pg_advisory_lock({Lock})", cancellationToken);
        var source = services.GetRequiredService<NpgsqlDataSource>();
        try
        {
            asOwner = true;
            source.Clear();
            await ExecuteAsync(owner, CreateRole, cancellationToken);
            await services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync(
                AutoCreate.CreateOrUpdate);
            await services.GetRequiredService<RebuiltStore>().MigrateAsync();
            await services.GetRequiredService<IMessageStore>().Admin.MigrateAsync();
            foreach (var script in services.GetServices<SchemaScript>())
                await ExecuteAsync(owner, script.Sql, cancellationToken);
            await ExecuteAsync(owner, GrantRights, cancellationToken);
        }
        finally
        {
            asOwner = false;
            source.Clear();
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var database = settings.Database;
        settings.Database = "postgres";
        await using var server = new NpgsqlConnection(settings.ConnectionString);
        await server.OpenAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", server)
        { Parameters = { new() { Value = database } } };
        if ((bool)(await find.ExecuteScalarAsync(cancellationToken))!) return;
        try
        {
            await ExecuteAsync(server,
                $"create database \"{database!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancellationToken);
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else was quicker.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private const string CreateRole =
        $"""
        do $$ begin
          if not exists (select from pg_roles where rolname = '{Role}') then create role {Role} nologin; end if;
        exception when duplicate_object or unique_violation then null; -- a service of another database was quicker
        end $$;
        do $$ begin
          if not pg_has_role(current_user, '{Role}', 'member') then grant {Role} to current_user; end if;
        exception when unique_violation or internal_error then null; -- the same; XX000: tuple concurrently updated
        end $$;
        """;

    // The log may be read and added to; what guards it is out of reach. TRUNCATE is how a rebuild empties its tables.
    private const string GrantRights =
        $"""
        do $$
        declare
          s text;
        begin
          for s in select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema',
            'record') loop
            execute format('grant usage on schema %I to {Role}', s);
            execute format('grant select, insert, update, delete, truncate on all tables in schema %I to {Role}', s);
            execute format('grant usage, select, update on all sequences in schema %I to {Role}', s);
            execute format('grant execute on all routines in schema %I to {Role}', s);
          end loop;
          if to_regclass('public.mt_events') is not null then
            revoke delete, truncate on public.mt_events, public.mt_streams from {Role};
          end if;
        end $$;
        """;
}

/// <summary>With <c>Migration__AtStart=true</c> the service migrates before anything else of it starts; else a job
/// does, by the verb <c>migrate</c>.</summary>
internal sealed class MigrationAtStart(
    Migration migration, IServiceProvider services, IConfiguration configuration) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        configuration.GetValue<bool>("Migration:AtStart")
            ? migration.RunAsync(services, cancellationToken)
            : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>How a service's program ends.</summary>
public static class RunService
{
    /// <summary>Runs the service; or, with <c>migrate</c> as its argument, makes what it needs in its database and
    /// ends; or one of JasperFx's own commands (<c>codegen</c>, <c>describe</c>, <c>check-env</c>).</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunServiceAsync(this WebApplication app, string[] args)
    {
        if (args is ["migrate", ..]) await app.Services.GetRequiredService<Migration>().RunAsync(app.Services);
        else if (args is [var command, ..] && !command.StartsWith('-')) return await app.RunJasperFxCommands(args);
        else await app.RunAsync();
        // Not 0 when the service ended itself, so that it is started again.
        return Environment.ExitCode;
    }
}
