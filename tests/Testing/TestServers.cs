using System.Collections.Concurrent;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace ComplaintsPlatform.Testing;

/// <summary>
/// PostgreSQL and RabbitMQ for a test run: those that the environment names (<c>ConnectionStrings__postgres</c>,
/// <c>ConnectionStrings__rabbitmq</c>), else private ones that are gone afterwards: from Debian's packages, or from
/// their images with <c>TEST_SERVERS=containers</c>.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    private static readonly bool Containers = Environment.GetEnvironmentVariable("TEST_SERVERS") == "containers";
    private readonly ConcurrentStack<IAsyncDisposable> started = [];

    /// <summary>A connection string without a database, of a user who may create some.</summary>
    public async Task<string> StartPostgresAsync() =>
        Environment.GetEnvironmentVariable("ConnectionStrings__postgres") is { Length: > 0 } given
            ? given : await StartOwnPostgresAsync();

    /// <summary>A cluster of our own, whatever the environment names: for what is done to a whole cluster.</summary>
    public async Task<string> StartOwnPostgresAsync()
    {
        if (Containers)
        {
            var container = new PostgreSqlBuilder("postgres:17")
                .WithCommand("-c", "max_connections=400", "-c", "fsync=off").Build();
            started.Push(container);
            await container.StartAsync();
            return container.GetConnectionString();
        }
        var server = new LocalPostgres();
        started.Push(server);
        await server.StartAsync();
        return server.ConnectionString;
    }

    /// <summary>The AMQP address, default virtual host.</summary>
    public async Task<string> StartRabbitAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__rabbitmq") is { Length: > 0 } given) return given;
        if (Containers)
        {
            var port = LocalRabbit.FreePort();
            var container = new RabbitMqBuilder("rabbitmq:4.2-management")
                .WithPortBinding(port, 5672).WithPortBinding(port + LocalRabbit.Management, 15672).Build();
            started.Push(container);
            await container.StartAsync();
            return container.GetConnectionString().TrimEnd('/');
        }
        var server = new LocalRabbit();
        started.Push(server);
        await server.StartAsync();
        return server.ConnectionString;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out var server)) await server.DisposeAsync();
    }
}
