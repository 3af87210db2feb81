using ComplaintsPlatform.EventStore;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>A schedule of writers and rebuilds is run step by step on real connections: after every step, the table is as the log says.</summary>
public sealed class RebuildProperties
{
    private const int Writers = 3;

    public enum What { Lend, Append, WriteElsewhere, WriteRow, Commit, RollBack, Rebuild }

    public sealed record Deed(What What, int Writer);

    [Theory]
    [InlineData(ProjectionLifecycle.Inline)]
    [InlineData(ProjectionLifecycle.Async)]
    public async Task whatever_the_interleaving_the_table_is_as_the_log_says(ProjectionLifecycle lifecycle)
    {
        await using var host = await StoreHost.StartAsync(store =>
        {
            store.PageSize = 4;
            LoansTable.Configure(store, lifecycle);
            store.SchemaScripts.Add("create table if not exists read.inbox (id bigint generated always as identity)");
        });
        var deed = from what in Gen.Elements(Enum.GetValues<What>())
                   from writer in Gen.Choose(0, Writers - 1)
                   select new Deed(what, writer);
        var schedules = deed.ListOf().Resize(30).Select(steps => steps.ToList()).ToArbitrary();
        await Task.Run(() => Prop.ForAll(schedules, steps => HoldsFor(host, lifecycle, steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithQuietOnSuccess(true)), TestContext.Current.CancellationToken);
    }

    private static async Task<bool> HoldsFor(StoreHost host, ProjectionLifecycle lifecycle, List<Deed> steps)
    {
        await using var watcher = await host.OwnerAsync();
        var writers = new Writer[Writers];
        for (var i = 0; i < Writers; i++) writers[i] = new Writer(await host.OwnerAsync(), lifecycle);
        Task<RebuildReport?>? rebuild = null;
        var holds = true;
        foreach (var (what, at) in steps)
        {
            switch (what)
            {
                case What.Lend: await host.ExtendAsync(await host.LendAsync()); break;
                case What.Append: await writers[at].AppendAsync(); break;
                case What.WriteElsewhere: await writers[at].WriteElsewhereAsync(); break;
                case What.WriteRow: await writers[at].WriteRowsAsync(); break;
                case What.Commit or What.RollBack: await writers[at].EndAsync(what == What.Commit); break;
                case What.Rebuild:
                    if (rebuild is not null && rebuild.IsCompleted) await rebuild;
                    if (rebuild?.IsCompleted != false) rebuild = host.Log.RebuildAsync("loans");
                    break;
                default: break;
            }
            holds &= await watcher.WrongRowsAsync(lifecycle) == 0;
        }
        foreach (var writer in writers)
        {
            await writer.EndAsync(commit: true);
            await writer.Connection.DisposeAsync();
        }
        if (rebuild is not null) await rebuild;
        if (lifecycle == ProjectionLifecycle.Async && steps.Exists(step => step.What is What.Lend or What.Append))
            holds &= await host.Log.WaitForAsync("loans", await host.LastAsync(), TimeSpan.FromMinutes(1));
        return holds && await watcher.WrongRowsAsync(lifecycle) == 0;
    }

    /// <summary>A connection whose transaction takes its time; inline, every event that it commits has its row.</summary>
    private sealed class Writer(NpgsqlConnection connection, ProjectionLifecycle lifecycle)
    {
        private readonly List<Guid> rowless = [];
        private NpgsqlTransaction? open;

        public NpgsqlConnection Connection => connection;

        public async Task AppendAsync()
        {
            open ??= await connection.BeginTransactionAsync();
            rowless.Add(Guid.CreateVersion7());
            await connection.LendAsync(rowless[^1]);
        }

        public async Task WriteElsewhereAsync()
        {
            open ??= await connection.BeginTransactionAsync();
            await connection.RunAsync("insert into read.inbox default values");
        }

        public async Task WriteRowsAsync()
        {
            if (lifecycle == ProjectionLifecycle.Inline) foreach (var loan in rowless) await connection.WriteRowAsync(loan);
            rowless.Clear();
        }

        public async Task EndAsync(bool commit)
        {
            if (open is null) return;
            if (commit) await WriteRowsAsync();
            await (commit ? open.CommitAsync() : open.RollbackAsync());
            await open.DisposeAsync();
            open = null;
            rowless.Clear();
        }
    }
}
