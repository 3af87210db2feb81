using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ComplaintsPlatform.Messaging.Tests;

/// <summary>A broker that restarts, stays away, or has nowhere to put a message.</summary>
public sealed class BrokerTests
{
    [Fact]
    public async Task a_broker_restarted_in_mid_stream_loses_nothing_and_the_order_holds()
    {
        await using var server = new LocalRabbit();
        await server.StartAsync();
        await using var sender = await Node.SenderAsync(server.ConnectionString);
        await using var listener = await Node.ListenerAsync(server.ConnectionString);
        var things = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToArray();
        var queues = await QueuesAsync(listener, things, sender, 1);
        foreach (var number in Enumerable.Range(2, 10))
            foreach (var thing in things) await sender.SayAsync(thing, number);
        await server.StopAsync();
        foreach (var thing in things) await sender.SayAsync(thing, 12); // accepted while the broker is away
        await Until.TrueAsync(async () => (await listener.HealthAsync()).Status == HealthStatus.Degraded);

        await server.StartAsync();
        foreach (var thing in things) await listener.HeardAsync(thing, [.. Enumerable.Range(1, 12)]);
        await Until.TrueAsync(async () => (await listener.HealthAsync()).Status == HealthStatus.Healthy && (await sender.HealthAsync()).Status == HealthStatus.Healthy);
        // A subject that changed its queue could overtake itself.
        (await QueuesAsync(listener, things, sender, 13)).ShouldBe(queues);
        queues.ShouldBe(things.Select(thing => $"listener.complaints.{int.Parse(Topology.Slot($"{thing}"), CultureInfo.InvariantCulture) % 4}"));
    }

    [Fact]
    public void a_subject_falls_into_the_same_slot_for_ever()
    {
        Topology.Slot("0195d2c4-7f00-7000-8000-00000000000a").ShouldBe("2");
        Topology.Slot("WO-100017").ShouldBe("0");
        Enumerable.Range(0, 1000).GroupBy(number => Topology.Slot($"{number}")).Count().ShouldBe(Topology.Slots);
    }

    [Fact]
    public async Task a_foreign_message_without_a_slot_or_with_an_odd_one_arrives_in_order_all_the_same()
    {
        var broker = await Servers.NewBrokerAsync("slots");
        await using var listener = await Node.ListenerAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        foreach (var slot in (object?[])["none", null, "12", 3, "-1", "11"])
        {
            var thing = Guid.CreateVersion7();
            Dictionary<string, object?> headers = slot is "none" ? [] : new() { ["slot"] = slot };
            foreach (var number in Enumerable.Range(1, 5)) await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, number), Node.Said, headers);
            await listener.HeardAsync(thing, [.. Enumerable.Range(1, 5)]);
        }
    }

    [Fact]
    public async Task connections_cut_at_any_moment_are_made_anew()
    {
        await using var network = new Proxy(await Servers.NewBrokerAsync("cut"));
        await using var sender = await Node.SenderAsync(network.Address);
        await using var listener = await Node.ListenerAsync(network.Address);
        var things = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var number in Enumerable.Range(1, 60))
        {
            foreach (var thing in things) await sender.SayAsync(thing, number);
            if (number % 10 == 0) network.Cut();
        }

        foreach (var thing in things) await listener.HeardAsync(thing, [.. Enumerable.Range(1, 60)]);
    }

    [Fact]
    public async Task a_service_that_cannot_reach_its_broker_fails_its_start_loudly()
    {
        await using var node = Node.Build(await Servers.NewDatabaseAsync("alone"), $"amqp://127.0.0.1:{Ports.Free()}", "listener", bus =>
        {
            bus.StartupLimit = TimeSpan.FromMilliseconds(200);
            bus.Handle<NumberSaid>(Node.Hear);
        });
        var failure = await Should.ThrowAsync<InvalidOperationException>(node.StartAsync);
        failure.Message.ShouldContain("The broker did not let listener in");
        failure.InnerException.ShouldBeOfType<BrokerUnreachableException>();
    }

    [Fact]
    public async Task a_message_that_no_queue_takes_holds_the_publisher_until_one_does()
    {
        var broker = await Servers.NewBrokerAsync("nowhere");
        await using var sender = Node.Build(await Servers.NewDatabaseAsync("sender"), broker, "sender", bus => bus.PublishFromLog("nobody-listens", Node.MapSaid));
        await sender.StartAsync();
        var thing = Guid.CreateVersion7();
        await sender.SayAsync(thing, 1, 2);
        await Until.TrueAsync(async () => (await sender.HealthAsync()).Status == HealthStatus.Degraded);
        (await sender.HealthAsync()).Description!.ShouldMatch("^publisher: Publish(Return)?Exception");
        (await sender.Log.ProgressAsync()).GetValueOrDefault("publisher").ShouldBe(LogPosition.Start);

        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("late", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("late", "nobody-listens", "#");
        await sender.PublishedAsync();
        (await sender.HealthAsync()).Status.ShouldBe(HealthStatus.Healthy);
        (await channel.MessageCountAsync("late")).ShouldBe(2u);
    }

    [Fact]
    public async Task inbox_ids_are_kept_for_a_month_and_then_purged()
    {
        var broker = await Servers.NewBrokerAsync("purge");
        await using var sender = await Node.SenderAsync(broker);
        await using var listener = await Node.ListenerAsync(broker);
        var (old, recent) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await sender.SayAsync(old, 1);
        await listener.HeardAsync(old, 1);
        (await listener.ScalarAsync<bool>("select keep_until - execution_time = interval '30 days' from wolverine_incoming_envelopes")).ShouldBeTrue();
        await using (var command = listener.Database.CreateCommand("update wolverine_incoming_envelopes set keep_until = now() - interval '1 second'")) await command.ExecuteNonQueryAsync();
        await sender.SayAsync(recent, 1);
        await listener.HeardAsync(recent, 1);
        await listener.Services.GetRequiredService<Inbox>().PurgeAsync(default);
        (await listener.ScalarAsync<long>("select count(*) from wolverine_incoming_envelopes")).ShouldBe(1);
    }

    private static async Task<IReadOnlyList<string>> QueuesAsync(Node listener, Guid[] things, Node sender, int number)
    {
        foreach (var thing in things)
        {
            await sender.SayAsync(thing, number);
            await listener.HeardAsync(thing, [.. Enumerable.Range(1, number)]);
        }

        var queues = new List<string>();
        foreach (var thing in things)
            queues.Add(await listener.ScalarAsync<string>(
                $"select received_at from wolverine_incoming_envelopes join mt_events on causation_id = wolverine_incoming_envelopes.id::text where stream_id = '{thing}' and version = {number}"));
        return queues;
    }
}
