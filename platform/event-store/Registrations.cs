namespace ComplaintsPlatform.EventStore;

/// <summary>A subscription that another library brings (the bus its publisher): registered as a singleton, run like those in <see cref="StoreOptions.Subscriptions"/>.</summary>
/// <param name="Name">Its bookmark's name.</param>
/// <param name="Make">Makes it, once per process.</param>
public sealed record SubscriptionRegistration(string Name, Func<IServiceProvider, Subscription> Make);

/// <summary>Tables that another library brings (the bus its inbox): registered as a singleton, run like those in <see cref="StoreOptions.SchemaScripts"/>, after the store's own and before the service's.</summary>
/// <param name="Sql">Idempotent. Tables go, unqualified, to the schema of the event tables; the role that the service works under may read and write them.</param>
public sealed record SchemaRegistration(string Sql);
