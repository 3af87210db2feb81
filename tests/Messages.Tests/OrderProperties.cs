using FsCheck;
using FsCheck.Fluent;

namespace ComplaintsPlatform.Messages.Tests;

/// <summary>Any order and any repetition, through a real broker; a failure shrinks and can be replayed.</summary>
public sealed class OrderProperties
{
    private const int Things = 4;

    private enum What
    {
        Say,
        SayAgain,
        Cut,
    }

    /// <summary>A foreign sender may send anything in any order and again: each message counts once, a subject's in the
    /// order in which they first came.</summary>
    [Fact]
    public async Task whatever_is_shuffled_and_repeated_counts_once()
    {
        var broker = await Servers.NewBrokerAsync("shuffled");
        await using var listener = await Node.ListenerAsync(broker);
        await using var wire = await Wire.ConnectAsync(broker);
        // Number n is message n / Things of thing n % Things; what stands twice is the same message again.
        var schedules = Gen.Choose(0, (Things * 6) - 1).ListOf().Resize(60).Select(numbers => numbers.ToList())
            .ToArbitrary();
        await CheckAsync(schedules, 40, async schedule =>
        {
            var things = NewThings();
            var ids = Enumerable.Range(0, Things * 6).Select(_ => Guid.CreateVersion7()).ToArray();
            foreach (var number in schedule)
                await wire.SendAsync(Wire.Message(ids[number], things[number % Things], number / Things));
            // Whatever came twice has been dealt with when what came last has.
            foreach (var thing in things) await wire.SendAsync(Wire.Message(Guid.CreateVersion7(), thing, 99));
            for (var thing = 0; thing < Things; thing++)
                await listener.HeardAsync(things[thing],
                    [.. schedule.Where(number => number % Things == thing).Select(number => number / Things)
                        .Distinct(), 99]);
        });
        (await listener.DeadLettersAsync()).ShouldBeEmpty();
    }

    /// <summary>Our own publisher: in order, whatever is cut and said again on the way.</summary>
    [Fact]
    public async Task whatever_is_cut_and_said_again_counts_once_and_in_order()
    {
        await using var network = new Proxy(await Servers.NewBrokerAsync("said-again"));
        await using var sender = await Node.SenderAsync(network.Address);
        await using var listener = await Node.ListenerAsync(network.Address);
        var step = from what in Gen.Frequency(
                       (6, Gen.Constant(What.Say)), (3, Gen.Constant(What.SayAgain)), (1, Gen.Constant(What.Cut)))
                   from one in Gen.Choose(0, 99)
                   from other in Gen.Choose(0, 99)
                   select (What: what, One: one, Other: other);
        await CheckAsync(step.ListOf().Resize(30).Select(steps => steps.ToList()).ToArbitrary(), 10, async steps =>
        {
            var (things, said, positions) = (NewThings(), new int[Things], new List<long> { 0 });
            foreach (var (what, one, other) in steps)
                switch (what)
                {
                    case What.Say:
                        await sender.SayAsync(things[one % Things], ++said[one % Things]);
                        positions.Add(await sender.ScalarAsync<long>("select max(seq_id) from mt_events"));
                        break;
                    case What.SayAgain:
                        var (from, until) = (positions[one % positions.Count], positions[other % positions.Count]);
                        if (until < from) (from, until) = (until, from);
                        // Or a cut got in its way.
                        (await sender.RepublishAsync(new { to = "listener", from = $"{from}", until = $"{until}" }))
                            .Dispose();
                        break;
                    case What.Cut:
                        network.Cut();
                        break;
                }

            for (var thing = 0; thing < Things; thing++) await listener.HeardAsync(
                things[thing], [.. Enumerable.Range(1, said[thing])]);
        });
    }

    private static Guid[] NewThings() => [.. Enumerable.Range(0, Things).Select(_ => Guid.CreateVersion7())];

    private static Task CheckAsync<T>(Arbitrary<T> schedules, int count, Func<T, Task> holds) =>
        Task.Run(() => Prop.ForAll(schedules, holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true)),
            TestContext.Current.CancellationToken);
}
