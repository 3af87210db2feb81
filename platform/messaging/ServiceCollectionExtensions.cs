using ComplaintsPlatform.EventStore;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ComplaintsPlatform.Messaging;

/// <summary>Registration of the bus.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the bus to a service that has an event store (added before): declares the topology, publishes from the log, listens. Fails the start when the broker stays out of reach for a minute.</summary>
    /// <exception cref="InvalidOperationException">The service's name or the broker's address is missing, or a message type has two handlers.</exception>
    public static IServiceCollection AddBus(this IServiceCollection services, Action<BusOptions> configure)
    {
        var options = new BusOptions();
        configure(options);
        if (string.IsNullOrEmpty(options.Service) || string.IsNullOrEmpty(options.ConnectionString))
            throw new InvalidOperationException("The bus needs the service's name and the broker's address.");
        if (options.Handlers.GroupBy(handler => handler.Name()).FirstOrDefault(type => type.Count() > 1) is { } twice)
            throw new InvalidOperationException($"{twice.Key} has two handlers.");

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton<BusHealth>().AddSingleton<Inbox>().AddSingleton<Parking>().AddSingleton<Receiver>();
        services.AddSingleton(new SchemaRegistration(Schema()));
        if (options.Map is not null)
        {
            services.AddSingleton<Publisher>().AddSingleton<Republisher>();
            services.AddSingleton(new SubscriptionRegistration(Publisher.SubscriptionName, provider => provider.GetRequiredService<Publisher>().PublishAsync));
        }

        services.AddHostedService<BusService>();
        services.AddHealthChecks().AddCheck<BusHealth>("bus");
        return services;
    }

    /// <summary>Maps <c>GET /parked-messages</c> and <c>POST /parked-messages/replay</c> below the group given; the caller adds the permission.</summary>
    public static IEndpointRouteBuilder MapParkedMessages(this IEndpointRouteBuilder routes)
    {
        ParkedMessages.Map(routes);
        return routes;
    }

    /// <summary>Maps <c>POST /republish</c> below the group given, for a service that publishes; the caller adds the permission.</summary>
    public static IEndpointRouteBuilder MapRepublish(this IEndpointRouteBuilder routes)
    {
        RepublishMessagesEndpoint.Map(routes);
        return routes;
    }

    private static string Schema()
    {
        using var reader = new StreamReader(typeof(ServiceCollectionExtensions).Assembly.GetManifestResourceStream("messaging.sql")!);
        return reader.ReadToEnd();
    }
}
