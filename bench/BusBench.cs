using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ComplaintsPlatform.Bench;

/// <summary>
/// From the log to quorum queues with confirms, beside RabbitMQ.Client alone with the same bytes and pipeline; and from the queues through inbox and
/// an appended event per message, beside RabbitMQ.Client that only acknowledges.
/// </summary>
internal static class BusBench
{
    private const int Rounds = 4, Messages = 20_000, Subjects = 4_000, Page = 500, Partitions = 4;
    private const string Type = "complaints.bench.happened.v1";

    public static async Task<int> RunAsync()
    {
        await using var server = new LocalRabbit();
        await server.StartAsync();
        await using var database = await Database.StartAsync();
        await FillAsync(database.Store);
        await using var connection = await new ConnectionFactory { Uri = new Uri(server.ConnectionString) }.CreateConnectionAsync();
        var (ours, plain) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await PublishAsync(database, server.ConnectionString));
            await PurgeAsync(connection);
            plain.Add(await PlainPublishAsync(connection));
            if (round < Rounds - 1) await PurgeAsync(connection);
        }
        // The first round only warms up.
        var (published, plainPublished) = (ours.Skip(1).Order().ElementAt(1), plain.Skip(1).Order().ElementAt(1));
        var plainConsumed = await PlainConsumeAsync(connection);
        await PurgeAsync(connection); // what was not acknowledged when it ended

        await PublishAsync(database, server.ConnectionString);
        double consumed;
        // The listener has events of its own, in a database of its own.
        await using var own = await Database.StartAsync();
        using (var listener = await StartAsync(own.ConnectionString, server.ConnectionString, "listener", bus => bus.Handle<BenchHappened>(HearAsync)))
        {
            consumed = await TimeAsync(() => WaitAsync(listener, "select count(*) from wolverine_incoming_envelopes"));
            await listener.StopAsync();
        }
        Table.Print(
            [$"{Messages.ToString(System.Globalization.CultureInfo.InvariantCulture)} messages, {Partitions} quorum queues", "bus", "RabbitMQ.Client alone", "ratio", "bar"],
            ["publish from the log, confirmed", $"{published.Text()}/s", $"{plainPublished.Text()}/s", (published / plainPublished).Text("0.00"), "≥ 0.8"],
            ["consume: inbox row, event, commit, ack (alone: ack only)", $"{consumed.Text()}/s", $"{plainConsumed.Text()}/s", (consumed / plainConsumed).Text("0.00"), "≥ 2,000/s"]);
        return 0;
    }

    /// <summary>The whole log, from its first event.</summary>
    private static async Task<double> PublishAsync(Database database, string broker)
    {
        await database.ExecuteAsync("delete from mt_event_progression where name = 'publisher'");
        using var sender = await StartAsync(database.ConnectionString, broker, "bench", bus => bus.PublishFromLog("complaints", e => new Outgoing(e.StreamId, e.Data)));
        var perSecond = await TimeAsync(() => WaitAsync(sender, "select coalesce(max(last_seq_id), 0) from mt_event_progression where name = 'publisher'"));
        await sender.StopAsync();
        return perSecond;
    }

    private static async Task PurgeAsync(IConnection connection)
    {
        await using var channel = await connection.CreateChannelAsync();
        for (var number = 0; number < Partitions; number++) await channel.QueuePurgeAsync($"listener.complaints.{number}");
    }

    private static async Task FillAsync(IDocumentStore store)
    {
        var streams = Enumerable.Range(0, Subjects).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var round = 0; round < Messages / Subjects; round++)
            foreach (var some in streams.Chunk(200))
            {
                await using var session = store.LightweightSession();
                foreach (var id in some) session.Events.Append(id, BenchHappened.Of(id));
                await session.SaveChangesAsync();
            }
    }

    private static async Task HearAsync(BenchHappened message, MessageContext context, CancellationToken ct)
    {
        var stream = await context.Session.Events.FetchForWriting<BenchState>(message.ComplaintId, ct);
        stream.AppendOne(message);
    }

    private static async Task<IHost> StartAsync(string database, string broker, string service, Action<BusOptions> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddEventStore(store =>
        {
            store.ConnectionString = database;
            store.Events.MapEventType<BenchHappened>("bench_happened");
            store.Projections.LiveStreamAggregation<BenchState, IBenchEvent>(BenchState.Evolve);
        });
        builder.Services.AddBus(bus =>
        {
            (bus.Service, bus.ConnectionString, bus.NameOf) = (service, broker, _ => Type);
            bus.Topology.Add(new Listening("listener", "complaints", ["complaints.#"], Partitions));
            configure(bus);
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task WaitAsync(IHost host, string count)
    {
        await using var command = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(count);
        while ((long)(await command.ExecuteScalarAsync())! < Messages) await Task.Delay(10);
    }

    /// <summary>Messages per second, from the moment that the host runs: what it did while it started is a small part.</summary>
    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var from = TimeProvider.System.GetTimestamp();
        await work();
        return Messages / TimeProvider.System.GetElapsedTime(from).TotalSeconds;
    }

    private static async Task<double> PlainPublishAsync(IConnection connection)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, null));
        var body = new byte[760]; // what an event of this benchmark is on the wire
        return await TimeAsync(async () =>
        {
            foreach (var page in Enumerable.Range(0, Messages).Chunk(Page))
                await Task.WhenAll(page.Select(number => channel.BasicPublishAsync("complaints", Type, mandatory: true,
                    new BasicProperties { Persistent = true, Headers = new Dictionary<string, object?> { ["subject"] = $"{number % Subjects}", ["slot"] = $"{number % Subjects % 12}" } }, body).AsTask()));
        });
    }

    private static async Task<double> PlainConsumeAsync(IConnection connection)
    {
        var (left, done) = (Messages, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var channels = new List<IChannel>();
        var perSecond = await TimeAsync(async () =>
        {
            for (var number = 0; number < Partitions; number++)
            {
                var taking = await connection.CreateChannelAsync();
                channels.Add(taking);
                await taking.BasicQosAsync(0, 100, global: false);
                var consumer = new AsyncEventingBasicConsumer(taking);
                consumer.ReceivedAsync += async (_, message) =>
                {
                    await taking.BasicAckAsync(message.DeliveryTag, multiple: false);
                    if (Interlocked.Decrement(ref left) == 0) done.SetResult();
                };
                await taking.BasicConsumeAsync($"listener.complaints.{number}", autoAck: false, consumer);
            }
            await done.Task;
        });
        foreach (var channel in channels) await channel.DisposeAsync(); // else it stays the queues' single active consumer
        return perSecond;
    }
}
