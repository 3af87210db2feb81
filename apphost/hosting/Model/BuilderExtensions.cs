using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Aspire's extension methods, those that <c>apphost/Program.cs</c> uses and no more: see MEMBERS.md.</summary>
public static class BuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)
    {
        var host = (DistributedApplicationBuilder)builder;
        return host.Add(new ParameterResource(name, () => builder.Configuration[$"Parameters:{name}"]
            ?? (secret ? host.SecretOf(name) : throw new DistributedApplicationException($"Parameters:{name} has no value."))));
    }

    // The last two say something to a deployment only.
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false) =>
        ((DistributedApplicationBuilder)builder).Add(new ParameterResource(name, valueGetter));

    public static IResourceBuilder<PostgresServerResource> AddPostgres(this IDistributedApplicationBuilder builder, string name)
    {
        var host = (DistributedApplicationBuilder)builder;
        return host.Add(new PostgresServerResource(name, Given(builder, name), host.DataDirectory));
    }

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        builder.Resource.Databases.Add(databaseName ?? name);
        return ((DistributedApplicationBuilder)builder.ApplicationBuilder).Add(new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource));
    }

    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(this IDistributedApplicationBuilder builder, string name)
    {
        var host = (DistributedApplicationBuilder)builder;
        return host.Add(new RabbitMQServerResource(name, Given(builder, name), host.DataDirectory));
    }

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var project = Path.GetFileNameWithoutExtension(new TProject().ProjectPath);
        // Built beside us, in the same configuration: artifacts/bin/{project}/{configuration}/.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var assembly = Path.Combine(DistributedApplicationBuilder.Root, "artifacts", "bin", project, configuration, $"{project}.dll");
        return ((DistributedApplicationBuilder)builder).Add(new ProjectResource(name, assembly));
    }

    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
    {
        var resource = new ExecutableResource(name, command, Path.GetFullPath(workingDirectory, builder.AppHostDirectory));
        resource.Arguments.AddRange(args ?? []);
        return ((DistributedApplicationBuilder)builder).Add(resource);
    }

    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args) where T : IResourceWithArgs =>
        builder.Change(resource => resource.Arguments.AddRange(args));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value) where T : IResourceWithEnvironment =>
        builder.Change(resource => resource.Environment.Add((name, () => value ?? "")));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference) where T : IResourceWithEnvironment =>
        builder.Change(resource => resource.Environment.Add((name, () => endpointReference.Url)));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter) where T : IResourceWithEnvironment =>
        builder.Change(resource => resource.Environment.Add((name, () => parameter.Resource.Value)));

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null)
        where T : IResourceWithEnvironment => builder.Change(resource => resource.Environment.Add(
            ($"ConnectionStrings__{connectionName ?? source.Resource.Name}", () => source.Resource switch
            {
                PostgresDatabaseResource database => database.Parent.ConnectionStringOf(database.DatabaseName),
                RabbitMQServerResource broker => broker.ConnectionString,
                PostgresServerResource server => server.ConnectionStringOf("postgres"),
                _ => throw new DistributedApplicationException($"{source.Resource.Name} has no connection string."),
            })));

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where T : IResourceWithEnvironment => builder.Change(resource =>
        {
            var target = ProcessOf(source.Resource);
            foreach (var endpoint in target.Endpoints)
                for (var replica = 0; replica < target.Replicas; replica++)
                {
                    var number = replica;
                    resource.Environment.Add(($"services__{target.Name}__{endpoint.Name}__{number}", () => endpoint.UrlOf(number)));
                }
        });

    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null)
        where T : IResourceWithEndpoints => builder.Change(resource => resource.Endpoints.Add(new Endpoint(name ?? scheme ?? "tcp", scheme ?? "tcp", port ?? targetPort, env)));

    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name ?? "http", env);

    /// <summary>Endpoints for the world outside: a matter of deployment. Here everything stays on 127.0.0.1.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints => builder;

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null) where T : IResourceWithEndpoints =>
        builder.Change(resource => resource.HealthPath = path ?? "/");

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
        builder.Change(resource => resource.Replicas = replicas);

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency) where T : IResourceWithWaitSupport =>
        builder.Change(resource => resource.Waits.Add((ProcessOf(dependency.Resource), false)));

    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency) where T : IResourceWithWaitSupport =>
        builder.Change(resource => resource.Waits.Add((ProcessOf(dependency.Resource), true)));

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints =>
        new(ProcessOf(builder.Resource).Endpoints.Single(endpoint => endpoint.Name == name));

    private static string? Given(IDistributedApplicationBuilder builder, string name) => builder.Configuration.GetConnectionString(name) is { Length: > 0 } given ? given : null;

    private static ProcessResource ProcessOf(IResource resource) =>
        resource is PostgresDatabaseResource database ? database.Parent : (ProcessResource)resource;

    private static IResourceBuilder<T> Change<T>(this IResourceBuilder<T> builder, Action<ProcessResource> change) where T : IResource
    {
        change(ProcessOf(builder.Resource));
        return builder;
    }
}
