using ComplaintsPlatform.Hosting.Running;
using ComplaintsPlatform.Hosting.Servers;

namespace Aspire.Hosting.ApplicationModel;

public interface IResource
{
    string Name { get; }
}

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithArgs : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithWaitSupport : IResource;

public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

public interface IResourceWithConnectionString : IResource;

/// <summary>A value that is configured as <c>Parameters:name</c>; a secret one that is not is made once: 32 random bytes, kept in the data directory.</summary>
public sealed class ParameterResource(string name, Func<string> value) : IResource
{
    public string Name => name;

    internal string Value => value();
}

/// <summary>A project of the solution, started as <c>dotnet X.dll</c>.</summary>
public sealed class ProjectResource(string name, string assembly) : ProcessResource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    internal override Task<ComplaintsPlatform.Hosting.Processes.Command> PrepareAsync(Instance instance)
    {
        var environment = EnvironmentOf(instance);
        // Many small services on one machine: prefer memory to throughput.
        foreach (var (key, value) in (IEnumerable<(string, string)>)
            [("DOTNET_gcServer", "0"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_GCConserveMemory", "5"), ("DOTNET_TieredPGO", "0"),
             ("ASPNETCORE_ENVIRONMENT", "Development"), ("DOTNET_ENVIRONMENT", "Development"), ("OTEL_SERVICE_NAME", Name),
             // Six lines per request bury what matters, and cost more than the request.
             ("Logging__LogLevel__Microsoft.AspNetCore", "Warning")])
            environment.TryAdd(key, value);
        if (instance.UrlOf("http") is { } url) environment["ASPNETCORE_URLS"] = url;
        return Task.FromResult(new ComplaintsPlatform.Hosting.Processes.Command("dotnet", [assembly, .. Arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            Environment = environment,
        });
    }
}

/// <summary>Any program.</summary>
public sealed class ExecutableResource(string name, string command, string workingDirectory) : ProcessResource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    internal override Task<ComplaintsPlatform.Hosting.Processes.Command> PrepareAsync(Instance instance) =>
        Task.FromResult(new ComplaintsPlatform.Hosting.Processes.Command(command, [.. Arguments])
        {
            WorkingDirectory = workingDirectory,
            Environment = EnvironmentOf(instance),
        });
}

/// <summary>A PostgreSQL server: the one that <c>ConnectionStrings:name</c> names, else a private one.</summary>
public sealed class PostgresServerResource : ProcessResource, IResourceWithConnectionString, IResourceWithWaitSupport
{
    private readonly PostgresServer? server;
    private bool databasesExist;

    internal PostgresServerResource(string name, string? given, string dataDirectory) : base(name)
    {
        server = given is null ? new PostgresServer(dataDirectory) : null;
        ConnectionString = given ?? server!.ConnectionString;
        if (server is not null) Shown.Add($"127.0.0.1:{server.Port}");
    }

    internal string ConnectionString { get; }

    internal IList<string> Databases { get; } = [];

    internal override bool IsExternal => server is null;

    // 40 connections for each of the services stay below the server's 400; each idle one holds some megabytes, so it goes soon.
    internal string ConnectionStringOf(string database) =>
        new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, MaxPoolSize = 40, ConnectionIdleLifetime = 30, ConnectionPruningInterval = 10 }.ConnectionString;

    internal override async Task<ComplaintsPlatform.Hosting.Processes.Command> PrepareAsync(Instance instance) => await server!.PrepareAsync();

    internal override async Task<bool> IsHealthyAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (!await PostgresServer.AnswersAsync(ConnectionString, cancellationToken)) return false;
        if (databasesExist) return true;
        foreach (var database in Databases) await PostgresServer.CreateDatabaseAsync(ConnectionString, database, cancellationToken);
        return databasesExist = true;
    }
}

/// <summary>A database on a server; it is created when missing.</summary>
public sealed class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource parent)
    : IResourceWithConnectionString, IResourceWithWaitSupport
{
    public string Name => name;

    public string DatabaseName => databaseName;

    public PostgresServerResource Parent => parent;
}

/// <summary>A RabbitMQ broker: the one that <c>ConnectionStrings:name</c> names, else a private one.</summary>
public sealed class RabbitMQServerResource : ProcessResource, IResourceWithConnectionString, IResourceWithWaitSupport
{
    private readonly RabbitServer? server;

    internal RabbitMQServerResource(string name, string? given, string dataDirectory) : base(name)
    {
        server = given is null ? new RabbitServer(dataDirectory) : null;
        ConnectionString = given ?? server!.ConnectionString;
        if (server is not null) Shown.Add(server.ManagementAddress);
    }

    internal string ConnectionString { get; }

    internal override bool IsExternal => server is null;

    internal override async Task<ComplaintsPlatform.Hosting.Processes.Command> PrepareAsync(Instance instance)
    {
        await server!.EnsurePortMapperAsync(instance.Log.Add);
        return await server.PrepareAsync();
    }

    internal override async Task<bool> IsHealthyAsync(Instance instance, CancellationToken cancellationToken) =>
        server is null || await server.IsReadyAsync(cancellationToken);

    internal override Task AfterStopAsync() => server?.StopPortMapperAsync() ?? Task.CompletedTask;
}
