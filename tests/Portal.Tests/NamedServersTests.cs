using ComplaintsPlatform.EndToEnd.Tests;
using ComplaintsPlatform.Portal.Tests;

// One platform for all.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(PlatformOnNamedServers))]

namespace ComplaintsPlatform.Portal.Tests;

/// <summary>The platform on servers that somebody else runs, a broker's virtual host among them. What the other tests
/// here do on it, nothing else has to show again.</summary>
public sealed class PlatformOnNamedServers : Platform
{
    protected override async Task<(string Postgres, string Rabbitmq)> ServersAsync() =>
        (await Servers.OtherPostgresAsync(), await Servers.NewBrokerAsync("named"));
}

public sealed class NamedServersTests(PlatformOnNamedServers platform)
{
    [Fact]
    public async Task the_platform_runs_on_the_servers_that_the_environment_names()
    {
        (await platform.ConnectionStringAsync("postgres")).ShouldBe(await Servers.OtherPostgresAsync());
        (await platform.ConnectionStringAsync("rabbitmq")).ShouldContain("/named_");
        await Sample.ComplaintAsync(platform);
    }
}
