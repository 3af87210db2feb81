using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Messaging.Tests;

/// <summary>What fails in passing is tried again in place; what can never succeed is parked, with what comes after it, and replayed in order.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task a_passing_fault_is_retried_in_place_and_shows_in_health()
    {
        var broker = await Servers.NewBrokerAsync("passing");
        await using var sender = await Node.SenderAsync(broker);
        var (thing, attempts, health) = (Guid.CreateVersion7(), new ConcurrentQueue<int>(), new ConcurrentQueue<HealthStatus>());
        Node? self = null;
        await using var listener = self = await Node.ListenerAsync(broker, async (message, context, ct) =>
        {
            if (message.Number == 2 && attempts.Count < 20)
            {
                attempts.Enqueue(context.Envelope.Attempts);
                if (attempts.Count == 20) health.Enqueue((await self!.HealthAsync()).Status);
                throw new TimeoutException();
            }

            await Node.Hear(message, context, ct);
        });
        await sender.SayAsync(thing, 1, 2, 3);
        await listener.HeardAsync(thing, 1, 2, 3);
        attempts.ShouldBe(Enumerable.Range(1, 20));
        health.ShouldBe([HealthStatus.Degraded]);
        (await listener.HealthAsync()).Status.ShouldBe(HealthStatus.Healthy);
        (await listener.ParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_lost_race_is_decided_again_on_the_new_state()
    {
        var broker = await Servers.NewBrokerAsync("race");
        await using var sender = await Node.SenderAsync(broker);
        var (thing, races) = (Guid.CreateVersion7(), 0);
        Node? self = null;
        await using var listener = self = await Node.ListenerAsync(broker, async (message, context, ct) =>
        {
            await Node.Hear(message, context, ct);
            if (Interlocked.Increment(ref races) > 3) return;
            await using var rival = self!.Store.LightweightSession();
            rival.Events.Append(thing, new NumberAdded(thing, -races));
            await rival.SaveChangesAsync(ct);
        });
        await sender.SayAsync(thing, 1);
        await listener.HeardAsync(thing, -1, -2, -3, 1);
    }

    [Fact]
    public async Task what_nobody_understands_is_tried_five_times_and_parked()
    {
        var broker = await Servers.NewBrokerAsync("five");
        await using var sender = await Node.SenderAsync(broker);
        var (thing, attempts) = (Guid.CreateVersion7(), 0);
        await using var listener = await Node.ListenerAsync(broker, (_, _, _) => throw new InvalidOperationException($"attempt {++attempts}"));
        await sender.SayAsync(thing, 1);
        await listener.ParkedAsync(1);
        attempts.ShouldBe(5);
        var parked = (await listener.ParkedAsync()).Single();
        (parked.Subject, parked.MessageType, parked.Exchange, parked.Why).ShouldBe((thing.ToString(), Node.Said, "complaints", "System.InvalidOperationException: attempt 5"));
    }

    [Fact]
    public async Task poison_is_parked_with_the_later_ones_of_its_subject_and_replayed_in_order()
    {
        var broker = await Servers.NewBrokerAsync("poison");
        await using var sender = await Node.SenderAsync(broker);
        var (poisoned, well, fails) = (Guid.CreateVersion7(), Guid.CreateVersion7(), new ConcurrentDictionary<int, bool> { [2] = true, [4] = true });
        await using var listener = await Node.ListenerAsync(broker, (message, context, ct) => message.ThingId == poisoned && fails.ContainsKey(message.Number)
            ? throw new UnprocessableMessageException("The repair has no reference.")
            : Node.Hear(message, context, ct));
        foreach (var number in Enumerable.Range(1, 5))
        {
            await sender.SayAsync(poisoned, number);
            await sender.SayAsync(well, number);
        }

        await listener.HeardAsync(well, 1, 2, 3, 4, 5);
        await listener.ParkedAsync(4);
        (await listener.NumbersAsync(poisoned)).ShouldBe([1]);
        (await listener.ParkedAsync()).Select(parked => parked.Why).ShouldBe(
        [
            "ComplaintsPlatform.Messaging.UnprocessableMessageException: The repair has no reference.",
            .. Enumerable.Repeat("An earlier message of this subject is parked.", 3),
        ]);

        (await listener.ReplayAsync()).ShouldSatisfyAllConditions(report => report.Replayed.ShouldBe(0), report => report.Failed.Single().Subject.ShouldBe(poisoned.ToString()));
        fails.Clear();
        fails[4] = true;
        (await listener.ReplayAsync(poisoned.ToString())).ShouldSatisfyAllConditions(report => report.Replayed.ShouldBe(2), report => report.Failed.Count.ShouldBe(1));
        (await listener.NumbersAsync(poisoned)).ShouldBe([1, 2, 3]);
        (await listener.ParkedAsync()).Count.ShouldBe(2);

        fails.Clear();
        (await listener.ReplayAsync()).Replayed.ShouldBe(2);
        await sender.SayAsync(poisoned, 6);
        await listener.HeardAsync(poisoned, 1, 2, 3, 4, 5, 6);
        (await listener.ParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_replay_beside_the_live_stream_keeps_the_order()
    {
        var broker = await Servers.NewBrokerAsync("beside");
        await using var sender = await Node.SenderAsync(broker);
        var (thing, attempts) = (Guid.CreateVersion7(), new ConcurrentDictionary<int, int>());
        await using var listener = await Node.ListenerAsync(broker, (message, context, ct) =>
            message.Number % 10 == 0 && attempts.AddOrUpdate(message.Number, 1, (_, before) => before + 1) == 1
                ? throw new UnprocessableMessageException("Not the first time.")
                : Node.Hear(message, context, ct));
        var all = Enumerable.Range(1, 200).ToArray();
        var saying = Task.Run(async () =>
        {
            foreach (var number in all) await sender.SayAsync(thing, number);
        });
        await Until.TrueAsync(async () =>
        {
            await Task.WhenAll(listener.ReplayAsync(), listener.ReplayAsync(thing.ToString()));
            return (await listener.NumbersAsync(thing)).Count >= all.Length;
        });
        await saying;
        (await listener.NumbersAsync(thing)).ShouldBe(all);
        (await listener.ParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task an_unknown_type_or_version_is_parked_and_handled_once_somebody_knows_it()
    {
        var broker = await Servers.NewBrokerAsync("unknown");
        var database = await Servers.NewDatabaseAsync("listener");
        var (thing, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        const string newer = "complaints.sender.number-said.v2";
        await using (var old = await Node.ListenerAsync(broker, database: database))
        await using (var wire = await Wire.ConnectAsync(broker))
        {
            await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 1, newer), thing, newer);
            await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 2), thing);
            await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), other, 1), other);
            await old.HeardAsync(other, 1);
            await old.ParkedAsync(2);
            (await old.ParkedAsync())[0].Why.ShouldBe($"ComplaintsPlatform.Messaging.UnprocessableMessageException: listener has no handler for {newer}.");
            await old.StopAsync();
        }

        await using var upgraded = Node.Build(database, broker, "listener", bus => bus.Handle<NumberSaid>(Node.Hear)
            .HandleRaw(newer, (data, context, ct) => Node.Hear(new NumberSaid(data.GetProperty("thingId").GetGuid(), data.GetProperty("number").GetInt32()), context, ct)));
        await upgraded.StartAsync();
        (await upgraded.ReplayAsync()).Replayed.ShouldBe(2);
        (await upgraded.NumbersAsync(thing)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task what_is_no_cloud_event_is_parked_and_the_feed_goes_on()
    {
        var broker = await Servers.NewBrokerAsync("broken");
        await using var listener = await Node.ListenerAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        var thing = Guid.CreateVersion7();
        var good = Wire.Message(Guid.CreateVersion7(), thing, 1);
        string[] broken =
        [
            "", "no JSON", "[]", "null", "{}", "\0", good.Replace("1.0", "0.3"), good.Replace("\"id\"", "\"ID\""), good.Replace("\"subject\"", "\"about\""),
            good.Replace("\"source\":\"/complaints/sender\"", "\"source\":7"), good.Replace("/complaints/sender", "\\u0000"), good.Replace("2026-03-02T09:00:00Z", "yesterday"),
            good.Replace("/complaints/sender", new string('x', 501)), good[..^20], good.Replace("\"specversion\"", "\"type\":\"twice\",\"specversion\""),
            good.Replace("/complaints/sender", "\\ud800"), good.Replace("\"time\"", "\"\\ud800\""),
        ];
        foreach (var body in broken) await wire.SendAsync(body, Guid.CreateVersion7());
        foreach (var data in (string[])["\"data\":null", "\"data\":[]", "\"data\":{\"thingId\":\"x\",\"number\":1}", "\"data\":{\"number\":1}", "\"dada\":{}"])
        {
            var subject = Guid.CreateVersion7();
            await wire.SendAsync($"{Wire.Message(Guid.CreateVersion7(), subject, 1).Split("\"data\"")[0]}{data}}}", subject);
        }

        await wire.SendAsync(good, thing);
        await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 2).Replace("\"data\"", "\"streamversion\":\"2\",\"data\""), thing); // another module's own extension
        await listener.HeardAsync(thing, 1, 2);
        await listener.ParkedAsync(broken.Length + 5);
        (await listener.ParkedAsync()).ShouldAllBe(parked => parked.Why.Length > 20);
        (await listener.ReplayAsync()).Replayed.ShouldBe(0);
    }

    [Fact]
    public async Task one_bad_message_costs_the_others_of_its_group_nothing()
    {
        var broker = await Servers.NewBrokerAsync("bad");
        await using var sender = await Node.SenderAsync(broker);
        var things = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var thing in things) await sender.SayAsync(thing, 1);
        await sender.PublishedAsync();
        await using var listener = await Node.ListenerAsync(broker, (message, context, ct) =>
            message.ThingId == things[20] ? throw new UnprocessableMessageException("Bad.") : Node.Hear(message, context, ct));
        foreach (var thing in things.Where(thing => thing != things[20])) await listener.HeardAsync(thing, 1);
        await listener.ParkedAsync(1);
        (await listener.NumbersAsync(things[20])).ShouldBeEmpty();
    }

    [Fact]
    public async Task the_list_of_parked_messages_is_paged_and_has_no_bodies()
    {
        var broker = await Servers.NewBrokerAsync("list");
        await using var listener = await Node.ListenerAsync(broker, (_, _, _) => throw new UnprocessableMessageException("Never."));
        await using var wire = await Wire.ConnectAsync(broker);
        for (var number = 0; number < 5; number++) await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), Guid.CreateVersion7(), number), Guid.CreateVersion7());
        await listener.ParkedAsync(5);
        using var http = listener.Http;
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            using var answer = await http.GetAsync($"parked-messages?limit=2&cursor={cursor}");
            var page = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            page.ToString().ShouldNotContain("number\"");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        seen.Distinct().Count().ShouldBe(5);
        foreach (var (query, field) in ((string, string)[])[("cursor=!", "cursor"), ("limit=0", "limit"), ("limit=101", "limit")])
            (await Problem.ReadAsync(await http.GetAsync($"parked-messages?{query}"), 400, "not-valid")).Errors!.ShouldContainKey(field);
    }
}
