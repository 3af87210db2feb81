using ComplaintsPlatform.AppHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Aspire.Hosting;

/// <summary>
/// Lets a server that Aspire would run in a container run as a process of this machine, or PostgreSQL somewhere else:
/// the topology stays the same.
/// </summary>
internal static class RunAsProcessExtensions
{
    /// <summary>
    /// Runs a script in the place of the image's entry point. It gets the image's variables, and <c>{ENDPOINT}_PORT</c>
    /// for each endpoint: where it has to listen, without a proxy in between.
    /// </summary>
    public static IResourceBuilder<T> RunAsProcess<T>(
        this IResourceBuilder<T> builder, string script, params string[] arguments)
        where T : ContainerResource, IResourceWithConnectionString
    {
        var server = builder.Resource;
        Remove<ContainerImageAnnotation>(server);
        var app = builder.ApplicationBuilder;
        var process = app.AddExecutable($"{server.Name}-process", script, app.AppHostDirectory, arguments)
            .WithParentRelationship(server);
        foreach (var endpoint in server.Annotations.OfType<EndpointAnnotation>())
        {
            // Asked for first: without a proxy the image's own port would do for it.
            var port = endpoint.Port ?? FreePort.Next();
            endpoint.IsProxied = false;
            endpoint.Port = endpoint.TargetPort = port;
            process.Resource.Annotations.Add(endpoint);
            process.WithEnvironment(
                $"{endpoint.Name.ToUpperInvariant()}_PORT",
                process.GetEndpoint(endpoint.Name).Property(EndpointProperty.TargetPort));
        }
        process.WithEnvironment(async context =>
        {
            foreach (var variables in server.Annotations.OfType<EnvironmentCallbackAnnotation>())
                await variables.Callback(context);
        });
        process.WithArgs(async context =>
        {
            foreach (var more in server.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
                await more.Callback(context);
        });

        // The server and its databases can be reached when the process is there, and are in the state that it is in.
        process.OnBeforeResourceStarted((_, started, stop) => AnnounceAsync(builder, started.Services, stop));
        process.OnInitializeResource((_, initialised, _) =>
        {
            var stopping = initialised.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            _ = MirrorAsync(initialised.Notifications, stopping);
            return Task.CompletedTask;
        });
        return builder;

        async Task MirrorAsync(ResourceNotificationService notifications, CancellationToken stopping)
        {
            await foreach (var change in notifications.WatchAsync(stopping))
                if (change.Resource == process.Resource)
                    foreach (var resource in WithChildren(builder))
                        await notifications.PublishUpdateAsync(resource, snapshot => snapshot with
                        {
                            State = change.Snapshot.State,
                            StartTimeStamp = change.Snapshot.StartTimeStamp,
                            StopTimeStamp = change.Snapshot.StopTimeStamp,
                            ExitCode = change.Snapshot.ExitCode,
                        });
        }
    }

    /// <summary>Uses a server that runs already, wherever its connection string says; databases are made
    /// there.</summary>
    public static IResourceBuilder<PostgresServerResource> RunAsExisting(
        this IResourceBuilder<PostgresServerResource> builder, string connectionString)
    {
        Remove<ContainerImageAnnotation>(builder.Resource);
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var endpoint = builder.Resource.PrimaryEndpoint.EndpointAnnotation;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, server.Host!, server.Port);
        return builder
            .WithAnnotation(new ConnectionStringRedirectAnnotation(new ConnectionStringResource(
                $"{builder.Resource.Name}-existing", ReferenceExpression.Create($"{connectionString}"))))
            .OnInitializeResource(async (_, initialised, stop) =>
            {
                await AnnounceAsync(builder, initialised.Services, stop);
                foreach (var resource in WithChildren(builder))
                    await initialised.Notifications.PublishUpdateAsync(
                        resource, static snapshot => snapshot with { State = KnownResourceStates.Running });
            });
    }

    private static async Task AnnounceAsync<T>(
        IResourceBuilder<T> builder, IServiceProvider services, CancellationToken stop)
        where T : IResource
    {
        var eventing = builder.ApplicationBuilder.Eventing;
        foreach (var resource in WithChildren(builder).OfType<IResourceWithConnectionString>())
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), stop);
    }

    // A server with its databases.
    private static List<IResource> WithChildren<T>(IResourceBuilder<T> builder) where T : IResource =>
        [
            builder.Resource,
            .. builder.ApplicationBuilder.Resources.OfType<IResourceWithParent>()
                .Where(child => ReferenceEquals(child.Parent, builder.Resource)),
        ];

    private static void Remove<TAnnotation>(IResource resource) where TAnnotation : IResourceAnnotation
    {
        foreach (var annotation in resource.Annotations.OfType<TAnnotation>().ToArray())
            resource.Annotations.Remove(annotation);
    }
}
