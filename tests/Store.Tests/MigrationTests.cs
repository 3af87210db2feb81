using Npgsql;

namespace ComplaintsPlatform.Store.Tests;

public sealed class MigrationTests
{
    [Fact]
    public async Task three_hosts_migrate_one_empty_database_at_once_and_come_up()
    {
        var database = await Servers.NewDatabaseAsync("store");
        // None of them is made: the first creates it.
        var settings = new NpgsqlConnectionStringBuilder(database);
        settings.Database += "_made";
        database = settings.ConnectionString;
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3)
            .Select(_ => Task.Run(() => Node.StartAsync(database, RebuildTests.WithReadModels()))));
        try
        {
            var id = Guid.CreateVersion7();
            foreach (var (node, number) in nodes.Zip(Enumerable.Range(1, 3))) await node.CountAsync(id, number);
            foreach (var node in nodes)
                (await node.ScalarAsync<int>($"select (data ->> 'total')::int from mt_doc_sum where id = '{id}'"))
                    .ShouldBe(6);
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task a_second_migration_of_the_same_database_finds_nothing_to_change()
    {
        var database = await Servers.NewDatabaseAsync("store");
        await using (await Node.StartAsync(database, RebuildTests.WithReadModels()))
        {
        }

        await using var node = await Node.StartAsync(database, RebuildTests.WithReadModels());
        (await node.DifferencesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("alter table mt_events add column more int")]
    [InlineData("alter table mt_doc_sum add column more int")]
    [InlineData("drop table mt_doc_sum")]
    [InlineData("create table public.more (id int)")]
    [InlineData("create table rebuild.more (id int)")]
    [InlineData("delete from mt_events")]
    [InlineData("truncate mt_events")]
    public async Task the_service_itself_may_change_no_table_and_take_nothing_from_the_log(string sql)
    {
        await using var node = await Node.StartAsync(configure: RebuildTests.WithReadModels());
        // On a connection that others have used and given back.
        foreach (var _ in Enumerable.Range(0, 3)) await node.CountAsync(Guid.CreateVersion7(), 1);
        await using var command = node.Database.CreateCommand(sql);
        (await Should.ThrowAsync<PostgresException>(
            () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }
}
