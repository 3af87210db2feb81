using System.Globalization;

namespace ComplaintsPlatform.Messages.Tests;

/// <summary>A broker that goes away, or takes back what it gave, while messages are in hand.</summary>
public sealed class BrokerTests
{
    /// <summary><c>tests/kill-campaign</c> runs this with more restarts.</summary>
    [Fact]
    public async Task after_every_restart_of_the_broker_the_queue_has_its_consumer_and_all_come_once_and_in_order()
    {
        var setting = Environment.GetEnvironmentVariable("BROKER_RESTARTS");
        var restarts = setting is null ? 3 : int.Parse(setting, CultureInfo.InvariantCulture);
        await using var broker = new LocalRabbit();
        await broker.StartAsync();
        await using var sender = await Node.SenderAsync(broker.ConnectionString);
        await using var listener = await Node.ListenerAsync(broker.ConnectionString);
        var things = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var restart = 1; restart <= restarts; restart++)
        {
            var first = (restart * 3) - 2;
            var (inHand, goOn) = (NewSource(), NewSource());
            NumberSaidHandler.Troubles[things[0]] = (_, _) =>
            {
                inHand.TrySetResult();
                return goOn.Task;
            };
            foreach (var thing in things) await sender.SayAsync(thing, first, first + 1);
            await inHand.Task;
            // In order and by SIGKILL in turn; in order first, since RabbitMQ 3.10 forgets a quorum queue, and all that
            // it confirmed for it, when it is killed within a second of the queue's declaration.
            await (restart % 2 == 0 ? broker.KillAsync() : broker.StopAsync());
            foreach (var thing in things) await sender.SayAsync(thing, first + 2);
            goOn.SetResult();
            await broker.StartAsync();
            foreach (var thing in things) await listener.HeardAsync(thing, [.. Enumerable.Range(1, first + 2)]);
            await using var wire = await Wire.ConnectAsync(broker.ConnectionString);
            await Eventually.IsSoAsync(
                async () => await wire.ConsumersAsync() == 1, $"The queue has no consumer after restart {restart}.");
            (await wire.WaitingAsync()).ShouldBe(0u);
        }

        (await listener.ScalarAsync<long>("select count(*) from wolverine.handled_messages"))
            .ShouldBe(restarts * 3 * things.Length);
        (await listener.DeadLettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_message_held_longer_than_the_broker_waits_comes_again_counts_once_and_the_queue_goes_on()
    {
        // In milliseconds: how long a message may be in hand, and how often a channel looks for such.
        await using var broker = new LocalRabbit("-rabbit consumer_timeout 500 -rabbit channel_tick_interval 500");
        await broker.StartAsync();
        await using var sender = await Node.SenderAsync(broker.ConnectionString);
        await using var listener = await Node.ListenerAsync(broker.ConnectionString);
        var (held, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (inHand, goOn) = (NewSource(), NewSource());
        NumberSaidHandler.Troubles[held] = (_, _) =>
        {
            inHand.TrySetResult();
            return goOn.Task;
        };
        await using (var next = await Wire.ConnectAsync(broker.ConnectionString))
        {
            await sender.SayAsync(held, 1, 2, 3);
            await inHand.Task;
            // Next in line for the queue: it is our turn when the broker has taken the channel from the listener.
            var given = await next.NextInLineAsync();
            await Eventually.IsSoAsync(() => Task.FromResult(given.IsCompleted), "The broker waits on.");
            (await given).Redelivered.ShouldBeTrue();
        }

        goOn.SetResult();
        await listener.HeardAsync(held, 1, 2, 3);
        await sender.SayAsync(held, 4);
        await sender.SayAsync(other, 1);
        await listener.HeardAsync(held, 1, 2, 3, 4);
        await listener.HeardAsync(other, 1);
        (await listener.ScalarAsync<long>("select count(*) from wolverine.handled_messages")).ShouldBe(5);
        (await listener.DeadLettersAsync()).ShouldBeEmpty();
        await using var wire = await Wire.ConnectAsync(broker.ConnectionString);
        (await wire.ConsumersAsync()).ShouldBe(1u);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
