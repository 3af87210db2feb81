using ComplaintsPlatform.Hosting.Processes;
using ComplaintsPlatform.Hosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs as processes of ours. What the builder's methods say is collected here; <see cref="Instance"/> runs it.</summary>
public abstract class ProcessResource(string name) : IResource
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public string Name => name;

    internal List<Endpoint> Endpoints { get; } = [];

    internal List<(string Name, Func<string> Value)> Environment { get; } = [];

    internal List<string> Arguments { get; } = [];

    internal List<(ProcessResource Resource, bool Completion)> Waits { get; } = [];

    /// <summary>Addresses that are shown but not managed as endpoints.</summary>
    internal List<string> Shown { get; } = [];

    internal string? HealthPath { get; set; }

    internal int Replicas { get; set; } = 1;

    /// <summary>Somebody else runs it; only its health is ours to watch.</summary>
    internal virtual bool IsExternal => false;

    /// <summary>Runs once to its end, such as the seed. What has an endpoint is there to stay: its end is always a failure.</summary>
    internal bool IsTask => this is ProjectResource or ExecutableResource && Endpoints.Count == 0;

    internal abstract Task<Command> PrepareAsync(Instance instance);

    internal virtual async Task<bool> IsHealthyAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (HealthPath is null) return true;
        try
        {
            using var answer = await Http.GetAsync(new Uri(new Uri(instance.UrlOf("http")!), HealthPath), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    internal virtual Task AfterStopAsync() => Task.CompletedTask;

    internal Dictionary<string, string> EnvironmentOf(Instance instance)
    {
        var environment = new Dictionary<string, string>();
        foreach (var (key, value) in Environment) environment[key] = value();
        foreach (var endpoint in Endpoints)
            if (endpoint.Variable is { } variable) environment[variable] = $"{endpoint.PortOf(instance.Replica)}";
        return environment;
    }
}

/// <summary>An address of a resource: one port per replica, chosen when first asked for unless it is given.</summary>
internal sealed class Endpoint(string name, string scheme, int? port, string? variable)
{
    private readonly Dictionary<int, int> ports = [];

    public string Name => name;

    public string? Variable => variable;

    /// <summary>The port that was asked for, if one was.</summary>
    public int? Fixed => port;

    public int PortOf(int replica)
    {
        lock (ports)
        {
            if (!ports.TryGetValue(replica, out var chosen)) ports[replica] = chosen = replica == 0 && port is { } given ? given : Ports.Free();
            return chosen;
        }
    }

    public string UrlOf(int replica) => $"{scheme}://127.0.0.1:{PortOf(replica)}";
}

/// <summary>An endpoint of a resource, as a value for somebody else's environment.</summary>
public sealed class EndpointReference
{
    private readonly Endpoint endpoint;

    internal EndpointReference(Endpoint endpoint) => this.endpoint = endpoint;

    public string Url => endpoint.UrlOf(0);
}
