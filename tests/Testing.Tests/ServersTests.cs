using Npgsql;

namespace ComplaintsPlatform.Testing.Tests;

public sealed class ServersTests
{
    [Fact]
    public async Task a_new_database_is_empty_and_its_own()
    {
        var first = await Servers.NewDatabaseAsync("first");
        var second = await Servers.NewDatabaseAsync("first");
        first.ShouldNotBe(second);
        await using var source = NpgsqlDataSource.Create(first);
        await using var command = source.CreateCommand("select count(*) from pg_tables where schemaname = 'public'");
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task a_new_broker_is_a_virtual_host_of_its_own()
    {
        var address = new Uri(await Servers.NewBrokerAsync("bus"));
        using var management = LocalRabbit.ManagementClient(await Servers.RabbitAsync());
        (await management.GetStringAsync($"api/vhosts{address.AbsolutePath}")).ShouldContain("bus_");
        (await management.GetStringAsync("api/exchanges/%2F")).ShouldContain("amq.topic");
    }
}
