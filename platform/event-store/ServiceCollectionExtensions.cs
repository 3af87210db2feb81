using Microsoft.Extensions.DependencyInjection;

namespace ComplaintsPlatform.EventStore;

/// <summary>Registration of the event store.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds the store: <see cref="IDocumentStore"/>, a scoped <see cref="IDocumentSession"/>, <see cref="IEventLog"/>, an <c>NpgsqlDataSource</c> for read
    /// queries, and a hosted service that creates the schema and then runs subscriptions and asynchronous projections.
    /// </summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services, Action<StoreOptions> configure)
    {
        throw new NotImplementedException();
    }
}
