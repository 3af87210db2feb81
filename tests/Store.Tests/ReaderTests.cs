using JasperFx.Events;
using Marten.Services;
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

    private static Task<Node> StartAsync(Reader reader) => Node.StartAsync(configure: store =>
    {
        Node.Counting(store);
        reader.Subscribe(store);
    });

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
