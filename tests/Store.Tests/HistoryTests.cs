using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Store.Tests;

/// <summary>The log as it was, and as it was written by a program that is no more.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task a_stream_is_seen_as_at_any_version_and_any_moment()
    {
        await using var node = await Node.StartAsync();
        var id = Guid.CreateVersion7();
        foreach (var number in Enumerable.Range(1, 10)) await node.CountAsync(id, number);

        await using var session = node.Store.QuerySession();
        var cancellation = TestContext.Current.CancellationToken;
        var stream = await session.Events.FetchStreamAsync(id, token: cancellation);
        foreach (var happened in stream)
        {
            var expected = Enumerable.Range(1, (int)happened.Version);
            (await session.Events.AggregateStreamAsync<Count>(id, version: happened.Version, token: cancellation))!
                .Numbers.ShouldBe(expected);
            // To the microsecond, as PostgreSQL keeps it.
            (await AtAsync(happened.Timestamp))!.Numbers.ShouldBe(expected);
            ((await AtAsync(happened.Timestamp.AddMicroseconds(-1)))?.Numbers ?? []).ShouldBe(expected.SkipLast(1));
        }

        Task<Count?> AtAsync(DateTimeOffset moment) =>
            session.Events.AggregateStreamAsync<Count>(id, timestamp: moment, token: cancellation);
    }

    [Fact]
    public async Task an_event_of_an_old_shape_is_read_as_one_of_the_new_and_stays_as_it_was_written()
    {
        var (database, id) = (await Servers.NewDatabaseAsync("store"), Guid.CreateVersion7());
        await using (var former = await Node.StartAsync(database, store =>
            store.NameEvents(new Dictionary<string, Type> { ["said"] = typeof(SaidInWords) })))
            await AppendAsync(former, id, new SaidInWords("seven"));
        await using var node = await Node.StartAsync(database, store =>
        {
            store.NameEvents(new Dictionary<string, Type> { ["said_v2"] = typeof(Said) });
            store.Events.Upcast<SaidInWords, Said>("said", old => new Said(old.Word == "seven" ? 7 : 0, old.Word));
        });
        await AppendAsync(node, id, new Said(8, "eight"));

        (await ReadAsync(node, id)).ShouldBe([new Said(7, "seven"), new Said(8, "eight")]);
        (await node.ScalarAsync<string>(
                "select string_agg(type || ' ' || (data ->> 'word'), ', ' order by version) from mt_events"))
            .ShouldBe("said seven, said_v2 eight");
    }

    [Fact]
    public async Task an_event_is_known_by_its_stored_name_and_not_by_its_type()
    {
        var (database, id) = (await Servers.NewDatabaseAsync("store"), Guid.CreateVersion7());
        await using (var former = await Node.StartAsync(database, store =>
            store.NameEvents(new Dictionary<string, Type> { ["counted"] = typeof(NameOfOld) })))
            await AppendAsync(former, id, new NameOfOld(1));
        await using var node = await Node.StartAsync(database);
        await node.CountAsync(id, 2);

        (await ReadAsync(node, id)).ShouldBe([new Counted(1), new Counted(2)]);
        await using var session = node.Store.QuerySession();
        (await session.Events.AggregateStreamAsync<Count>(id, token: TestContext.Current.CancellationToken))!
            .Numbers.ShouldBe([1, 2]);
    }

    private static async Task AppendAsync(Node node, Guid id, object happened)
    {
        await using var session = node.Store.LightweightSession();
        session.Events.Append(id, happened);
        await session.SaveChangesAsync();
    }

    private static async Task<IEnumerable<object>> ReadAsync(Node node, Guid id)
    {
        await using var session = node.Store.QuerySession();
        return (await session.Events.FetchStreamAsync(id)).Select(happened => happened.Data);
    }

    public sealed record SaidInWords(string Word);

    public sealed record Said(int Number, string Word);

    public sealed record NameOfOld(int Number);
}
