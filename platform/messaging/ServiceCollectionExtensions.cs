using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.Messaging;

/// <summary>Registration of the bus.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the bus to a service that has an event store: declares the topology, publishes from the log, listens. Fails the start when the broker stays out of reach for a minute.</summary>
    public static IServiceCollection AddBus(this IServiceCollection services, Action<BusOptions> configure) => throw new NotImplementedException();

    /// <summary>Maps <c>GET /parked-messages</c> and <c>POST /parked-messages/replay</c> below the group given; the caller adds the permission.</summary>
    public static IEndpointRouteBuilder MapParkedMessages(this IEndpointRouteBuilder routes) => throw new NotImplementedException();
}
