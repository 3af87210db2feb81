using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

public sealed class RebuildTests
{
    [Theory]
    [InlineData(ProjectionLifecycle.Inline)]
    [InlineData(ProjectionLifecycle.Async)]
    public async Task the_live_table_serves_while_200_events_a_second_are_written_and_the_new_one_is_as_the_log_says(ProjectionLifecycle lifecycle)
    {
        await using var host = await StoreHost.StartAsync(store =>
        {
            store.PageSize = 50;
            LoansTable.Configure(store, lifecycle);
        });
        for (var i = 0; i < 40; i++) await host.ExtendAsync(await host.LendAsync(), times: 9);
        if (lifecycle == ProjectionLifecycle.Async) await host.Log.WaitForAsync("loans", await host.LastAsync(), TimeSpan.FromMinutes(1));

        using var end = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 8).Select(writer => WriteAsync(host, lifecycle, writer, end.Token)).ToList();
        var reader = ReadAsync(host, lifecycle, end.Token);
        await using var owner = await host.OwnerAsync();
        for (var rebuild = 0; rebuild < 5; rebuild++)
        {
            var before = await owner.IdentityAsync();
            var seen = await owner.ScalarAsync<long>("select count(*) from mt_events");
            var report = await host.Log.RebuildAsync("loans");
            report!.Events.ShouldBeGreaterThanOrEqualTo(lifecycle == ProjectionLifecycle.Inline ? seen : 400);
            (await owner.IdentityAsync()).ShouldNotBe(before);
            await Until(async () => await owner.ScalarAsync<long>("select count(*) from mt_events") > seen + 100);
        }
        await end.CancelAsync();
        await Task.WhenAll(writers);
        (await reader).ShouldBeGreaterThan(50);

        if (lifecycle == ProjectionLifecycle.Async) (await host.Log.WaitForAsync("loans", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        (await owner.WrongRowsAsync(lifecycle)).ShouldBe(0);
        var grown = await owner.RowsAsync();
        await host.Log.RebuildAsync("loans");
        (await owner.RowsAsync()).ShouldBe(grown);
    }

    [Fact]
    public async Task a_writer_between_its_event_and_its_row_at_the_exchange_finds_the_new_table()
    {
        await using var host = await StoreHost.StartAsync(store => LoansTable.Configure(store, ProjectionLifecycle.Inline));
        await host.LendAsync();
        await using var owner = await host.OwnerAsync();
        await using var writer = await host.OwnerAsync();
        var before = await owner.IdentityAsync();
        var (loan, late) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (var transaction = await writer.BeginTransactionAsync())
        {
            await writer.LendAsync(loan);
            // Committed by a later transaction while the first is open: no reader of the log may have it yet, the new table must.
            await owner.LendAsync(late);
            await owner.WriteRowAsync(late);
            (await host.Log.RebuildAsync("loans"))!.Events.ShouldBe(2);
            (await owner.ScalarAsync<long>("select count(*) from read.loans where loan_id = $1", late)).ShouldBe(1);
            await writer.WriteRowAsync(loan);
            await transaction.CommitAsync();
        }
        (await owner.IdentityAsync()).ShouldNotBe(before);
        (await owner.WrongRowsAsync(ProjectionLifecycle.Inline)).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task the_exchange_lets_a_writer_end_who_has_written_to_the_table(bool commits)
    {
        await using var host = await StoreHost.StartAsync(store => LoansTable.Configure(store, ProjectionLifecycle.Inline));
        await host.LendAsync();
        await using var owner = await host.OwnerAsync();
        await using var writer = await host.OwnerAsync();
        var loan = Guid.CreateVersion7();
        await using var transaction = await writer.BeginTransactionAsync();
        await writer.LendAsync(loan);
        await writer.WriteRowAsync(loan);
        var rebuild = host.Log.RebuildAsync("loans");
        // Twice in vain, so that it has given way in between.
        await Until(() => WaitsAsync(true));
        await Until(() => WaitsAsync(false));
        await Until(() => WaitsAsync(true));
        await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());
        (await rebuild)!.Events.ShouldBe(commits ? 2 : 1);
        (await owner.WrongRowsAsync(ProjectionLifecycle.Inline)).ShouldBe(0);

        async Task<bool> WaitsAsync(bool waits) =>
            await owner.ScalarAsync<bool>("select exists (select from pg_locks where relation = 'read.loans'::regclass and mode = 'ExclusiveLock' and not granted)") == waits;
    }

    [Fact]
    public async Task a_reader_of_the_log_whose_bookmark_the_exchange_has_moved_goes_on_from_there()
    {
        await using var host = await StoreHost.StartAsync(store => LoansTable.Configure(store, ProjectionLifecycle.Async));
        await host.ExtendAsync(await host.LendAsync());
        await host.Log.WaitForAsync("loans", await host.LastAsync(), TimeSpan.FromMinutes(1));
        // As if the reader were far behind: its next page starts at a place where the bookmark is no more.
        await using var owner = await host.OwnerAsync();
        await owner.RunAsync("delete from read.loans");
        await owner.RunAsync("update mt_event_progression set last_transaction_id = 0, last_seq_id = 0 where name = 'loans'");
        (await host.Log.RebuildAsync("loans"))!.Events.ShouldBe(2);
        (await owner.WrongRowsAsync(ProjectionLifecycle.Async)).ShouldBe(0);
        await host.ExtendAsync(await host.LendAsync("Emma"), times: 3);
        (await host.Log.WaitForAsync("loans", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        (await owner.WrongRowsAsync(ProjectionLifecycle.Async)).ShouldBe(0);
    }

    [Fact]
    public async Task statements_prepared_before_the_exchange_read_and_write_the_new_table_after_it()
    {
        await using var host = await StoreHost.StartAsync(store => LoansTable.Configure(store, ProjectionLifecycle.Inline));
        var first = await host.LendAsync();
        await using var connection = await host.OwnerAsync();
        await connection.RunAsync("set search_path = public, read");
        await using var read = new NpgsqlCommand("select * from loans where loan_id = $1", connection) { Parameters = { new() { Value = first } } };
        await using var write = new NpgsqlCommand("update loans set extensions = 7 where loan_id = $1", connection) { Parameters = { new() { Value = first } } };
        foreach (var command in new[] { read, write }) await command.PrepareAsync();
        for (var i = 0; i < 8; i++) (await read.ExecuteScalarAsync()).ShouldBe(first); // more often than the server plans anew
        for (var i = 0; i < 8; i++) (await write.ExecuteNonQueryAsync()).ShouldBe(1);
        for (var i = 0; i < 8; i++) await host.ExtendAsync(await host.LendAsync()); // likewise, those of the store's own connections
        var before = await connection.IdentityAsync();

        await host.Log.RebuildAsync("loans");

        (await connection.IdentityAsync()).ShouldNotBe(before);
        (await read.ExecuteScalarAsync()).ShouldBe(first);
        (await connection.ScalarAsync<int>("select extensions from read.loans where loan_id = $1", first)).ShouldBe(0);
        (await write.ExecuteNonQueryAsync()).ShouldBe(1);
        (await connection.ScalarAsync<int>("select extensions from read.loans where loan_id = $1", first)).ShouldBe(7);
        await host.Log.RebuildAsync("loans");
        await host.ExtendAsync(await host.LendAsync());
        (await connection.WrongRowsAsync(ProjectionLifecycle.Inline)).ShouldBe(0);
    }

    [Fact]
    public async Task the_new_table_has_the_names_rules_and_rights_of_the_old()
    {
        static void Configure(StoreOptions store) => LoansTable.Configure(store, ProjectionLifecycle.Inline);
        await using var host = await StoreHost.StartAsync(Configure);
        await host.LendAsync();
        await using var owner = await host.OwnerAsync();
        await owner.RunAsync("grant select on read.loans to public");
        const string Everything = """
            select concat_ws(E'\n', es_table_shape('read.loans'), relacl::text,
              (select string_agg(indexrelid::regclass::text, ' ' order by 1) from pg_index where indrelid = pg_class.oid)) from pg_class where oid = 'read.loans'::regclass
            """;
        var before = await owner.ScalarAsync<string>(Everything);
        before.ShouldContain("fillfactor=70");
        before.ShouldContain("read.loans_extended");

        for (var i = 0; i < 2; i++) (await host.Log.RebuildAsync("loans"))!.Events.ShouldBe(1);

        (await owner.ScalarAsync<string>(Everything)).ShouldBe(before);
        (await owner.ScalarAsync<bool>("select to_regnamespace('read_next') is null")).ShouldBeTrue();
        // The service's script runs again at its next start.
        await using var again = await StoreHost.StartAsync(Configure, host.ConnectionString);
        await again.LendAsync();
        (await owner.ScalarAsync<string>(Everything)).ShouldBe(before);
    }

    private static async Task WriteAsync(StoreHost host, ProjectionLifecycle lifecycle, int writer, CancellationToken end)
    {
        await using var connection = await host.OwnerAsync();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
        var loan = await host.LendAsync($"Book {writer}");
        for (var turn = 0; !end.IsCancellationRequested; turn++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            if (turn % 12 == 0) loan = await host.LendAsync($"Book {writer}");
            else if (writer > 1) await host.ExtendAsync(loan);
            else
            {
                // Slow ones, half of them in vain.
                await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                var slow = Guid.CreateVersion7();
                await connection.LendAsync(slow);
                await pace.WaitForNextTickAsync(CancellationToken.None);
                if (lifecycle == ProjectionLifecycle.Inline) await connection.WriteRowAsync(slow);
                if (turn % 3 == 0) await pace.WaitForNextTickAsync(CancellationToken.None);
                await (turn % 2 == 0 ? transaction.CommitAsync(CancellationToken.None) : transaction.RollbackAsync(CancellationToken.None));
            }
        }
    }

    /// <summary>Asks all the time, each answer from one snapshot. Returns how often.</summary>
    private static async Task<int> ReadAsync(StoreHost host, ProjectionLifecycle lifecycle, CancellationToken end)
    {
        await using var connection = await host.OwnerAsync();
        var (asked, rows) = (0, 0L);
        for (; !end.IsCancellationRequested; asked++)
        {
            (await connection.WrongRowsAsync(lifecycle)).ShouldBe(0);
            var now = await connection.ScalarAsync<long>("select count(*) from read.loans");
            now.ShouldBeGreaterThanOrEqualTo(rows);
            rows = now;
        }
        return asked;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 20_000; i++)
            if (await condition()) return;
        throw new ShouldAssertException("The condition was never met.");
    }
}
