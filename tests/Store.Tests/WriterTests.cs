using System.Collections.Concurrent;

namespace ComplaintsPlatform.Store.Tests;

public sealed class WriterTests
{
    [Fact]
    public async Task of_64_who_write_on_the_same_version_one_wins_and_each_success_is_there_once()
    {
        await using var node = await Node.StartAsync();
        var id = Guid.CreateVersion7();
        await node.CountAsync(id, 0);
        var (won, lost) = (new ConcurrentQueue<(int Number, long Version)>(), new ConcurrentQueue<Exception>());
        foreach (var round in Enumerable.Range(0, 5))
        {
            // All have read before the first writes.
            var readers = 64;
            var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            async Task TogetherAsync()
            {
                if (Interlocked.Decrement(ref readers) == 0) together.SetResult();
                await together.Task;
            }

            await Task.WhenAll(Enumerable.Range(1, 64)
                .Select(writer => Task.Run(() => WriteAsync((round * 100) + writer, TogetherAsync))));
            won.Count.ShouldBe(round + 1);
        }

        lost.Count.ShouldBe(5 * 63);
        await using var session = node.Store.QuerySession();
        var stream = await session.Events.FetchStreamAsync(id, token: TestContext.Current.CancellationToken);
        stream.Select(happened => happened.Version).ShouldBe([1, 2, 3, 4, 5, 6]);
        stream.Skip(1).Select(happened => (((Counted)happened.Data).Number, happened.Version)).ShouldBe(won);

        async Task WriteAsync(int number, Func<Task> together)
        {
            await using var writing = node.Store.LightweightSession();
            var read = await writing.Events.FetchForWriting<Count>(id);
            await together();
            read.AppendOne(new Counted(number));
            try
            {
                await writing.SaveChangesAsync();
                won.Enqueue((number, read.StartingVersion!.Value + 1));
            }
            catch (Exception failure) when (failure is JasperFx.ConcurrencyException)
            {
                lost.Enqueue(failure);
            }
        }
    }

    [Fact]
    public async Task of_64_who_try_until_they_succeed_everybody_does_once()
    {
        await using var node = await Node.StartAsync();
        var id = Guid.CreateVersion7();
        await node.CountAsync(id, 0);
        await Task.WhenAll(Enumerable.Range(1, 64).Select(writer => Task.Run(() => WriteAsync(writer))));

        await using var session = node.Store.QuerySession();
        var stream = await session.Events.FetchStreamAsync(id, token: TestContext.Current.CancellationToken);
        stream.Select(happened => happened.Version).ShouldBe(Enumerable.Range(1, 65).Select(version => (long)version));
        stream.Select(happened => ((Counted)happened.Data).Number).ShouldBe(Enumerable.Range(0, 65), ignoreOrder: true);

        async Task WriteAsync(int number)
        {
            while (true)
            {
                await using var writing = node.Store.LightweightSession();
                (await writing.Events.FetchForWriting<Count>(id)).AppendOne(new Counted(number));
                try
                {
                    await writing.SaveChangesAsync();
                    return;
                }
                catch (Exception failure) when (failure is JasperFx.ConcurrencyException)
                {
                    // Somebody else won this one.
                }
            }
        }
    }
}
