using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Messaging.Tests;

/// <summary>A publisher that loses its broker, or its life, between sending and hearing that the broker has it.</summary>
public sealed class PublisherTests
{
    [Fact]
    public async Task a_connection_cut_between_publish_and_confirm_repeats_what_the_broker_had_and_it_counts_once()
    {
        var broker = await Servers.NewBrokerAsync("unheard");
        await using var network = new Proxy(broker);
        await using var sender = await Node.SenderAsync(network.Address);
        await using var wire = await Wire.ConnectAsync(broker);
        var things = await SayUnheardAsync(network, sender, wire);

        network.Cut();
        network.LetAnswersThrough();
        await sender.PublishedAsync();

        // 1 and 3 once, and 2 twice: the second copy of what the broker had already.
        (await wire.WaitingAsync()).ShouldBe((uint)things.Length * 4);
        await ShouldHearOnceAsync(broker, sender, things);
    }

    [Fact]
    public async Task a_publishing_node_killed_between_publish_and_confirm_is_followed_by_another_and_it_counts_once()
    {
        var broker = await Servers.NewBrokerAsync("unheard-node");
        var database = await Servers.NewDatabaseAsync("sender");
        await using var network = new Proxy(broker);
        await using var dying = await Node.SenderAsync(network.Address, database);
        await using var other = await Node.SenderAsync(broker, database);
        await using var wire = await Wire.ConnectAsync(broker);
        var things = await SayUnheardAsync(network, dying, wire);

        await Task.WhenAll(dying.KillAsync(), Task.Run(network.Cut));
        await other.PublishedAsync();

        (await wire.WaitingAsync()).ShouldBe((uint)things.Length * 4);
        await ShouldHearOnceAsync(broker, other, things);
    }

    [Fact]
    public async Task what_the_broker_confirmed_is_not_sent_again_while_another_message_of_the_page_finds_no_queue()
    {
        var broker = await Servers.NewBrokerAsync("half");
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("half", ExchangeType.Topic, durable: true, autoDelete: false);
        await channel.QueueDeclareAsync("heard", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("heard", "half", Node.Said);
        var attempts = 0;
        await using var sender = Node.Build(await Servers.NewDatabaseAsync("sender"), broker, "sender", bus => bus.PublishFromLog("half", @event =>
        {
            if (((NumberAdded)@event.Data).Number != 13) return Node.MapSaid(@event);
            Interlocked.Increment(ref attempts);
            return new Outgoing(@event.StreamId, new Whisper());
        }).NameOf = type => type == typeof(Whisper) ? "complaints.sender.whisper.v1" : Node.Said);
        var (well, held) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await sender.StartAsync();
        await using (var session = sender.Store.LightweightSession())
        {
            session.Events.Append(well, [.. Enumerable.Range(1, 10).Select(number => new NumberAdded(well, number))]);
            session.Events.Append(held, new NumberAdded(held, 12), new NumberAdded(held, 13), new NumberAdded(held, 14));
            await session.SaveChangesAsync();
        }

        await Until.TrueAsync(() => Task.FromResult(attempts >= 4));
        (await channel.MessageCountAsync("heard")).ShouldBe(11u); // and not 14: it waits for 13
        (await sender.HealthAsync()).Status.ShouldBe(HealthStatus.Degraded);
        await channel.QueueBindAsync("heard", "half", "complaints.sender.whisper.v1");
        await sender.PublishedAsync();
        (await channel.MessageCountAsync("heard")).ShouldBe(13u);
    }

    [Fact]
    public async Task how_far_the_publisher_lags_is_measured_also_while_it_stands_still()
    {
        var (broker, lags) = (await Servers.NewBrokerAsync("lag"), new List<double>());
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "complaints.messaging.publisher.lag") listener.EnableMeasurementEvents(instrument);
        };
        // Other tests publish, too; what is a day old is ours.
        meters.SetMeasurementEventCallback<double>((_, lag, _, _) =>
        {
            if (lag < TimeSpan.FromHours(23).TotalSeconds) return;
            lock (lags) lags.Add(lag);
        });
        meters.Start();
        var tomorrow = new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddDays(1));
        await using var sender = Node.Build(await Servers.NewDatabaseAsync("sender"), broker, "sender",
            bus => bus.PublishFromLog("nobody-listens", Node.MapSaid), time: tomorrow);
        await sender.StartAsync();
        await sender.SayAsync(Guid.CreateVersion7(), 1);
        await Until.TrueAsync(() =>
        {
            lock (lags) return Task.FromResult(lags.Count >= 3);
        });
        (await sender.Log.ProgressAsync()).GetValueOrDefault("publisher").ShouldBe(LogPosition.Start);
    }

    // The broker has 1 of each thing, confirmed, and 2, which nobody hears of; 3 waits for the word on 2.
    private static async Task<Guid[]> SayUnheardAsync(Proxy network, Node sender, Wire wire)
    {
        var things = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var thing in things) await sender.SayAsync(thing, 1);
        await sender.PublishedAsync();
        network.HoldAnswers();
        await using (var session = sender.Store.LightweightSession())
        {
            foreach (var thing in things) session.Events.Append(thing, new NumberAdded(thing, 2), new NumberAdded(thing, 3));
            await session.SaveChangesAsync();
        }

        await Until.TrueAsync(async () => await wire.WaitingAsync() == things.Length * 2);
        return things;
    }

    private static async Task ShouldHearOnceAsync(string broker, Node sender, Guid[] things)
    {
        foreach (var thing in things) await sender.SayAsync(thing, 4);
        await using var listener = await Node.ListenerAsync(broker);
        foreach (var thing in things) await listener.HeardAsync(thing, 1, 2, 3, 4);
        (await listener.ScalarAsync<long>("select count(*) from wolverine_incoming_envelopes")).ShouldBe(things.Length * 4);
        (await listener.ParkedAsync()).ShouldBeEmpty();
    }

    private sealed record Whisper;
}
