using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Messaging.Tests;

/// <summary>Every event arrives, once, in its subject's order.</summary>
public sealed class DeliveryTests
{
    private static readonly int[] OneToThirty = [.. Enumerable.Range(1, 30)];

    [Fact]
    public async Task each_subject_is_heard_in_order_and_once()
    {
        var broker = await Servers.NewBrokerAsync("order");
        await using var sender = await Node.SenderAsync(broker);
        await using var listener = await Node.ListenerAsync(broker);
        var things = Things(20);
        foreach (var number in OneToThirty)
            foreach (var thing in things) await sender.SayAsync(thing, number);
        foreach (var thing in things) await listener.HeardAsync(thing, OneToThirty);
        (await listener.ScalarAsync<long>("select count(*) from wolverine_incoming_envelopes")).ShouldBe(600);
        (await listener.HealthAsync()).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task what_was_published_before_a_listeners_first_start_waits_for_it()
    {
        var broker = await Servers.NewBrokerAsync("late");
        await using var sender = await Node.SenderAsync(broker);
        var thing = Guid.CreateVersion7();
        await sender.SayAsync(thing, OneToThirty);
        await sender.PublishedAsync();
        await using var listener = await Node.ListenerAsync(broker);
        await listener.HeardAsync(thing, OneToThirty);
    }

    [Fact]
    public async Task several_subjects_share_a_transaction_and_keep_their_own_metadata()
    {
        var broker = await Servers.NewBrokerAsync("group");
        await using var sender = await Node.SenderAsync(broker);
        var things = Things(64);
        foreach (var thing in things)
        {
            await using var session = sender.Store.LightweightSession();
            (session.CorrelationId, session.LastModifiedBy) = ($"conversation {thing}", $"user {thing}");
            session.Events.Append(thing, new NumberAdded(thing, 1));
            await session.SaveChangesAsync();
        }

        await sender.PublishedAsync();
        await using var listener = await Node.ListenerAsync(broker);
        foreach (var thing in things)
        {
            await listener.HeardAsync(thing, 1);
            await using var sent = sender.Store.LightweightSession();
            await using var heard = listener.Store.LightweightSession();
            var (said, effect) = ((await sent.Events.FetchStreamAsync(thing)).Single(), (await heard.Events.FetchStreamAsync(thing)).Single());
            (effect.CausationId, effect.CorrelationId, effect.UserName).ShouldBe((said.Id.ToString(), $"conversation {thing}", $"user {thing}"));
        }

        (await listener.ScalarAsync<long>("select count(distinct xmin::text) from wolverine_incoming_envelopes")).ShouldBeLessThan(40);
    }

    [Fact]
    public async Task messages_that_meet_in_one_stream_do_not_lose_each_others_events()
    {
        var broker = await Servers.NewBrokerAsync("shared");
        await using var sender = await Node.SenderAsync(broker);
        var (things, meeting) = (Things(40), Guid.CreateVersion7());
        foreach (var thing in things) await sender.SayAsync(thing, 1);
        await sender.PublishedAsync();
        await using var listener = await Node.ListenerAsync(broker, async (message, context, ct) =>
        {
            var stream = await context.Session.Events.FetchForWriting<Thing>(meeting, ct);
            stream.AppendOne(new NumberHeard(meeting, (stream.Aggregate?.Numbers.Count ?? 0) + 1));
        });
        await listener.HeardAsync(meeting, [.. Enumerable.Range(1, 40)]);
    }

    [Fact]
    public async Task a_message_that_comes_twice_counts_once()
    {
        var broker = await Servers.NewBrokerAsync("twice");
        await using var listener = await Node.ListenerAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        var (thing, first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await wire.SendAsync(Wire.Message(first, thing, 1), thing);
        await wire.SendAsync(Wire.Message(first, thing, 1), thing);
        await wire.SendAsync(Wire.Message(second, thing, 2), thing);
        await wire.SendAsync(Wire.Message(first, thing, 1), thing);
        await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 3), thing);
        await listener.HeardAsync(thing, 1, 2, 3);
        await listener.StopAsync(); // whatever was not acknowledged goes back to its queue
        (await wire.WaitingAsync()).ShouldBe(0u);
        (await listener.ScalarAsync<long>("select count(*) from wolverine_dead_letters")).ShouldBe(0);
    }

    [Fact]
    public async Task a_crash_between_commit_and_acknowledgement_changes_nothing()
    {
        var broker = await Servers.NewBrokerAsync("crash");
        await using var sender = await Node.SenderAsync(broker);
        var (thing, database) = (Guid.CreateVersion7(), await Servers.NewDatabaseAsync("listener"));
        await using (var first = await Node.ListenerAsync(broker, database: database)) await first.StopAsync();
        await sender.SayAsync(thing, 1, 2);
        await sender.PublishedAsync();

        await using (var crashing = Node.Build(database, broker, "listener", bus => bus.Handle<NumberSaid>(Node.Hear)))
        await using (var wire = await Wire.ConnectAsync(broker))
        {
            var (queue, body) = await wire.TakeAsync();
            var delivery = Delivery.From(1, "complaints", queue, body, null, TimeProvider.System.GetUtcNow());
            await crashing.Services.GetRequiredService<Receiver>().ReceiveAsync([delivery], default);
            (await crashing.NumbersAsync(thing)).ShouldBe([1]); // committed; the connection ends without an acknowledgement
        }

        await using var next = await Node.ListenerAsync(broker, database: database);
        await next.HeardAsync(thing, 1, 2);
    }

    [Fact]
    public async Task a_publisher_that_dies_before_its_bookmark_moves_publishes_again_and_it_counts_once()
    {
        var broker = await Servers.NewBrokerAsync("again");
        await using var sender = await Node.SenderAsync(broker);
        var things = Things(5);
        foreach (var number in OneToThirty)
            foreach (var thing in things) await sender.SayAsync(thing, number);
        await sender.PublishedAsync();
        await using (var session = sender.Store.LightweightSession())
            await sender.Services.GetRequiredService<Publisher>().PublishAsync(await sender.Log.ReadAsync(LogPosition.Start, 100), session, default);
        await using var wire = await Wire.ConnectAsync(broker);
        (await wire.WaitingAsync()).ShouldBe(250u);

        foreach (var thing in things) await sender.SayAsync(thing, 31);
        await using var listener = await Node.ListenerAsync(broker);
        foreach (var thing in things) await listener.HeardAsync(thing, [.. OneToThirty, 31]);
    }

    [Fact]
    public async Task when_one_of_two_replicas_dies_the_other_goes_on_in_order()
    {
        var broker = await Servers.NewBrokerAsync("replicas");
        await using var sender = await Node.SenderAsync(broker);
        var (things, database, halfway) = (Things(10), await Servers.NewDatabaseAsync("listener"), new TaskCompletionSource());
        await using var dying = await Node.ListenerAsync(broker, (message, context, ct) =>
        {
            if (message.Number == 15) halfway.TrySetResult();
            return Node.Hear(message, context, ct);
        }, database);
        await using var other = await Node.ListenerAsync(broker, database: database);
        foreach (var number in OneToThirty)
        {
            foreach (var thing in things) await sender.SayAsync(thing, number);
            if (number == 20) await halfway.Task;
            if (number == 20) await dying.KillAsync();
        }

        foreach (var thing in things) await other.HeardAsync(thing, OneToThirty);
    }

    [Fact]
    public async Task shutting_down_finishes_what_is_in_hand()
    {
        var broker = await Servers.NewBrokerAsync("drain");
        await using var sender = await Node.SenderAsync(broker);
        var (thing, inHand, release) = (Guid.CreateVersion7(), new TaskCompletionSource(), new TaskCompletionSource());
        await using var listener = await Node.ListenerAsync(broker, async (message, context, ct) =>
        {
            inHand.TrySetResult();
            await release.Task;
            await Node.Hear(message, context, ct);
        });
        await sender.SayAsync(thing, 1, 2);
        await sender.PublishedAsync();
        await inHand.Task;
        var stopping = listener.StopAsync();
        release.SetResult();
        await stopping;
        (await listener.NumbersAsync(thing)).ShouldBe([1]);
        await using var wire = await Wire.ConnectAsync(broker);
        (await wire.WaitingAsync()).ShouldBe(1u);
    }

    private static Guid[] Things(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
}
