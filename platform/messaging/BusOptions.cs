using System.Text.Json;
using ComplaintsPlatform.EventStore;

namespace ComplaintsPlatform.Messaging;

/// <summary>One consuming service's share of the topology. All of it is declared by whoever starts first.</summary>
/// <param name="Service">The consuming service: names its exchange and its queues <c>{service}.{exchange}.{n}</c>.</param>
/// <param name="Exchange">The topic exchange that it listens to.</param>
/// <param name="RoutingKeys">Topic patterns over message types, such as <c>complaints.cases.#</c>.</param>
/// <param name="Partitions">Queues, 1 to 12; order is kept per subject, not across queues.</param>
public sealed record Listening(string Service, string Exchange, IReadOnlyList<string> RoutingKeys, int Partitions);

/// <summary>What a handler is given besides the message.</summary>
/// <param name="Envelope">The message's envelope.</param>
/// <param name="Session">The unit of work. The bus adds the inbox row and saves it; the handler does not. Correlation, causation and actor are set.</param>
/// <param name="Services">The scope's services.</param>
/// <param name="Now">The moment of handling.</param>
public sealed record MessageContext(Envelope Envelope, IDocumentSession Session, IServiceProvider Services, DateTimeOffset Now);

/// <summary>Handles one message. May be called more than once for the same message; its writes count once.</summary>
public delegate Task MessageHandler<in T>(T message, MessageContext context, CancellationToken cancellationToken);

/// <summary>A message to publish: its subject and its data.</summary>
/// <param name="Subject">What the order is kept for.</param>
/// <param name="Message">A contract record; its type must have a name in <see cref="BusOptions.NameOf"/>.</param>
public sealed record Outgoing(Guid Subject, object Message);

/// <summary>Settings of the bus; given to <c>AddBus</c>.</summary>
public sealed class BusOptions
{
    /// <summary>Name of this service: <c>source</c> is <c>/complaints/{service}</c>, queues are named by it. Required.</summary>
    public string Service { get; set; } = "";

    /// <summary>AMQP address. Required.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The whole system's topology.</summary>
    public IList<Listening> Topology { get; } = [];

    /// <summary>Names a contract: its CloudEvents type, which is also its routing key. Required.</summary>
    public Func<Type, string> NameOf { get; set; } = static type => throw new InvalidOperationException($"No name for {type}.");

    /// <summary>How long an attempt that failed in passing is put off; the last value repeats. Default 50 ms, 250 ms, 1 s, 5 s.</summary>
    public IReadOnlyList<TimeSpan> Cooldown { get; set; } =
        [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    internal TimeSpan StartupLimit { get; set; } = TimeSpan.FromMinutes(1);

    internal List<(Func<string> Name, RawHandler Handle)> Handlers { get; } = [];

    internal string? PublishExchange { get; private set; }

    internal Func<IEvent, Outgoing?>? Map { get; private set; }

    /// <summary>Publishes this service's own new events: what <paramref name="map"/> returns for each, null for none. The log is the outbox.</summary>
    /// <param name="exchange">Topic exchange.</param>
    /// <param name="map">Pure: from stored event to contract. The message's id is the event's id.</param>
    public BusOptions PublishFromLog(string exchange, Func<IEvent, Outgoing?> map)
    {
        (PublishExchange, Map) = (exchange, map);
        return this;
    }

    /// <summary>Handles a message type. Exactly one handler per type; a message of a type without one is parked, never dropped.</summary>
    public BusOptions Handle<T>(MessageHandler<T> handler) where T : notnull
    {
        Handlers.Add((() => NameOf(typeof(T)), (data, context, ct) => handler(CloudEvents.DataOf<T>(data), context, ct)));
        return this;
    }

    /// <summary>
    /// Handles a type by its name, with the raw CloudEvents data, for messages of other modules that are checked against a JSON Schema first.
    /// </summary>
    public BusOptions HandleRaw(string messageType, MessageHandler<JsonElement> handler)
    {
        Handlers.Add((() => messageType, (data, context, ct) => handler(data, context, ct)));
        return this;
    }
}

internal delegate Task RawHandler(JsonElement data, MessageContext context, CancellationToken cancellationToken);

/// <summary>Thrown by a handler that knows that a message can never succeed (its schema is broken, say): it is parked at once, not retried.</summary>
/// <param name="reason">Why, for the operator. No personal data.</param>
public sealed class UnprocessableMessageException(string reason) : Exception(reason);
