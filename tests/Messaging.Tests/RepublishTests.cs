using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;

namespace ComplaintsPlatform.Messaging.Tests;

/// <summary>An operator has a service say a range of its log again, to one consumer that has lost it.</summary>
public sealed class RepublishTests
{
    private static readonly int[] OneToTen = [.. Enumerable.Range(1, 10)];

    [Fact]
    public async Task an_emptied_consumer_hears_everything_once_and_in_order_and_nobody_else_hears_anything()
    {
        var broker = await Servers.NewBrokerAsync("again");
        await using var sender = await SenderAsync(broker);
        var things = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var number in OneToTen)
            foreach (var thing in things) await sender.SayAsync(thing, number);
        await using (var before = await Node.ListenerAsync(broker))
            foreach (var thing in things) await before.HeardAsync(thing, OneToTen);
        await sender.PublishedAsync();
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        (await channel.MessageCountAsync("other.complaints.0")).ShouldBe(50u);

        await using var emptied = await Node.ListenerAsync(broker);
        (await sender.RepublishAsync("listener")).ShouldBe(new RepublishReport(50, $"{await sender.LastPositionAsync()}", IsComplete: true));
        foreach (var thing in things) await emptied.HeardAsync(thing, OneToTen);
        (await sender.RepublishAsync("listener")).Published.ShouldBe(50);
        foreach (var thing in things) await sender.SayAsync(thing, 11);
        await sender.PublishedAsync();
        foreach (var thing in things) await emptied.HeardAsync(thing, [.. OneToTen, 11]);
        (await emptied.ScalarAsync<long>("select count(*) from wolverine_incoming_envelopes")).ShouldBe(55);
        (await channel.MessageCountAsync("other.complaints.0")).ShouldBe(55u);
    }

    [Fact]
    public async Task a_range_begins_after_its_first_position_and_ends_with_its_last()
    {
        var broker = await Servers.NewBrokerAsync("range");
        await using var sender = await SenderAsync(broker);
        var (thing, positions) = (Guid.CreateVersion7(), new List<LogPosition>());
        foreach (var number in OneToTen)
        {
            await sender.SayAsync(thing, number);
            positions.Add(await sender.LastPositionAsync());
        }

        await sender.PublishedAsync();
        await using (var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync())
            for (var number = 0; number < 4; number++) await channel.QueuePurgeAsync($"listener.complaints.{number}");
        (await sender.RepublishAsync("listener", positions[2], positions[6])).ShouldBe(new RepublishReport(4, $"{positions[6]}", IsComplete: true));
        await using var listener = await Node.ListenerAsync(broker);
        await listener.HeardAsync(thing, 4, 5, 6, 7);
        (await sender.RepublishAsync("listener", positions[9])).ShouldBe(new RepublishReport(0, $"{positions[9]}", IsComplete: true));
    }

    [Fact]
    public async Task what_a_consumer_does_not_listen_to_is_not_sent_to_it()
    {
        await using var sender = await SenderAsync(await Servers.NewBrokerAsync("picky"));
        await sender.SayAsync(Guid.CreateVersion7(), 1, 2);
        await sender.PublishedAsync();
        (await sender.RepublishAsync("deaf")).Published.ShouldBe(0);
        (await sender.RepublishAsync("other")).Published.ShouldBe(2);
    }

    [Fact]
    public async Task a_type_is_matched_as_the_broker_matches_it()
    {
        string[] patterns = ["#", "complaints.#", "complaints.cases.#", "complaints.*.said.v1", "complaints.cases.said", "complaints.cases.said.#", "*.cases.#.v1", "#.v1", "*", "complaints.cases.*.*"];
        string[] types = ["complaints", "complaints.cases", "complaints.cases.said.v1", "complaints.cases.said.v2", "complaints.cases.said", "complaints.intake.said.v1", "other.cases.a.b.v1", "v1", "complaints.casesome.said.v1"];
        await using var connection = await new ConnectionFactory { Uri = new Uri(await Servers.NewBrokerAsync("patterns")) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.ExchangeDeclareAsync("patterns", ExchangeType.Topic);
        foreach (var pattern in patterns)
        {
            await channel.QueueDeclareAsync(pattern, durable: false, exclusive: true);
            await channel.QueueBindAsync(pattern, "patterns", pattern);
        }

        foreach (var type in types)
        {
            await channel.BasicPublishAsync("patterns", type, ReadOnlyMemory<byte>.Empty);
            foreach (var pattern in patterns)
                (await channel.QueuePurgeAsync(pattern)).ShouldBe(Topology.Matches(pattern, type) ? 1u : 0u, $"{pattern} {type}");
        }
    }

    [Fact]
    public async Task what_the_publisher_has_not_said_yet_is_left_to_it()
    {
        // Said again before it is said at all, it would overtake what the publisher still holds.
        var broker = await Servers.NewBrokerAsync("held");
        await using var sender = await SenderAsync(broker, @event => @event.Data is NumberAdded { Number: 13 } ? throw new InvalidOperationException("Not yet.") : Node.MapSaid(@event));
        var thing = Guid.CreateVersion7();
        await sender.SayAsync(thing, 1, 2, 3);
        await sender.PublishedAsync();
        var published = await sender.LastPositionAsync();
        await sender.SayAsync(thing, 13, 14);
        await Until.TrueAsync(async () => (await sender.HealthAsync()).Status == HealthStatus.Degraded);
        (await sender.RepublishAsync("listener")).ShouldBe(new RepublishReport(3, $"{published}", IsComplete: true));
    }

    [Theory]
    [InlineData("""{"to":"nobody"}""", "to")]
    [InlineData("""{}""", "to")]
    [InlineData("""{"to":"listener","from":"yesterday"}""", "from")]
    [InlineData("""{"to":"listener","until":"-1-2"}""", "until")]
    [InlineData("""{"to":"listener","from":"7-8","until":"7-7"}""", "until")]
    public async Task a_request_that_cannot_be_taken_is_a_problem_that_names_the_field(string body, string field)
    {
        await using var sender = await SenderAsync(await Servers.NewBrokerAsync("bad"));
        var problem = await Problem.ReadAsync(await sender.RepublishAsync(System.Text.Json.JsonDocument.Parse(body)), 400, "not-valid");
        problem.Errors!.Keys.ShouldBe([field]);
        if (field == "to") problem.Errors["to"].Single().ShouldEndWith("Those that do: listener, other, deaf.");
    }

    [Fact]
    public async Task one_at_a_time_and_one_that_is_broken_off_makes_way()
    {
        await using var network = new Proxy(await Servers.NewBrokerAsync("one"));
        await using var sender = await SenderAsync(network.Address);
        await sender.SayAsync(Guid.CreateVersion7(), 1, 2);
        await sender.PublishedAsync();
        network.HoldAnswers();
        using var cancel = new CancellationTokenSource();
        var first = sender.RepublishAsync(new { to = "listener" }, cancel.Token);
        await Until.TrueAsync(async () => await sender.ScalarAsync<bool>(
            """
            select exists (select from pg_locks where locktype = 'advisory' and granted and ((classid::bigint << 32) | objid::bigint) = hashtextextended('republish', 1)
              and database = (select oid from pg_database where datname = current_database()))
            """));
        await Problem.ReadAsync(await sender.RepublishAsync(new { to = "listener" }), 409, "republish-running");

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        network.LetAnswersThrough();
        await Until.TrueAsync(async () => (await sender.RepublishAsync(new { to = "listener" })).IsSuccessStatusCode);
    }

    [Fact]
    public async Task without_its_broker_it_says_how_far_it_came()
    {
        var network = new Proxy(await Servers.NewBrokerAsync("gone"));
        await using var sender = await SenderAsync(network.Address);
        await sender.SayAsync(Guid.CreateVersion7(), 1);
        await sender.PublishedAsync();
        await network.DisposeAsync();
        var problem = await Problem.ReadAsync(await sender.RepublishAsync(new { to = "listener" }), 503, "broker-unavailable");
        problem.Detail.ShouldEndWith("It has 0 messages; send the request again with from 0-0.");
    }

    [Fact]
    public async Task a_long_range_is_said_in_parts_each_within_the_time_that_a_request_may_take()
    {
        await using var sender = await SenderAsync(await Servers.NewBrokerAsync("long"));
        await using (var session = sender.Store.LightweightSession())
        {
            for (var number = 1; number <= 600; number++) session.Events.Append(Guid.CreateVersion7(), new NumberAdded(Guid.CreateVersion7(), number));
            await session.SaveChangesAsync();
        }

        await sender.PublishedAsync();
        var republisher = new Republisher(sender.Services.GetRequiredService<BusOptions>(), sender.Log, sender.Database, new Hurried(), NullLogger<Republisher>.Instance);
        var part = (await republisher.RunAsync("listener", LogPosition.Start, null, default)).ShouldNotBeNull();
        (part.Published, part.IsComplete).ShouldBe((500, false));
        var rest = (await republisher.RunAsync("listener", LogPosition.Parse(part.Until), null, default)).ShouldNotBeNull();
        (rest.Published, rest.IsComplete, rest.Until).ShouldBe((100, true, $"{await sender.LastPositionAsync()}"));
    }

    private static async Task<Node> SenderAsync(string broker, Func<IEvent, Outgoing?>? map = null)
    {
        var node = Node.Build(await Servers.NewDatabaseAsync("sender"), broker, "sender", bus =>
        {
            bus.Topology.Add(new Listening("other", "complaints", ["complaints.*.number-said.v1"], 1));
            bus.Topology.Add(new Listening("deaf", "complaints", ["complaints.sender.number-said.v2"], 1));
            bus.PublishFromLog("complaints", map ?? Node.MapSaid);
        });
        await node.StartAsync();
        return node;
    }

    /// <summary>Twenty seconds pass from one look at it to the next.</summary>
    private sealed class Hurried : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => now += 20;
    }
}
