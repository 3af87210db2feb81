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
}
