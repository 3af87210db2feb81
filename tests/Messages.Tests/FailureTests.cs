using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComplaintsPlatform.Messages.Tests;

/// <summary>What fails in passing is tried again in place; what can never succeed is a dead letter, which holds nobody
/// up and can be replayed.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task a_passing_fault_is_retried_in_place_and_keeps_the_order()
    {
        var broker = await Servers.NewBrokerAsync("passing");
        await using var sender = await Node.SenderAsync(broker);
        await using var listener = await Node.ListenerAsync(broker);
        var (thing, attempts) = (Guid.CreateVersion7(), 0);
        NumberSaidHandler.Troubles[thing] = (message, _) =>
            message.Number == 2 && ++attempts <= 3 ? throw new NpgsqlException("away") : Task.CompletedTask;
        await sender.SayAsync(thing, 1, 2, 3);
        await listener.HeardAsync(thing, 1, 2, 3);
        attempts.ShouldBe(4);
        (await listener.DeadLettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_lost_race_is_decided_again_on_the_new_state()
    {
        var broker = await Servers.NewBrokerAsync("race");
        await using var sender = await Node.SenderAsync(broker);
        await using var listener = await Node.ListenerAsync(broker);
        var (thing, races) = (Guid.CreateVersion7(), 0);
        NumberSaidHandler.Troubles[thing] = async (_, _) =>
        {
            if (++races > 3) return;
            await using var rival = listener.Store.LightweightSession();
            rival.Events.Append(thing, new NumberAdded(thing, -races));
            await rival.SaveChangesAsync();
        };
        await sender.SayAsync(thing, 1);
        await listener.HeardAsync(thing, -1, -2, -3, 1);
    }

    [Fact]
    public async Task a_dead_letter_holds_nobody_up_says_nothing_personal_and_lands_when_it_is_replayed()
    {
        var broker = await Servers.NewBrokerAsync("poison");
        await using var sender = await Node.SenderAsync(broker);
        await using var listener = await Node.ListenerAsync(broker);
        var (thing, fails) = (Guid.CreateVersion7(), new ConcurrentDictionary<int, bool> { [2] = true });
        NumberSaidHandler.Troubles[thing] = (message, _) =>
            fails.ContainsKey(message.Number)
                ? throw new InvalidOperationException("Ada Osei of 12 Harbour Row")
                : Task.CompletedTask;
        await sender.SayAsync(thing, 1, 2, 3);
        await listener.HeardAsync(thing, 1, 3);
        await listener.DeadLettersAsync(1);
        var letter = (await listener.DeadLettersAsync())[0];
        letter.GetProperty("subject").GetString().ShouldBe(thing.ToString());
        letter.GetProperty("messageType").GetString().ShouldBe(Node.Said);
        letter.GetProperty("queue").GetString().ShouldBe("listener.complaints");
        letter.GetRawText().ShouldNotContain("Ada");
        (await listener.ScalarAsync<bool>(
            "select encode(body, 'escape') like '%thingId%' from wolverine.wolverine_dead_letters"))
            .ShouldBeFalse("its body is sealed");

        fails.Clear();
        await listener.ReplayAsync(letter.GetProperty("id").GetGuid());
        await listener.HeardAsync(thing, 1, 3, 2);
        await listener.DeadLettersAsync(0);
    }

    [Fact]
    public async Task an_unknown_type_or_version_is_a_dead_letter()
    {
        var broker = await Servers.NewBrokerAsync("unknown");
        await using var listener = await Node.ListenerAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        var thing = Guid.CreateVersion7();
        foreach (var type in (string[])["complaints.sender.number-said.v2", "complaints.sender.number-whispered.v1"])
            await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 1, type), type);
        await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 2));
        await listener.HeardAsync(thing, 2);
        await listener.DeadLettersAsync(2);
        (await listener.DeadLettersAsync()).Select(letter => letter.GetProperty("messageType").GetString())
            .ShouldBe(["complaints.sender.number-said.v2", "complaints.sender.number-whispered.v1"], ignoreOrder: true);
    }

    [Fact]
    public async Task what_is_no_cloud_event_is_a_dead_letter_and_the_feed_goes_on()
    {
        var broker = await Servers.NewBrokerAsync("broken");
        await using var listener = await Node.ListenerAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        var thing = Guid.CreateVersion7();
        var good = Wire.Message(Guid.CreateVersion7(), thing, 1);
        string[] broken =
        [
            "", "no JSON", "[]", "null", "{}", "\0", good.Replace("1.0", "0.3"), good.Replace("\"id\"", "\"ID\""),
            good.Replace("\"subject\"", "\"about\""),
            good.Replace("\"source\":\"/complaints/sender\"", "\"source\":7"),
            good.Replace("/complaints/sender", "\\u0000"), good.Replace("2026-03-02T09:00:00Z", "yesterday"),
            good.Replace("/complaints/sender", new string('x', 501)), good[..^20],
            good.Replace("\"specversion\"", "\"type\":\"twice\",\"specversion\""),
            good.Replace("/complaints/sender", "\\ud800"), good.Replace("\"time\"", "\"\\ud800\""),
        ];
        foreach (var body in broken) await wire.SendAsync(body);
        string[] data = ["\"data\":null", "\"data\":[]", "\"data\":{\"thingId\":\"x\",\"number\":1}",
            "\"data\":{\"number\":1}", "\"dada\":{}"];
        foreach (var odd in data)
            await wire.SendAsync(
                $"{Wire.Message(Guid.CreateVersion7(), Guid.CreateVersion7(), 1).Split("\"data\"")[0]}{odd}}}");
        await wire.SendAsync(good);
        // Another module's own extension of the same name as ours.
        await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 2)
            .Replace("\"data\"", "\"streamversion\":\"2\",\"data\""));
        await listener.HeardAsync(thing, 1, 2);
        await listener.DeadLettersAsync(broken.Length + data.Length);
        (await listener.DeadLettersAsync()).ShouldAllBe(letter => letter.GetProperty("why").GetString()!.Length > 10);
        (await wire.WaitingAsync()).ShouldBe(0u);
    }

    [Fact]
    public async Task ids_of_handled_messages_are_kept_for_a_month_and_then_forgotten()
    {
        var broker = await Servers.NewBrokerAsync("forget");
        await using var sender = await Node.SenderAsync(broker);
        await using var listener = await Node.ListenerAsync(broker);
        var (old, recent) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await sender.SayAsync(old, 1);
        await listener.HeardAsync(old, 1);
        await using (
            var command = listener.Database.CreateCommand(
                "update wolverine.handled_messages set handled_at = now() - interval '30 days 1 minute'"))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await sender.SayAsync(recent, 1);
        await listener.HeardAsync(recent, 1);
        (await ForgettingOf(listener).ForgetAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        (await listener.ScalarAsync<long>("select count(*) from wolverine.handled_messages")).ShouldBe(1);
    }

    private static ServiceDefaults.Messaging.Forgetting ForgettingOf(Node node) =>
        node.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>()
            .OfType<ServiceDefaults.Messaging.Forgetting>().Single();
}
