using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Messages.Tests;

/// <summary>Every event arrives, in effect once, in its subject's order.</summary>
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
        (await listener.ScalarAsync<long>("select count(*) from wolverine.handled_messages")).ShouldBe(600);
        (await listener.HealthAsync()).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task what_was_said_before_a_listeners_first_start_waits_for_it()
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
    public async Task who_acted_and_why_goes_along()
    {
        var broker = await Servers.NewBrokerAsync("stamps");
        await using var sender = await Node.SenderAsync(broker);
        await using var listener = await Node.ListenerAsync(broker);
        var thing = Guid.CreateVersion7();
        await using (var session = sender.Store.LightweightSession())
        {
            (session.CorrelationId, session.LastModifiedBy) = ("conversation", "user");
            session.Events.Append(thing, new NumberAdded(thing, 1));
            await session.SaveChangesAsync();
        }

        await listener.HeardAsync(thing, 1);
        await using var sent = sender.Store.QuerySession();
        await using var heard = listener.Store.QuerySession();
        var (said, effect) = ((await sent.Events.FetchStreamAsync(thing)).Single(), (await heard.Events.FetchStreamAsync(thing)).Single());
        (effect.CausationId, effect.CorrelationId, effect.UserName).ShouldBe((said.Id.ToString(), "conversation", "user"));
    }

    [Fact]
    public async Task a_message_that_comes_twice_counts_once()
    {
        var broker = await Servers.NewBrokerAsync("twice");
        await using var listener = await Node.ListenerAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        var (thing, first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await wire.SendAsync(Wire.Message(first, thing, 1));
        await wire.SendAsync(Wire.Message(first, thing, 1));
        await wire.SendAsync(Wire.Message(second, thing, 2));
        await wire.SendAsync(Wire.Message(first, thing, 1));
        await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 3));
        await listener.HeardAsync(thing, 1, 2, 3);
        await listener.StopAsync(); // whatever was not acknowledged goes back to its queue
        (await wire.WaitingAsync()).ShouldBe(0u);
    }

    [Fact]
    public async Task two_modules_that_use_the_same_id_send_two_messages()
    {
        var broker = await Servers.NewBrokerAsync("modules");
        await using var listener = await Node.ListenerAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        var (thing, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await wire.SendAsync(Wire.Message(id, thing, 1, source: "/housing/repairs"));
        await wire.SendAsync(Wire.Message(id, thing, 2, source: "/housing/tenancy"));
        await listener.HeardAsync(thing, 1, 2);
    }

    [Fact]
    public async Task the_same_source_and_id_with_other_data_is_a_dead_letter_and_never_a_silent_duplicate()
    {
        var broker = await Servers.NewBrokerAsync("reused");
        await using var listener = await Node.ListenerAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        var (thing, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await wire.SendAsync(Wire.Message(id, thing, 1));
        await wire.SendAsync(Wire.Message(id, thing, 2));
        await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 3));
        await listener.HeardAsync(thing, 1, 3);
        await listener.DeadLettersAsync(1);
        (await listener.DeadLettersAsync())[0].GetProperty("why").GetString()!.ShouldContain("other content");
    }

    [Fact]
    public async Task when_one_of_two_replicas_stops_the_other_goes_on_and_nothing_is_lost_or_doubled()
    {
        var broker = await Servers.NewBrokerAsync("replicas");
        var (from, to) = (await Servers.NewDatabaseAsync("sender"), await Servers.NewDatabaseAsync("listener"));
        await using var sender = await Node.SenderAsync(broker, from);
        await using var otherSender = await Node.SenderAsync(broker, from);
        await using var listener = await Node.ListenerAsync(broker, to);
        await using var other = await Node.ListenerAsync(broker, to);
        var things = Things(10);
        foreach (var number in Enumerable.Range(1, 10))
            foreach (var thing in things) await sender.SayAsync(thing, number);
        await listener.StopAsync();
        await sender.StopAsync();
        foreach (var number in Enumerable.Range(11, 10))
            foreach (var thing in things) await otherSender.SayAsync(thing, number);
        foreach (var thing in things) await other.HeardAsync(thing, [.. Enumerable.Range(1, 20)]);
    }

    [Fact]
    public async Task the_wire_format_is_the_approved_one()
    {
        var broker = await Servers.NewBrokerAsync("format");
        await using var sender = await Node.SenderAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        await wire.ListenAsync("copy");
        var thing = Guid.CreateVersion7();
        await sender.SayAsync(thing, 7);
        await sender.PublishedAsync();
        var taken = await Eventually.GetAsync(() => wire.TakeAsync("copy"), "Nothing was said.");
        var (said, approved) = (JsonDocument.Parse(taken).RootElement, JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "approved", "number-said.v1.json"), TestContext.Current.CancellationToken)).RootElement);
        said.EnumerateObject().Select(p => p.Name).ShouldBe(approved.EnumerateObject().Select(p => p.Name).Except(["correlationid", "causationid", "actor", "traceparent"]));
        foreach (var same in (string[])["specversion", "source", "type", "datacontenttype"]) said.GetProperty(same).GetString().ShouldBe(approved.GetProperty(same).GetString());
        said.GetProperty("subject").GetGuid().ShouldBe(thing);
        said.GetProperty("data").GetProperty("number").GetInt32().ShouldBe(7);
    }

    private static Guid[] Things(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
}
