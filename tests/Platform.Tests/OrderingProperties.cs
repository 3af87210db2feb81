using ComplaintsPlatform.EventStore;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>
/// A schedule is run step by step on real connections, so a failure shrinks and replays: whatever the interleaving, every committed event is
/// delivered once, in version order per stream, in the same order on every rebuild.
/// </summary>
public sealed class OrderingProperties : IAsyncLifetime
{
    private const int Writers = 3, Streams = 3;
    private readonly NpgsqlConnection[] writers = new NpgsqlConnection[Writers];
    private NpgsqlConnection stranger = null!;
    private StoreHost host = null!;

    public enum What { AppendAndCommit, Append, AppendMany, WriteElsewhere, WriteInAnotherDatabase, Commit, RollBack, ReadPage, RestartReader, Rebuild }

    public sealed record Deed(What What, int Writer, int Stream);

    public async ValueTask InitializeAsync()
    {
        host = await StoreHost.StartAsync(store => store.SchemaScripts.Add("create table if not exists read.inbox (id bigint generated always as identity)"));
        for (var i = 0; i < Writers; i++) writers[i] = await host.OwnerAsync();
        stranger = new NpgsqlConnection(await Servers.NewDatabaseAsync("stranger"));
        await stranger.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in writers.Append(stranger)) await connection.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task every_committed_event_is_delivered_once_in_one_order()
    {
        var deed = from what in Gen.Elements(Enum.GetValues<What>())
                   from writer in Gen.Choose(0, Writers - 1)
                   from stream in Gen.Choose(0, Streams - 1)
                   select new Deed(what, writer, stream);
        var schedules = deed.ListOf().Resize(40).Select(steps => steps.ToList()).ToArbitrary();
        await Task.Run(() => Prop.ForAll(schedules, steps => HoldsFor(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true)), TestContext.Current.CancellationToken);
    }

    private async Task<bool> HoldsFor(List<Deed> steps)
    {
        var streams = Enumerable.Range(0, Streams).Select(_ => Guid.CreateVersion7()).ToArray();
        var open = new NpgsqlTransaction?[Writers];
        var locks = new Dictionary<int, int>();
        var start = await EndAsync();
        var (saved, reader, delivered, unsaved) = (start, start, new List<IEvent>(), new List<IEvent>());
        NpgsqlTransaction? strange = null;
        var isSame = true;

        foreach (var (what, writer, stream) in steps)
        {
            switch (what)
            {
                case What.AppendAndCommit when open[writer] is null && !locks.ContainsKey(stream):
                    await writers[writer].AppendAsync(streams[stream]);
                    break;
                case What.Append or What.AppendMany when locks.GetValueOrDefault(stream, writer) == writer:
                    open[writer] ??= await writers[writer].BeginTransactionAsync();
                    try
                    {
                        for (var count = what == What.Append ? 1 : 5; count > 0; count--) await writers[writer].AppendAsync(streams[stream]);
                        locks[stream] = writer;
                    }
                    catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.SerializationFailure)
                    {
                        await EndTransactionAsync(writer, commit: false);
                    }
                    break;
                case What.WriteElsewhere:
                    open[writer] ??= await writers[writer].BeginTransactionAsync();
                    await writers[writer].RunAsync("insert into read.inbox default values");
                    break;
                case What.WriteInAnotherDatabase:
                    if (strange is null)
                    {
                        strange = await stranger.BeginTransactionAsync();
                        await stranger.RunAsync("select pg_current_xact_id()");
                    }
                    else
                    {
                        await strange.DisposeAsync();
                        strange = null;
                    }
                    break;
                case What.Commit or What.RollBack:
                    await EndTransactionAsync(writer, what == What.Commit);
                    break;
                case What.ReadPage:
                    await ReadPageAsync();
                    (saved, delivered, unsaved) = (reader, [.. delivered, .. unsaved], []);
                    break;
                case What.RestartReader:
                    await ReadPageAsync();
                    (reader, unsaved) = (saved, []);
                    break;
                case What.Rebuild:
                    // From the beginning, in pages of another size: what was delivered comes in the same order, and perhaps more.
                    var rebuilt = new List<IEvent>();
                    for (var from = start; await host.Log.ReadAsync(from, 2) is { Count: > 0 } page; from = page[^1].Position) rebuilt.AddRange(page);
                    isSame &= rebuilt.Select(stored => stored.Id).Take(delivered.Count).SequenceEqual(delivered.Select(stored => stored.Id));
                    break;
                default: break;
            }
        }
        for (var writer = 0; writer < Writers; writer++) await EndTransactionAsync(writer, commit: writer % 2 == 0);
        // The store's own sealing of the log is a writer, too, and may hold the last page back for a moment; the stranger may not.
        var committed = await host.ScalarAsync<long>("select count(*) from mt_events where stream_id = any($1)", streams);
        for (var reads = 0; delivered.Count < committed && reads < 10_000; reads++)
        {
            await ReadPageAsync();
            (saved, delivered, unsaved) = (reader, [.. delivered, .. unsaved], []);
        }

        if (strange is not null) await strange.DisposeAsync();
        var again = await host.Log.ReadAsync(start, 1000);
        return isSame && delivered.Count == committed
            && delivered.Select(stored => stored.Id).SequenceEqual(again.Select(stored => stored.Id))
            && delivered.GroupBy(stored => stored.StreamId).All(stream => stream.Select(stored => stored.Version).SequenceEqual(Enumerable.Range(1, stream.Count()).Select(i => (long)i)));

        async Task ReadPageAsync()
        {
            var page = await host.Log.ReadAsync(reader, 3);
            unsaved.AddRange(page);
            if (page.Count > 0) reader = page[^1].Position;
        }

        async Task EndTransactionAsync(int writer, bool commit)
        {
            if (open[writer] is not { } transaction) return;
            await (commit ? transaction.CommitAsync() : transaction.RollbackAsync());
            await transaction.DisposeAsync();
            open[writer] = null;
            foreach (var stream in locks.Where(held => held.Value == writer).Select(held => held.Key).ToList()) locks.Remove(stream);
        }
    }

    private async Task<LogPosition> EndAsync()
    {
        var position = LogPosition.Start;
        while (await host.Log.ReadAsync(position, 1000) is { Count: > 0 } page) position = page[^1].Position;
        return position;
    }
}
