using System.Net.Http.Json;
using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;
using Wolverine.Marten;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>Looks in the real inbox, with replicas that come and go.</summary>
public sealed class LookTests : IAsyncLifetime
{
    private const string Waiting =
        "select count(*) from wolverine.wolverine_incoming_envelopes where status = 'Scheduled'";

    private const string Breaches = "select count(*) from mt_events where type = 'limit_breached'";
    private const string BreachedClocks =
        """
        select count(*) from (select distinct stream_id, data->>'clock' from mt_events
          where type = 'limit_breached') each
        """;

    private const string Unhandled =
        """
        select count(*) from wolverine.wolverine_incoming_envelopes
        where status = 'Incoming' or (status = 'Scheduled' and execution_time < now())
        """;

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateOnly Today = London.DayOf(Now);
    private static readonly DateOnly LongAgo = Today.AddDays(-60);
    private static readonly Counting Counting = Counting.From(Calendar.EnglandAndWales, FirstContactSpecs.CodeAlone);

    private readonly ManualTimeProvider time = new(Now);
    private RunningService<Program> first = null!;

    public async ValueTask InitializeAsync() =>
        first = await RunningService.StartAsync<Program>(
            "slaclock", services => services.AddSingleton<TimeProvider>(time).AddSingleton(Counting));

    public ValueTask DisposeAsync() => first.DisposeAsync();

    [Fact]
    public async Task an_opened_complaint_is_looked_at_at_every_moment_of_its_limits()
    {
        var id = await Open();
        var looks = await Looks(id);
        looks.Count.ShouldBe(6);
        (await Count(Waiting)).ShouldBe(6);

        foreach (var look in looks)
        {
            time.MoveTo(look.At);
            await Invoke(first, look);
            await Invoke(first, look);
        }

        (await Events(id, "limit_near")).ShouldBe(4);
        (await Events(id, "limit_breached")).ShouldBe(2);
        (await Count(Waiting)).ShouldBe(6, "looks are neither cancelled nor changed; one that records brings no other");
    }

    [Fact]
    public async Task a_look_after_the_answer_records_nothing()
    {
        var id = await Open();
        var looks = await Looks(id);
        await Invoke(first, new ComplaintAcknowledged(id, Today));
        await Invoke(first, new Stage1ResponseRecorded(id, Today, "upheld"));
        time.MoveTo(looks[^1].At);
        foreach (var look in looks) await Invoke(first, look);
        (await Events(id, "limit_near"), await Events(id, "limit_breached")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task a_real_look_comes_by_itself_and_is_recorded_and_said_once_by_two_replicas()
    {
        await using var second = first.Replica();
        var id = await Overdue();
        await Schedule(InSeconds(1), new LookAtClocks(id, 2, Now), new LookAtClocks(id, 3, Now));

        await Eventually.IsSoAsync(async () => await Events(id, "limit_breached") == 2, "Nobody looked.");
        await Eventually.IsSoAsync(async () => await Count(Unhandled) == 0, "A look is left.");
        (await Events(id, "limit_breached")).ShouldBe(2);
    }

    [Fact]
    public async Task two_replicas_that_look_at_the_same_time_record_once()
    {
        await using var second = first.Replica();
        var id = await Overdue();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(
            n => Invoke(n % 2 == 0 ? first : second, new LookAtClocks(id, 2, Now.AddTicks(-n)))));
        (await Events(id, "limit_breached")).ShouldBe(2);
    }

    [Fact]
    public async Task ten_thousand_overdue_are_all_looked_at_once_each_while_new_complaints_go_on()
    {
        await using var second = first.Replica();
        var ids = await Overdue(10_000);
        foreach (var chunk in ids.Chunk(500))
            await Schedule(InSeconds(2), [.. chunk.Select(id => new LookAtClocks(id, 2, Now))]);

        await Eventually.IsSoAsync(async () => await Count(Breaches) > 0, "Nobody looked.");
        var opened = Guid.CreateVersion7(Now);
        await first.PublishAsync("complaints.cases.complaint-opened.v1", opened, Opening(opened, Today));
        await Eventually.IsSoAsync(
            async () => await Events(opened, "clock_started") == 2, "A new complaint got no clocks.");

        await Eventually.IsSoAsync(
            async () => await Count(BreachedClocks) == 20_000, "Some were never looked at.", TimeSpan.FromMinutes(5));
        await Eventually.IsSoAsync(async () => await Count(Unhandled) == 0, "A look is left.");
        (await Count(Breaches)).ShouldBe(20_000);
    }

    [Fact]
    public async Task a_look_that_a_dead_replica_had_taken_is_done_by_another_once()
    {
        var id = await Overdue();
        await Schedule(Now.AddDays(1), new LookAtClocks(id, 2, Now));
        await Run(
            """
            update wolverine.wolverine_incoming_envelopes set status = 'Incoming', owner_id = 4711
            where status = 'Scheduled'
            """);

        await Eventually.IsSoAsync(async () => await Events(id, "limit_breached") == 2, "Nobody took it over.");
        await Eventually.IsSoAsync(async () => await Count(Unhandled) == 0, "It is left.");
        (await Events(id, "limit_breached")).ShouldBe(2);
    }

    [Fact]
    public async Task a_service_that_was_down_at_the_moment_catches_up_when_it_starts()
    {
        var id = await Open();
        var look = (await Looks(id))[2];
        await first.StopAsync();
        // Time passes.
        await Run(
            $"""
            update wolverine.wolverine_incoming_envelopes set execution_time = now() - interval '1 hour'
            where id = '{look.MessageId()}'
            """);
        time.MoveTo(look.At.AddHours(1));

        await using var again = first.Replica(
            services => services.AddSingleton<TimeProvider>(time).AddSingleton(Counting));
        await Eventually.IsSoAsync(async () => await Events(id, "limit_breached") == 1, "Nobody looked.");
    }

    [Fact]
    public async Task looks_that_were_lost_are_written_again_at_the_next_start_and_only_they()
    {
        var ids = new List<Guid> { await Open(), await Open() };
        var lost = (await Looks(ids[0]))[1];
        await Run($"delete from wolverine.wolverine_incoming_envelopes where id = '{lost.MessageId()}'");
        await first.StopAsync();

        await using (first.Replica())
            await Eventually.IsSoAsync(async () => await Count(Waiting) == 12, "It was not written again.");
        (await Count(Waiting + $" and id = '{lost.MessageId()}'")).ShouldBe(1);

        await Run("delete from wolverine.wolverine_incoming_envelopes");
        await using var restored = first.Replica();
        await Eventually.IsSoAsync(async () => await Count(Waiting) == 12, "They were not written again.");
    }

    [Fact]
    public async Task a_new_calendar_moves_open_clocks_at_the_start_and_gives_them_their_looks()
    {
        var id = await Open();
        var due = Counting.Days.DueOn(Today, 5);
        await first.StopAsync();

        var proclaimed = Counting.From(HandlerSpecs.WithHoliday(due), FirstContactSpecs.CodeAlone);
        await using var next = first.Replica(services => services.AddSingleton(proclaimed));
        await Eventually.IsSoAsync(async () => await Events(id, "limit_restated") == 2, "The clocks did not move.");
        await Eventually.IsSoAsync(async () => await Count(Waiting) == 12, "The moved clocks have no looks.");
        var set = await Set(next, id);
        set.Recorded(Clock.Acknowledgement)!.Limit.DueOn.ShouldBe(proclaimed.Days.DueOn(Today, 5));
        set.Recorded(Clock.Acknowledgement)!.Limit.DueOn.ShouldBeGreaterThan(due);
    }

    [Fact]
    public async Task one_that_cannot_be_looked_at_is_a_dead_letter_that_can_be_replayed_and_holds_nobody_up()
    {
        var bad = Guid.CreateVersion7(Now);
        await Append(bad, new ReceiptNoted(bad, new DateOnly(2035, 1, 1)));
        var good = await Overdue(20);
        await Schedule(
            InSeconds(1), [new LookAtClocks(bad, 1, Now), .. good.Select(id => new LookAtClocks(id, 2, Now))]);

        await Eventually.IsSoAsync(async () => await Count(Breaches) == 40, "Others were held up.");
        // With the real time: by the other clock, which stands still, tokens made 90 seconds later are not valid yet.
        await using var second = first.Replica(static services => services.AddSingleton(Counting));
        var ops = second.As(bad, "Robin", "ops-engineer");
        await Eventually.IsSoAsync(IsDead, "It is no dead letter.");
        using var replay = await ops.PostAsJsonAsync("/operations/dead-letters/replay", new { });
        replay.EnsureSuccessStatusCode();
        await Eventually.IsSoAsync(async () => !await IsDead(), "It was not replayed.", TimeSpan.FromSeconds(5));
        // The calendar is as short as before.
        await Eventually.IsSoAsync(IsDead, "It is lost.");

        async Task<bool> IsDead() => (await ops.GetStringAsync("/operations/dead-letters"))
            .Contains("outside the calendar", StringComparison.Ordinal);
    }

    private static async Task Invoke(RunningService<Program> replica, object message)
    {
        await using var scope = replica.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(message);
    }

    private async Task<Guid> Open()
    {
        var id = Guid.CreateVersion7(Now);
        await Invoke(first, Opening(id, Today));
        return id;
    }

    private async Task<IReadOnlyList<LookAtClocks>> Looks(Guid id) =>
        [.. ClockKeeping.Looks(await Set(first, id), Counting, Now).OrderBy(look => look.At)];

    private static async Task<ClockSet> Set(RunningService<Program> replica, Guid id)
    {
        await using var session = replica.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return (await session.Events.AggregateStreamAsync<ClockSet>(id))!;
    }

    // Opened in time long ago, and not looked at since.
    private async Task<Guid> Overdue()
    {
        var id = Guid.CreateVersion7(Now);
        await Append(id, [.. OpenedLongAgo(id)]);
        return id;
    }

    private async Task<IReadOnlyList<Guid>> Overdue(int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(Now)).ToList();
        foreach (var chunk in ids.Chunk(500))
        {
            await using var session = first.Services.GetRequiredService<IDocumentStore>().LightweightSession();
            foreach (var id in chunk) session.Events.StartStream<ClockSet>(id, OpenedLongAgo(id));
            await session.SaveChangesAsync();
        }

        return ids;
    }

    private static IEnumerable<object> OpenedLongAgo(Guid id) =>
        ComplaintOpenedHandler.Decide(Opening(id, LongAgo), null, Counting, LongAgo).Events;

    private static ComplaintOpened Opening(Guid id, DateOnly received) =>
        new(id, "CMP-1", "letter", "repairs", received, null);

    private async Task Append(Guid id, params object[] events)
    {
        await using var session = first.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.StartStream<ClockSet>(id, events);
        await session.SaveChangesAsync();
    }

    private static DateTimeOffset InSeconds(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds);

    private async Task Schedule(DateTimeOffset at, params LookAtClocks[] looks)
    {
        await using var scope = first.Services.CreateAsyncScope();
        await using var session = first.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var outbox = scope.ServiceProvider.GetRequiredService<IMartenOutbox>();
        outbox.Enroll(session);
        foreach (var look in looks) await outbox.ScheduleAsync(look, at);
        await session.SaveChangesAsync();
    }

    private Task<long> Events(Guid id, string type) =>
        Count($"select count(*) from mt_events where stream_id = '{id}' and type = '{type}'");

    private async Task<long> Count(string sql)
    {
        await using var connection = new NpgsqlConnection(first.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(first.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
