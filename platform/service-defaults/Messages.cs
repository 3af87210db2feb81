using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ComplaintsPlatform.ServiceDefaults.Messaging;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.ErrorHandling;
using Wolverine.Persistence.Durability;
using Wolverine.Configuration;
using Wolverine.RabbitMQ;
using Wolverine.RabbitMQ.Internal;

namespace ComplaintsPlatform.ServiceDefaults;

/// <summary>What a service says to others about one of its events.</summary>
/// <param name="Subject">What the order is kept for: the complaint, or the thing that it is about.</param>
/// <param name="Message">A contract.</param>
public sealed record Announcement(Guid Subject, object Message);

/// <summary>Wolverine over RabbitMQ as every service has it.</summary>
public static class Messages
{
    /// <summary>Where what reaches no queue is kept, so that a hole in the topology loses nothing.</summary>
    public const string Unrouted = "unrouted";

    /// <summary>
    /// Hears and says CloudEvents over the broker of <c>ConnectionStrings__rabbitmq</c>.
    /// <para>
    /// Says: every new event of the service's own log for which <paramref name="announce"/> has an announcement, in the order of the log, each
    /// confirmed by the broker before the log's bookmark moves: at least once.
    /// </para>
    /// <para>
    /// Hears: one quorum queue per exchange that the topology gives the service, read by one replica at a time, in order for each subject,
    /// acknowledged after the handler's transaction, which also writes the message's source and id: in effect once. Passing faults are retried in
    /// place; what can never succeed becomes a dead letter in the service's database.
    /// </para>
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="service">Its name: <c>source</c> is <c>/complaints/{service}</c>, its queues are <c>{service}.{exchange}</c>.</param>
    /// <param name="topology">Who hears what, of the whole system, so that nothing is lost that is said before a consumer's first start.</param>
    /// <param name="announce">From stored event to contract; null for what stays inside. Null when the service says nothing.</param>
    /// <param name="configure">What is the service's own in Wolverine's options.</param>
    /// <param name="check">
    /// Looks at a message's data before it is read as its contract, for what other systems publish: throws
    /// <see cref="UnprocessableMessageException"/> with what is wrong.
    /// </param>
    /// <exception cref="InvalidOperationException">The broker's address is missing.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddMessages(
        this IHostApplicationBuilder builder,
        string service,
        IReadOnlyList<(string Service, string Exchange, string[] MessageTypes)> topology,
        Func<IEvent, Announcement?>? announce,
        Action<WolverineOptions>? configure = null,
        Action<Type, JsonElement>? check = null)
    {
        var address = NotEmpty(builder.Configuration.GetConnectionString("rabbitmq"))
            ?? (Migration.IsAll ? "amqp://localhost" : null)
            ?? throw new InvalidOperationException("Set ConnectionStrings__rabbitmq to the broker's AMQP address.");
        var application = Assembly.GetCallingAssembly();
        var voice = new Voice(service, topology, announce);
        var cloudEvents = new CloudEvents(voice) { Check = check };

        builder.Services.AddSingleton(voice).AddSingleton(cloudEvents).AddSingleton<BusHealth>();
        builder.Services.AddSingleton<IDeadLetterInterceptor, DeadLetterSeal>().AddSingleton<IWolverineExtension, DeadLetterOpener>();
        builder.Services.AddHealthChecks().AddCheck<BusHealth>("bus");
        builder.Services.ConfigureMarten(OnceOnly.AddTable);
        if (announce is not null)
        {
            builder.Services.AddSingleton<Publisher>();
            builder.Services.ConfigureMarten((services, store) => store.Events.Subscribe(
                services.GetRequiredService<Publisher>(), options => options.Name = Publisher.Name));
        }

        builder.Services.AddHostedService<Forgetting>().AddHostedService<BrokerWatch>();

        builder.AddVerbs(service, application, options =>
        {
            options.UnknownMessageBehavior = UnknownMessageBehavior.DeadLetterQueue;
            options.Policies.AddMiddleware(typeof(OnceOnly), chain => chain.MessageType.IsDefined(typeof(MessageIdentityAttribute), false));
            options.AddSerializer(cloudEvents);
            AddBroker(options, address, cloudEvents, voice);
            AddFailures(options);
            configure?.Invoke(options);
        });
    }

    private static string? NotEmpty(string? setting) => setting is { Length: > 0 } ? setting : null;

    private static void AddBroker(WolverineOptions options, string address, CloudEvents cloudEvents, Voice voice)
    {
        var broker = options.UseRabbitMq(factory => BrokerConnection.Configure(factory, address))
            .AutoProvision()
            .EnableWolverineControlQueues()
            .ConfigureChannelCreation(channel => channel.PublisherConfirmationsEnabled = channel.PublisherConfirmationTrackingEnabled = true)
            .CustomizeDeadLetterQueueing(new DeadLetterQueue("dead-letters", DeadLetterQueueMode.WolverineStorage))
            .DeclareExchange(Unrouted, exchange =>
            {
                exchange.ExchangeType = ExchangeType.Fanout;
                exchange.BindQueue(Unrouted);
            });
        foreach (var exchange in voice.Topology.Select(consumer => consumer.Exchange).Append(Voice.Exchange).Distinct())
            broker.DeclareExchange(exchange, topic =>
            {
                topic.ExchangeType = ExchangeType.Topic;
                // An exchange of other systems is declared as they declare it, plainly: else whoever comes second is refused.
                if (exchange == Voice.Exchange) topic.Arguments["alternate-exchange"] = Unrouted;
            });
        foreach (var (service, exchange, types) in voice.Topology)
        {
            broker.DeclareQueue(Voice.Queue(service, exchange), Durable);
            foreach (var type in types) broker.BindExchange(exchange, ExchangeType.Topic).ToQueue(Voice.Queue(service, exchange), type);
        }

        options.PublishMessagesToRabbitMqExchange<Announcement>(Voice.Exchange, static _ => "").SendInline().UseInterop(cloudEvents).DefaultSerializer(cloudEvents);
        foreach (var (_, exchange, _) in voice.Topology.Where(consumer => consumer.Service == voice.Service))
            options.ListenToRabbitQueue(Voice.Queue(voice.Service, exchange), Durable)
                .UseInterop(cloudEvents)
                .DefaultSerializer(cloudEvents)
                .PartitionProcessingByGroupId(PartitionSlots.Seven)
                .ListenerCount(1)
                .ProcessInParallelWithNativeAcks()
                .MaximumParallelMessages(7);
    }

    // Quorum: written to disk by a majority before it counts. One consumer at a time, since two would share out a complaint's messages.
    private static void Durable(IRabbitMqQueue queue)
    {
        queue.QueueType = QueueType.quorum;
        queue.Arguments["x-single-active-consumer"] = true;
        // RabbitMQ 4 drops a message that has been returned 20 times: a long outage of the database must not.
        queue.Arguments["x-delivery-limit"] = 1_000_000;
    }

    private static void AddFailures(WolverineOptions options)
    {
        options.OnException(Faults.IsRepeat).RetryTimes(3);
        options.OnException(LostRace.Is).RetryTimes(8);
        options.OnException(Faults.IsFinal).MoveToErrorQueue();
        // In place, so that the order is kept while a database or a network is away; then at the head of the queue again, for ever.
        options.OnException(Faults.IsPassing)
            .RetryWithCooldown([
                TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1),
                .. Enumerable.Repeat(TimeSpan.FromSeconds(5), 20),
            ])
            .Then.RequeueIndefinitely();
        options.OnAnyException()
            .RetryWithCooldown(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1))
            .Then.MoveToErrorQueue();
    }
}
