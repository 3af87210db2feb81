using System.Collections.Concurrent;
using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>Sequence numbers become visible out of order and roll-backs leave holes. Each test forces one interleaving on real connections.</summary>
public sealed class OrderingTests : IAsyncLifetime
{
    private StoreHost host = null!;

    public async ValueTask InitializeAsync() => host = await StoreHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task a_slow_writer_with_a_lower_number_is_not_skipped()
    {
        await using var slow = await BeginAsync();
        var late = await AppendAsync(slow.Connection!);
        var early = await host.LendAsync();

        (await host.Log.ReadAsync(LogPosition.Start, 10)).ShouldBeEmpty("an older transaction is still open");
        await slow.CommitAsync();

        (await ReadAsync(2)).Select(stored => stored.StreamId).ShouldBe([late, early]);
    }

    [Fact]
    public async Task a_rolled_back_writer_leaves_a_hole_that_holds_nobody_up()
    {
        await using var failing = await BeginAsync();
        await AppendAsync(failing.Connection!);
        var kept = await host.LendAsync();
        await failing.RollbackAsync();
        (await ReadAsync(1)).Select(stored => stored.StreamId).ShouldBe([kept]);
    }

    [Fact]
    public async Task commits_in_reverse_order_are_read_in_one_order_for_ever()
    {
        await using var first = await BeginAsync();
        var a = await AppendAsync(first.Connection!);
        await using var second = await BeginAsync();
        var b = await AppendAsync(second.Connection!);
        await second.CommitAsync();
        var seenEarly = await host.Log.ReadAsync(LogPosition.Start, 10);
        await first.CommitAsync();
        seenEarly.ShouldBeEmpty();
        (await ReadAsync(2)).Select(stored => stored.StreamId).ShouldBe([a, b]);
    }

    [Fact]
    public async Task a_transaction_that_got_its_id_early_cannot_put_version_2_before_version_1()
    {
        await using var early = await BeginAsync();
        await early.Connection!.RunAsync("select pg_current_xact_id()");
        var id = await host.LendAsync();
        var append = () => early.Connection!.AppendAsync(id, 2);
        (await Should.ThrowAsync<PostgresException>(append)).SqlState.ShouldBe(PostgresErrorCodes.SerializationFailure);
    }

    [Fact]
    public async Task a_bulk_append_beside_a_slow_writer_arrives_whole_and_in_version_order()
    {
        await using var slow = await BeginAsync();
        await AppendAsync(slow.Connection!);
        var bulk = Guid.CreateVersion7();
        await using (var session = host.Session())
        {
            session.Events.StartStream<Loan>(bulk, [new BookLent(bulk, "Ulysses", null, "A reader"), .. Enumerable.Range(0, 300).Select(_ => (object)new ReminderNoted(bulk))]);
            await session.SaveChangesAsync();
        }
        await slow.CommitAsync();
        await ReadAsync(302);
        var read = new List<IEvent>();
        for (var position = LogPosition.Start; await host.Log.ReadAsync(position, 50) is { Count: > 0 } page; position = page[^1].Position) read.AddRange(page);
        read.Count.ShouldBe(302);
        read.Where(stored => stored.StreamId == bulk).Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, 301).Select(i => (long)i));
    }

    // As in Marten's issue 4952: a page that was loaded while one insert was under way took its end from later ones, and progress went past it.
    [Fact]
    public async Task a_running_subscription_does_not_pass_an_insert_that_later_ones_overtake()
    {
        var heard = new ConcurrentQueue<IEvent>();
        await using var host = await WatchedAsync(heard: heard);
        await using var owner = await host.OwnerAsync();
        await using var slow = await owner.BeginTransactionAsync();
        var late = await AppendAsync(owner);
        var early = new List<Guid>();
        for (var i = 0; i < 200; i++) early.Add(await host.LendAsync());
        await slow.CommitAsync();
        (await host.Log.WaitForAsync("watcher", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        heard.Select(stored => stored.StreamId).ShouldBe([late, .. early]);
    }

    // As in Marten's issue 4964: a reader whose place lay right before a hole took what followed for all there was.
    [Fact]
    public async Task a_bookmark_before_a_hole_is_not_moved_across_the_insert_behind_it()
    {
        var heard = new ConcurrentQueue<IEvent>();
        await using var host = await WatchedAsync(heard: heard);
        var known = new List<Guid>();
        for (var i = 0; i < 8; i++) known.Add(await host.LendAsync());
        (await host.Log.WaitForAsync("watcher", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        var bookmark = (await host.Log.ProgressAsync())["watcher"];

        await using (var failing = await host.OwnerAsync())
        await using (await failing.BeginTransactionAsync()) await AppendAsync(failing); // number 9 is burnt
        await using var owner = await host.OwnerAsync();
        await using var slow = await owner.BeginTransactionAsync();
        var tenth = await AppendAsync(owner);
        var later = new[] { await host.LendAsync(), await host.LendAsync() };
        (await host.Log.ReadAsync(bookmark, 10)).ShouldBeEmpty();
        (await host.Log.ProgressAsync())["watcher"].ShouldBe(bookmark);
        await slow.CommitAsync();
        (await host.Log.WaitForAsync("watcher", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        heard.Select(stored => stored.StreamId).ShouldBe([.. known, tenth, .. later]);
    }

    [Fact]
    public async Task a_writer_of_another_database_holds_nobody_up()
    {
        await using var other = new NpgsqlConnection(await Servers.NewDatabaseAsync("other"));
        await other.OpenAsync();
        await using var unrelated = await other.BeginTransactionAsync();
        await other.RunAsync("create table busy (id int)");
        await using var host = await WatchedAsync();
        var id = await host.LendAsync();
        (await ReadAsync(1, host)).Single().StreamId.ShouldBe(id);
        (await host.Log.WaitForAsync("watcher", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        (await host.Log.SettledPositionAsync()).ShouldBe(await host.LastAsync());
    }

    [Fact]
    public async Task a_writer_that_sits_idle_is_ended_and_holds_nobody_up_for_longer()
    {
        await using var host = await WatchedAsync(store => store.IdleInTransactionTimeout = TimeSpan.FromMilliseconds(300));
        // As a person with psql would, in a session that begins now: the limit is the database's.
        await using var person = new NpgsqlConnection($"{host.ConnectionString};Pooling=false");
        await person.OpenAsync();
        await using var forgotten = await person.BeginTransactionAsync();
        await AppendAsync(person);
        var id = await host.LendAsync();
        (await host.Log.WaitForAsync("watcher", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        (await host.Session().Events.FetchStreamAsync(id)).ShouldNotBeEmpty();
        (await Should.ThrowAsync<PostgresException>(() => person.RunAsync("select 1"))).SqlState.ShouldBe("25P03");
    }

    [Fact]
    public async Task in_a_cluster_restored_with_young_transaction_ids_new_events_still_come_last()
    {
        await host.LendAsync();
        await using (var owner = await host.OwnerAsync())
            await owner.RunAsync("alter table mt_events disable trigger user; update mt_events set transaction_id = transaction_id + 1000000000; alter table mt_events enable trigger user");
        var before = (await host.Log.ReadAsync(LogPosition.Start, 10)).Count;
        await using var restarted = await StoreHost.StartAsync(connectionString: host.ConnectionString);
        var bookmark = (await ReadAsync(1, restarted))[^1].Position;
        var later = await restarted.LendAsync();
        before.ShouldBe(0, "unsettled by this cluster's count until the offset is lifted");
        (await ReadAsync(1, restarted, bookmark)).Select(stored => stored.StreamId).ShouldBe([later]);
    }

    private static Task<StoreHost> WatchedAsync(Action<StoreOptions>? configure = null, ConcurrentQueue<IEvent>? heard = null) => StoreHost.StartAsync(store =>
    {
        store.Subscriptions.Add("watcher", _ => (page, _, _) =>
        {
            foreach (var stored in page) heard?.Enqueue(stored);
            return Task.CompletedTask;
        });
        configure?.Invoke(store);
    });

    /// <summary>Reads until so many are there: the store's own sealing of the log is a writer, too, and may hold a page back for a moment.</summary>
    private async Task<IReadOnlyList<IEvent>> ReadAsync(int count, StoreHost? from = null, LogPosition after = default)
    {
        IReadOnlyList<IEvent> read = [];
        for (var reads = 0; read.Count < count && reads < 10_000; reads++) read = await (from ?? host).Log.ReadAsync(after, 1000);
        return read;
    }

    private async Task<NpgsqlTransaction> BeginAsync() => await (await host.OwnerAsync()).BeginTransactionAsync();

    private static async Task<Guid> AppendAsync(NpgsqlConnection connection)
    {
        var id = Guid.CreateVersion7();
        await connection.AppendAsync(id, 1);
        return id;
    }
}
