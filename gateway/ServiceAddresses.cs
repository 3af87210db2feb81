using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace ComplaintsPlatform.Gateway;

/// <summary>Gives each cluster its destinations from <c>services__{name}__http__{n}</c>; several are replicas and share the load.</summary>
internal sealed class ServiceAddresses(IConfiguration configuration) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => ValueTask.FromResult(cluster with
    {
        Destinations = Of(configuration, cluster.ClusterId).Select((address, n) => (address, n))
            .ToDictionary(replica => $"{cluster.ClusterId}/{replica.n}", replica => new DestinationConfig { Address = replica.address }),
        LoadBalancingPolicy = "PowerOfTwoChoices",
        // A replica that fails most requests is left out for a moment; when all are, they are all tried again.
        HealthCheck = new HealthCheckConfig
        {
            AvailableDestinationsPolicy = "HealthyOrPanic",
            Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = "TransportFailureRate", ReactivationPeriod = TimeSpan.FromSeconds(5) },
        },
        // Longer than the 30 s that a read may be asked to wait.
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromSeconds(60), Version = new Version(1, 1) },
    });

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => ValueTask.FromResult(route);

    public static IEnumerable<string> Of(IConfiguration configuration, string service) =>
        configuration.GetSection($"services:{service}:http").GetChildren().Select(address => address.Value).OfType<string>();
}
