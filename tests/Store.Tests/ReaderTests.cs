using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Services;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ComplaintsPlatform.Store.Tests;

/// <summary>
/// Numbers of the log are drawn before the commit: what commits late has a low number, what is rolled back leaves a
/// gap.
/// </summary>
public sealed class ReaderTests
{
    [Fact]
    public async Task a_writer_that_commits_late_is_not_skipped_though_others_went_on()
    {
        var reader = new Reader();
        await using var node = await StartAsync(reader);
        var (before, late, others) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await node.CountAsync(before, 0);
        await using (var held = await Held.StartAsync(node, late, 1, 2))
        {
            foreach (var number in Enumerable.Range(1, 20)) await node.CountAsync(others, number);
            // Four times as long as a reader waits at a gap that nobody answers for.
            await held.IsOlderThanAsync("2 seconds");
            reader.Read.Select(happened => happened.StreamId).ShouldNotContain(others);
            await held.Transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        await ReadsAsync(reader, 23);
        InOrder(reader.Read);
        reader.Read.Where(happened => happened.StreamId == late)
            .Select(happened => ((Counted)happened.Data).Number).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task a_writer_that_is_rolled_back_does_not_hold_readers_for_good()
    {
        var reader = new Reader();
        await using var node = await StartAsync(reader);
        var others = Guid.CreateVersion7();
        await using (var held = await Held.StartAsync(node, Guid.CreateVersion7(), 1, 2))
        {
            await node.CountAsync(others, 1);
            await held.Transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await node.CountAsync(others, 2);
        await ReadsAsync(reader, 2);
        reader.Read.Select(happened => ((Counted)happened.Data).Number).ShouldBe([1, 2]);
        (await node.ScalarAsync<bool>("select max(seq_id) > count(*) from mt_events")).ShouldBeTrue("There is no gap.");
    }

    [Fact]
    public async Task a_writer_left_open_is_ended_by_the_server_and_readers_go_on()
    {
        var reader = new Reader();
        await using var node = await StartAsync(reader);
        await using var held = await Held.StartAsync(node, Guid.CreateVersion7(), 1);
        await node.CountAsync(Guid.CreateVersion7(), 2);
        await ReadsAsync(reader, 1);
        ((Counted)reader.Read.Single().Data).Number.ShouldBe(2);
        await Should.ThrowAsync<NpgsqlException>(
            () => held.Transaction.CommitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task many_writers_some_late_some_rolled_back_are_read_once_and_each_stream_in_order()
    {
        var reader = new Reader();
        await using var node = await StartAsync(reader);
        var streams = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7()).ToArray();
        await Task.WhenAll(streams.Select((stream, writer) => Task.Run(async () =>
        {
            var number = 0;
            foreach (var turn in Enumerable.Range(1, 30))
            {
                if ((turn + writer) % 5 > 1)
                {
                    await node.CountAsync(stream, ++number);
                    continue;
                }

                await using var held = await Held.StartAsync(node, stream, number + 1, number + 2);
                // Others go on while it is open.
                await node.CountAsync(Guid.CreateVersion7(), 1);
                if ((turn + writer) % 5 == 0) await held.Transaction.RollbackAsync();
                else await held.Transaction.CommitAsync();
                if ((turn + writer) % 5 == 1) number += 2;
            }
        })));

        var written = await node.ScalarAsync<long>("select count(*) from mt_events");
        await ReadsAsync(reader, (int)written);
        InOrder(reader.Read);
        reader.Read.Select(happened => happened.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task an_event_that_cannot_be_read_while_the_keys_are_away_is_read_when_they_are_back()
    {
        var database = await Servers.NewDatabaseAsync("store");
        await using var writer = await Node.StartAsync(database);
        await using (var session = writer.Store.LightweightSession())
        {
            session.Events.Append(Guid.CreateVersion7(), new SignedOff(Guid.CreateVersion7(), "Olive Officer"));
            session.Events.Append(Guid.CreateVersion7(), new Counted(2));
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var owner = NpgsqlDataSource.Create(database);
        await ExecuteAsync("alter table personal_data.subject_keys rename to away");
        var reader = new Reader();
        await using var node = await Node.BuildAsync(database, Reading(reader), migrates: false);
        await node.StartAsync();
        await Eventually.IsSoAsync(node.IsPausedAsync, "It does not even try.");
        reader.Read.ShouldBeEmpty();
        await ExecuteAsync("alter table personal_data.away rename to subject_keys");
        await ReadsAsync(reader, 2);
        ((SignedOff)reader.Read[0].Data).By.ShouldBe("Olive Officer");

        async Task ExecuteAsync(string sql)
        {
            await using var command = owner.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task a_reader_whose_bookmark_was_moved_by_another_replica_stops_and_begins_again()
    {
        var (reader, time) = (new Reader(), new ManualTimeProvider(TimeProvider.System.GetUtcNow()));
        await using var node = await Node.BuildAsync(
            await Servers.NewDatabaseAsync("store"), Reading(reader), time: time);
        await node.StartAsync();
        var id = Guid.CreateVersion7();
        await node.CountAsync(id, 1, 2);
        await Eventually.IsSoAsync(async () => await BookmarkAsync() == 2, "The bookmark did not move.");
        await node.ScalarAsync<long>(
            "update mt_event_progression set last_seq_id = 1 where name = 'reader:All' returning last_seq_id");
        await node.CountAsync(id, 3);
        await Eventually.IsSoAsync(node.IsStoppedAsync, "It did not even stop.");

        await Eventually.IsSoAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return await BookmarkAsync() == 3;
        }, "Nobody began it again.");
        reader.Read.Select(happened => happened.Sequence).Distinct().ShouldBe([1, 2, 3]);

        Task<long> BookmarkAsync() => node.ScalarAsync<long>(
            "select coalesce(max(last_seq_id), 0) from mt_event_progression where name = 'reader:All'");
    }

    [Fact]
    public async Task an_event_that_a_projection_fails_at_holds_it_up_and_says_so_and_is_not_left_out()
    {
        var (lines, time) = (new LateLines { Breaks = 2 }, new ManualTimeProvider(TimeProvider.System.GetUtcNow()));
        await using var node = await Node.BuildAsync(await Servers.NewDatabaseAsync("store"), store =>
        {
            Node.Counting(store);
            store.Projections.Add(lines, ProjectionLifecycle.Async);
        }, time: time);
        await node.StartAsync();
        var id = Guid.CreateVersion7();
        await node.CountAsync(id, 1, 2, 3);
        await Eventually.IsSoAsync(node.IsPausedAsync, "It does not even try.");
        (await node.HealthAsync("readers")).Status.ShouldBe(HealthStatus.Healthy);
        time.Advance(TimeSpan.FromSeconds(31));
        var health = await node.HealthAsync("readers");
        health.Status.ShouldBe(HealthStatus.Degraded);
        health.Description!.ShouldContain("late-lines:All stands at 0 of 3");

        lines.Breaks = null;
        await Eventually.IsSoAsync(async () => (await LinesAsync()).Count == 3, "It did not go on.");
        (await LinesAsync()).Select(line => line.Number).Order().ShouldBe([1, 2, 3]);
        (await node.HealthAsync("readers")).Status.ShouldBe(HealthStatus.Healthy);

        async Task<IReadOnlyList<LateLine>> LinesAsync()
        {
            await using var session = node.Store.QuerySession();
            return await session.Query<LateLine>().ToListAsync();
        }
    }

    [Fact]
    public async Task a_service_whose_log_nobody_reads_has_no_late_reader()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var node =
            await Node.BuildAsync(await Servers.NewDatabaseAsync("store"), Node.Counting, time: time);
        await node.StartAsync();
        await node.CountAsync(Guid.CreateVersion7(), 1);
        (await node.HealthAsync("readers")).Status.ShouldBe(HealthStatus.Healthy);
        time.Advance(TimeSpan.FromMinutes(1));
        (await node.HealthAsync("readers")).Status.ShouldBe(HealthStatus.Healthy);
    }

    private static Task<Node> StartAsync(Reader reader) => Node.StartAsync(configure: Reading(reader));

    private static Action<StoreOptions> Reading(Reader reader) => store =>
    {
        Node.Counting(store);
        reader.Subscribe(store);
    };

    private static Task ReadsAsync(Reader reader, int count) =>
        Eventually.IsSoAsync(
            () => Task.FromResult(reader.Read.Count >= count), $"Of {count} events not all were read.");

    private static void InOrder(IReadOnlyList<IEvent> read)
    {
        read.Select(happened => happened.Sequence).ShouldBeInOrder();
        foreach (var stream in read.GroupBy(happened => happened.StreamId))
            stream.Select(happened => happened.Version)
                .ShouldBe(Enumerable.Range(1, stream.Count()).Select(version => (long)version));
    }

    /// <summary>A writer that has written and does not commit.</summary>
    private sealed class Held(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public NpgsqlTransaction Transaction => transaction;

        public static async Task<Held> StartAsync(Node node, Guid id, params int[] numbers)
        {
            var connection = await node.Database.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var session = node.Store.LightweightSession(SessionOptions.ForTransaction(transaction));
            session.Events.Append(id, [.. numbers.Select(number => (object)new Counted(number))]);
            await session.SaveChangesAsync();
            return new Held(connection, transaction);
        }

        public Task IsOlderThanAsync(string age) => Eventually.IsSoAsync(
            async () =>
            {
                await using var command = new NpgsqlCommand(
                    $"select clock_timestamp() - now() > interval '{age}'", connection);
                return (bool)(await command.ExecuteScalarAsync())!;
            },
            "The writer is not open.");

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
