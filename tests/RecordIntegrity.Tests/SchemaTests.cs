using JasperFx.Events;
using Marten;
using Npgsql;
using Weasel.Core;

namespace ComplaintsPlatform.RecordIntegrity.Tests;

public sealed class SchemaTests
{
    [Theory]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    [InlineData(EventAppendMode.Rich)]
    public async Task a_second_migration_finds_nothing_to_do(EventAppendMode mode)
    {
        await using var database = NpgsqlDataSource.Create(await Servers.NewDatabaseAsync("library"));
        await using var store = DocumentStore.For(options => Library.Configure(options, mode, database));

        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        (await store.Storage.Database.CreateMigrationAsync()).Difference.ShouldBe(SchemaPatchDifference.None);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task a_migration_that_mends_a_function_never_lifts_the_guards()
    {
        await using var library = await Library.OpenAsync();
        await library.LendAsync();
        await using var owner = await library.OwnerAsync();
        const string guards =
            "select string_agg(pg_get_triggerdef(oid), ';' order by oid) from pg_trigger where not tgisinternal";
        var before = await owner.ScalarAsync<string>(guards);
        await owner.RunAsync(
            "create or replace function record.refuse() returns trigger language plpgsql as 'begin return old; end'");

        await using var database = NpgsqlDataSource.Create(library.ConnectionString);
        await using var store = DocumentStore.For(
            options => Library.Configure(options, EventAppendMode.QuickWithServerTimestamps, database));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        (await owner.ScalarAsync<string>(guards)).ShouldBe(before);
        (await Should.ThrowAsync<PostgresException>(() => owner.RunAsync("delete from mt_events")))
            .SqlState.ShouldBe("RI002");
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }
}
