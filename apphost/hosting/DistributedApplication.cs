using Aspire.Hosting.ApplicationModel;
using ComplaintsPlatform.Hosting.Page;
using ComplaintsPlatform.Hosting.Processes;
using ComplaintsPlatform.Hosting.Running;
using ComplaintsPlatform.Hosting.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>All resources, and the page that shows them.</summary>
public sealed class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly FileStream dataLock;
    private readonly string connectionsFile;
    private readonly int pagePort;
    private readonly List<Instance> instances = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> running = [];

    internal DistributedApplication(WebApplicationBuilder builder, DistributedApplicationBuilder described, IReadOnlyList<ProcessResource> resources)
    {
        dataLock = described.DataLock;
        connectionsFile = Path.Combine(described.DataDirectory, "connections.env");
        var board = new Board();
        foreach (var resource in resources)
            for (var replica = 0; replica < resource.Replicas; replica++)
                instances.Add(new Instance(resource, replica, board, Path.Combine(described.DataDirectory, "logs"))
                {
                    Instances = wanted => [.. instances.Where(instance => instance.Resource == wanted)],
                });
        ResourceNotifications = new ResourceNotificationService(board, instances);
        pagePort = described.Configuration.GetValue("RESOURCES_PORT", 18_888);
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{pagePort}");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, ConsoleStop>();
        web = builder.Build();
        web.MapResources(instances, pagePort);
    }

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    public IServiceProvider Services => web.Services;

    public ResourceNotificationService ResourceNotifications { get; }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        foreach (var (name, port) in FixedPorts())
            if (!Ports.IsFree(port)) throw DistributedApplicationException.Stop($"Port {port}, where {name} is to listen, is taken. Ports are chosen by GATEWAY_PORT, MAILBOX_PORT and RESOURCES_PORT.");
        // For tools that want to talk to the servers: `. .data/connections.env`.
        PrivateDirectory.Write(connectionsFile, string.Concat(instances.Select(static instance => instance.Resource switch
        {
            PostgresServerResource server => $"export ConnectionStrings__{server.Name}='{server.ConnectionString}'\n",
            RabbitMQServerResource broker => $"export ConnectionStrings__{broker.Name}='{broker.ConnectionString}'\n",
            _ => "",
        })));
        await web.StartAsync(cancellationToken);
        foreach (var instance in instances) running.Add(RunAsync(instance));
    }

    /// <summary>Stops every resource, those that others wait for last.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await stopping.CancelAsync();
        var left = instances.ToHashSet();
        while (left.Count > 0)
        {
            var free = left.Where(instance => !left.Any(other => other.Resource.Waits.Exists(wait => wait.Resource == instance.Resource))).ToList();
            if (free.Count == 0) free = [.. left];
            await Task.WhenAll(free.Select(instance => instance.StopAsync()));
            left.ExceptWith(free);
        }
        await Task.WhenAll(running);
        await web.StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        ((IDisposable)web).Dispose();
        dataLock.Dispose();
        stopping.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<(string Name, int Port)> FixedPorts() =>
        instances.SelectMany(static instance => instance.Resource.Endpoints, static (instance, endpoint) => (instance.Name, endpoint.Fixed))
            .Where(static found => found.Fixed is not null).Select(static found => (found.Name, found.Fixed!.Value)).Append(("the resource page", pagePort));

    private async Task RunAsync(Instance instance)
    {
        try
        {
            await instance.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }
}
