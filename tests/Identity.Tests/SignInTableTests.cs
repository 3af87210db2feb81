using ComplaintsPlatform.Identity.Logins;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComplaintsPlatform.Identity.Tests;

public sealed class SignInTableTests(IdentityService identity) : IClassFixture<IdentityService>
{
    [Fact]
    public async Task the_migration_makes_the_columns_that_the_libraries_expect()
    {
        await using var scope = identity.Host.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<SignInDatabase>().Model;
        var expected = model.GetEntityTypes().SelectMany(entity => entity.GetProperties().Select(property =>
            $"{entity.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()} "
            + (property.IsColumnNullable() ? "null" : "not null")));
        (await ReadAsync(
            """
            select format('%s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              case when a.attnotnull then 'not null' else 'null' end)
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'sign_in'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
              and c.relname <> 'protection_keys'
            """)).ShouldBe(expected, ignoreOrder: true);

        var unique = model.GetEntityTypes().SelectMany(entity => entity.GetIndexes().Where(index => index.IsUnique)
            .Select(index => index.GetDatabaseName()!));
        (await ReadAsync(
            """
            select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
            where i.relnamespace = 'sign_in'::regnamespace and x.indisunique and not x.indisprimary
            """)).ShouldBe(unique, ignoreOrder: true);
    }

    [Fact]
    public async Task the_service_itself_cannot_change_its_tables()
    {
        var refused = await Should.ThrowAsync<PostgresException>(
            () => ReadAsync("set role complaints_app; drop table sign_in.logins"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    // Before November 2026 they stood in a table of our own.
    [Fact]
    public async Task who_was_there_before_signs_in_as_before()
    {
        await ReadAsync(
            """
            create table credentials (user_id uuid primary key, username text not null, password_hash text not null,
              failures int not null default 0, locked_until timestamptz, signed_in_at timestamptz);
            insert into credentials select id, user_name, password_hash from sign_in.logins
            where user_name = 'officer2@harbour.example';
            insert into credentials select id, client_id, client_secret from sign_in.clients
            where client_id = 'housing-repairs';
            delete from sign_in.tokens;
            delete from sign_in.clients where client_id = 'housing-repairs';
            delete from sign_in.logins where id in (select user_id from credentials);
            """);
        (await identity.SignInAsync("officer2@harbour.example")).IsSuccessStatusCode.ShouldBeFalse();
        await ReadAsync(LoginServices.Tables());

        (await identity.SignInAsync("officer2@harbour.example")).IsSuccessStatusCode.ShouldBeTrue();
        (await identity.AskTokenAsync(("grant_type", "client_credentials"), ("client_id", "housing-repairs"),
            ("client_secret", "development-only-secret"))).IsSuccessStatusCode.ShouldBeTrue();
        (await ReadAsync("select coalesce(to_regclass('public.credentials')::text, 'gone')")).ShouldBe(["gone"]);
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(identity.Database);
        await using var command = database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<string>();
        while (await row.ReadAsync(TestContext.Current.CancellationToken)) found.Add(row.GetString(0));
        return found;
    }
}
