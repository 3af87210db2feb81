using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace ComplaintsPlatform.Gateway;

/// <summary>What holds for every service alike: how its replicas share the load, and how long one may take.</summary>
internal sealed class ClusterDefaults : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
        ValueTask.FromResult(cluster with
        {
            LoadBalancingPolicy = "PowerOfTwoChoices",
            // A replica that fails most requests is left out for a moment; when all are, they are all tried again.
            HealthCheck = new HealthCheckConfig
            {
                AvailableDestinationsPolicy = "HealthyOrPanic",
                Passive = new PassiveHealthCheckConfig
                { Enabled = true, Policy = "TransportFailureRate", ReactivationPeriod = TimeSpan.FromSeconds(5) },
            },
            // Longer than the 30 s that a read may be asked to wait.
            HttpRequest = new ForwarderRequestConfig
            { ActivityTimeout = TimeSpan.FromSeconds(60), Version = new Version(1, 1) },
        });

    public ValueTask<RouteConfig> ConfigureRouteAsync(
        RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => ValueTask.FromResult(route);
}
