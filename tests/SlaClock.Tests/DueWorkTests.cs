using ComplaintsPlatform.Contracts.Cases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>Timers on a real PostgreSQL, with two replicas.</summary>
public sealed class DueWorkTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2024, 9, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = new(2024, 9, 30, 9, 0, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider time = new(Morning);
    private string database = "";
    private IHost first = null!;
    private IHost second = null!;

    public async ValueTask InitializeAsync()
    {
        database = await Servers.NewDatabaseAsync("slaclock");
        (first, second) = (await Replica(), await Replica());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in new[] { first, second })
        {
            await replica.StopAsync();
            replica.Dispose();
        }
    }

    [Fact]
    public async Task ten_thousand_overdue_are_all_looked_at_once_each_by_two_replicas_at_a_time()
    {
        await Open(10_000);
        time.MoveTo(Later);

        await Task.WhenAll(WorkOff(first), WorkOff(second));

        (await Count("select count(*) from mt_events where type = 'limit_breached'")).ShouldBe(20_000);
        (await Count("select count(*) from (select distinct stream_id, data->>'clock' from mt_events where type = 'limit_breached') each")).ShouldBe(20_000);
        (await Count("select count(*) from read.timers")).ShouldBe(0);
        (await Count("select count(*) from read.clocks where breach_cause = 'limit-passed'")).ShouldBe(20_000);
    }

    [Fact]
    public async Task one_that_cannot_be_looked_at_holds_nobody_up()
    {
        var bad = Guid.CreateVersion7(Morning);
        await using (var session = first.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Events.StartStream<ClockSet>(bad, new ReceiptNoted(bad, new DateOnly(2035, 1, 1)));
            session.QueueSqlCommand("insert into read.timers (complaint_id, due_at, look_at) values ($1, $2, $2)", bad, Morning.UtcDateTime);
            await session.SaveChangesAsync();
        }

        await Open(250);
        time.MoveTo(Later);
        await WorkOff(first);

        (await Count("select count(distinct stream_id) from mt_events where type = 'limit_breached'")).ShouldBe(250);
        (await Count("select count(*) from read.timers where look_at > due_at")).ShouldBe(1);
    }

    [Fact]
    public async Task killed_before_the_commit_is_done_by_the_other_once()
    {
        var id = (await Open(1))[0];
        time.MoveTo(Later);
        await using (var killed = first.Services.GetRequiredService<IDocumentStore>().LightweightSession())
            await ClockKeeping.Keep(killed, id, first.Services.GetRequiredService<Counting>(), Later, (set, today) => DueWork.Decide(set, first.Services.GetRequiredService<Counting>(), today), default);

        await WorkOff(second);
        await WorkOff(first);

        (await Count("select count(*) from mt_events where type = 'limit_breached'")).ShouldBe(2);
    }

    [Fact]
    public async Task the_loop_wakes_by_notification_and_the_other_replica_takes_over_from_a_dead_leader()
    {
        await Open(1);
        var loops = new[] { first, second }.Select(replica => (BackgroundService)replica.Services.GetRequiredService<DueWork>()).ToList();
        foreach (var loop in loops) await loop.StartAsync(default);
        await Until("select count(*) = 1 from pg_locks where locktype = 'advisory' and granted and objid = 1545257228 and objsubid = 1 and database = (select oid from pg_database where datname = current_database())");

        time.MoveTo(new DateTimeOffset(2024, 9, 6, 9, 0, 0, TimeSpan.Zero));
        await Run("notify timers_changed");
        await Until("select count(*) = 1 from mt_events where type = 'limit_near'");

        await Run("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objid = 1545257228 and database = (select oid from pg_database where datname = current_database())");
        time.MoveTo(Later);
        await Until("select count(*) = 2 from mt_events where type = 'limit_breached'");
        foreach (var loop in loops) await loop.StopAsync(default);
        (await Count("select count(*) from mt_events where type = 'limit_breached'")).ShouldBe(2);
    }

    [Fact]
    public async Task what_falls_due_is_listed_in_pages()
    {
        await Open(5);
        var data = first.Services.GetRequiredService<NpgsqlDataSource>();
        var due = new DateOnly(2024, 9, 9);
        var page = await ListDue.Read(data, due, (Guid.Empty, ""), 3, default);
        page.Clocks.Count.ShouldBe(3);
        ListDue.TryReadCursor(page.Next, out var after).ShouldBeTrue();
        var rest = await ListDue.Read(data, due, after, 3, default);
        (rest.Clocks.Count, rest.Next).ShouldBe((2, null));
        page.Clocks.Concat(rest.Clocks).DistinctBy(clock => clock.ComplaintId).Count().ShouldBe(5);
        (await ListDue.Read(data, due.AddDays(1), (Guid.Empty, ""), 3, default)).Clocks.ShouldBeEmpty();
    }

    private async Task<IHost> Replica()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(Counting.From(Calendar.EnglandAndWales));
        builder.Services.AddEventStore(store =>
        {
            store.ConnectionString = database;
            ClockStore.Configure(store);
        });
        builder.Services.AddSingleton<DueWork>();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private async Task<IReadOnlyList<Guid>> Open(int count)
    {
        var counting = first.Services.GetRequiredService<Counting>();
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(Morning)).ToList();
        await Parallel.ForEachAsync(ids.Chunk(250), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (chunk, token) =>
        {
            await using var session = first.Services.GetRequiredService<IDocumentStore>().LightweightSession();
            foreach (var id in chunk)
                await ClockKeeping.Keep(
                    session, id, counting, Morning,
                    (set, today) => ComplaintOpenedHandler.Decide(new ComplaintOpened(id, "", "", "", today, null), set, counting, today), token);
            await session.SaveChangesAsync(token);
        });
        return ids;
    }

    private static async Task WorkOff(IHost replica)
    {
        while (await replica.Services.GetRequiredService<DueWork>().WorkOff(default) > 0) { }
    }

    private async Task Until(string condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(limit.Token);
            await using var command = new NpgsqlCommand(condition, connection);
            if (await command.ExecuteScalarAsync(limit.Token) is true) return;
        }
        while (await timer.WaitForNextTickAsync(limit.Token));
    }

    private async Task<long> Count(string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
