using System.Security.Cryptography;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Messages.Tests;

/// <summary>A publisher that loses its broker, or its life, between sending and hearing that the broker has
/// it.</summary>
public sealed class PublisherTests
{
    /// <summary>
    /// Whatever the moment: the first cut comes while things are said, the next ones while the connections are made
    /// anew, after so many bytes of the broker's answers.
    /// </summary>
    [Fact]
    public async Task connections_cut_in_bursts_are_made_anew_and_nothing_is_lost_doubled_or_overtaken()
    {
        // What the broker says, about, while a connection is made anew.
        const int Bytes = 4_000;
        var broker = await Servers.NewBrokerAsync("cut");
        await using Proxy publishers = new(broker), listeners = new(broker);
        await using var sender = await Node.SenderAsync(publishers.Address);
        await using var listener = await Node.ListenerAsync(listeners.Address);
        var seed = RandomNumberGenerator.GetInt32(1_000_000);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        var things = Things(5);
        Proxy[][] sides = [[publishers], [listeners], [publishers, listeners]];
        foreach (var number in Enumerable.Range(1, 60))
        {
            foreach (var thing in things) await sender.SayAsync(thing, number);
            if (number % 10 != 5) continue;
            foreach (var side in sides[number / 10 % 3])
                side.Cut(Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(Bytes)).ToList());
            foreach (var thing in things) await sender.SayAsync(thing, -number);
            foreach (var thing in things) await listener.HeardAsync(thing, Said(number));
        }

        foreach (var thing in things) await listener.HeardAsync(thing, Said(60));
        await Eventually.IsSoAsync(
            async () => (await sender.HealthAsync()).Status == HealthStatus.Healthy, "The sender stays in trouble.");
        (await listener.DeadLettersAsync()).ShouldBeEmpty();

        static int[] Said(int last) =>
            [.. Enumerable.Range(1, last).SelectMany(number => number % 10 == 5 ? (int[])[number, -number] : [number])];
    }

    [Fact]
    public async Task a_connection_cut_between_publish_and_confirm_repeats_what_the_broker_had_and_it_counts_once()
    {
        var broker = await Servers.NewBrokerAsync("unheard");
        await using (var declares = await Node.ListenerAsync(broker)) await declares.StopAsync();
        await using var network = new Proxy(broker);
        await using var sender = await Node.SenderAsync(network.Address);
        await using var wire = await Wire.ConnectAsync(broker);
        var things = Things(5);
        foreach (var thing in things) await sender.SayAsync(thing, 1);
        await sender.PublishedAsync();
        network.HoldAnswers();
        await using (var session = sender.Store.LightweightSession())
        {
            foreach (var thing in things)
                session.Events.Append(thing, new NumberAdded(thing, 2), new NumberAdded(thing, 3));
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        // The broker has 1 of each thing, confirmed, and 2, which nobody hears of; 3 waits for the word on 2.
        await Eventually.IsSoAsync(async () =>
            await wire.WaitingAsync() == things.Length * 2, "The second numbers did not arrive.");
        network.Cut();
        network.LetAnswersThrough();
        await sender.PublishedAsync();
        (await wire.WaitingAsync()).ShouldBe((uint)things.Length * 4, "1 and 3 once, 2 twice");

        await using var listener = await Node.ListenerAsync(broker);
        foreach (var thing in things) await listener.HeardAsync(thing, 1, 2, 3);
        (await listener.DeadLettersAsync()).ShouldBeEmpty();
    }

    /// <summary>The client waits for ever for what does not come. A few lost are said again; if nothing is confirmed
    /// any more, another process has to begin.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task what_is_not_confirmed_in_time_is_said_again(int lost)
    {
        var broker = await Servers.NewBrokerAsync("mute");
        await using var listener = await Node.ListenerAsync(broker);
        await using var network = new Proxy(broker);
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var sender = await Node.BuildAsync(
            "sender", network.Address, await Servers.NewDatabaseAsync("sender"), Node.Announce, time);
        await sender.StartAsync();
        var thing = Guid.CreateVersion7();
        await sender.SayAsync(thing, 1);
        await sender.PublishedAsync();

        network.LoseConfirms(lost);
        await sender.SayAsync(thing, 2, 3);
        await listener.HeardAsync(thing, 1, 2);
        (await sender.IsPublishedAsync()).ShouldBeFalse();
        await Eventually.IsSoAsync(async () =>
            (await sender.HealthAsync()).Status == HealthStatus.Degraded, "It waits for the confirm for ever.");
        await Eventually.IsSoAsync(() =>
        {
            time.Advance(lost == 1 ? TimeSpan.FromSeconds(0.1) : TimeSpan.FromSeconds(2));
            return sender.IsPublishedAsync();
        }, "3 was not said.");
        await listener.HeardAsync(thing, 1, 2, 3);
        sender.Starts.ShouldBe(lost == 1 ? 1 : 2);
    }

    [Fact]
    public async Task an_emptied_consumer_hears_everything_again_once_and_in_order()
    {
        var broker = await Servers.NewBrokerAsync("republish");
        await using var sender = await Node.SenderAsync(broker);
        var things = Things(5);
        await using (var lost = await Node.ListenerAsync(broker))
        {
            foreach (var number in Enumerable.Range(1, 10))
                foreach (var thing in things) await sender.SayAsync(thing, number);
            foreach (var thing in things) await lost.HeardAsync(thing, [.. Enumerable.Range(1, 10)]);
            await lost.StopAsync();
        }

        await using var listener = await Node.ListenerAsync(broker);
        (await sender.RepublishAsync(new { to = "listener" })).EnsureSuccessStatusCode();
        (await sender.RepublishAsync(new { to = "listener" })).EnsureSuccessStatusCode(); // again: only repeats
        foreach (var thing in things) await listener.HeardAsync(thing, [.. Enumerable.Range(1, 10)]);
        ((int)(await sender.RepublishAsync(new { to = "nobody" })).StatusCode).ShouldBe(400);
        ((int)(await sender.RepublishAsync(new { to = "listener", from = "7", until = "3" })).StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task an_append_that_fails_leaves_no_hole_that_holds_the_publisher()
    {
        var broker = await Servers.NewBrokerAsync("tombstone");
        await using var sender = await Node.SenderAsync(broker);
        await using var listener = await Node.ListenerAsync(broker);
        var thing = Guid.CreateVersion7();
        await sender.SayAsync(thing, 1);
        await using (var stale = sender.Store.LightweightSession())
        {
            stale.Events.Append(thing, 1, new NumberAdded(thing, 99));
            await Should.ThrowAsync<Exception>(() => stale.SaveChangesAsync(TestContext.Current.CancellationToken));
        }

        await sender.SayAsync(thing, 2);
        await listener.HeardAsync(thing, 1, 2);
    }

    private static Guid[] Things(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
}
