using System.Net.Http.Json;

namespace ComplaintsPlatform.Testing;

/// <summary>
/// Real servers for tests: those that the environment names (<c>ConnectionStrings__postgres</c>,
/// <c>ConnectionStrings__rabbitmq</c>; <c>./test</c> sets both for the whole run), else private ones, started once per
/// process when first asked for. They die with the process.
/// </summary>
public static class Servers
{
    private static readonly TestServers Started = new();
    private static readonly TestServers Others = new();
    private static readonly Lazy<Task<string>> LazyPostgres = new(Started.StartPostgresAsync);
    private static readonly Lazy<Task<string>> LazyRabbit = new(Started.StartRabbitAsync);
    private static readonly Lazy<Task<string>> LazyOther = new(Others.StartOwnPostgresAsync);
    private static int count;

    static Servers() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
#pragma warning disable VSTHRD002 // the process ends: there is nobody left to await
        Started.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));
        Others.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));
#pragma warning restore VSTHRD002
    };

    /// <summary>The PostgreSQL server: a connection string without a database, of a user who may create some.</summary>
    public static Task<string> PostgresAsync() => LazyPostgres.Value;

    /// <summary>A second PostgreSQL, always private and young: where a backup is restored.</summary>
    public static Task<string> OtherPostgresAsync() => LazyOther.Value;

    /// <summary>The broker's AMQP address, default virtual host.</summary>
    public static Task<string> RabbitAsync() => LazyRabbit.Value;

    /// <summary>Creates an empty database and gives its connection string.</summary>
    public static async Task<string> NewDatabaseAsync(string name) =>
        await LocalPostgres.CreateDatabaseAsync(await PostgresAsync(), Unique(name));

    /// <summary>Creates an empty virtual host, so that test classes do not see each other's exchanges and queues; gives
    /// its AMQP address.</summary>
    public static async Task<string> NewBrokerAsync(string name)
    {
        var server = await RabbitAsync();
        var host = Unique(name);
        var user = new Uri(server).UserInfo.Split(':')[0];
        using var management = LocalRabbit.ManagementClient(server);
        using var made = await management.PutAsync(new Uri($"api/vhosts/{host}", UriKind.Relative), null);
        made.EnsureSuccessStatusCode();
        using var allowed = await management.PutAsJsonAsync(
            $"api/permissions/{host}/{user}", new { configure = ".*", write = ".*", read = ".*" });
        allowed.EnsureSuccessStatusCode();
        return $"{server.TrimEnd('/')}/{host}";
    }

    private static string Unique(string name) => $"{name}_{Environment.ProcessId}_{Interlocked.Increment(ref count)}";
}
