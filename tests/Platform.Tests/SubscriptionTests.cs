using System.Collections.Concurrent;
using ComplaintsPlatform.EventStore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Platform.Tests;

public sealed class SubscriptionTests
{
    private const string Tables = "create table if not exists read.loans (loan_id uuid primary key, title text not null, extensions int not null default 0)";

    private static void Loans(IEvent stored, IDocumentOperations rows)
    {
        switch (stored.Data)
        {
            case BookLent lent: rows.QueueSqlCommand("insert into read.loans values ($1, $2)", lent.LoanId, lent.Title); break;
            case LoanExtended extended: rows.QueueSqlCommand("update read.loans set extensions = extensions + 1 where loan_id = $1", extended.LoanId); break;
            default: break;
        }
    }

    [Fact]
    public async Task inline_rows_are_written_with_the_event_or_not_at_all()
    {
        await using var host = await StoreHost.StartAsync(store =>
        {
            store.SchemaScripts.Add(Tables);
            store.Projections.Add("loans", Loans, ProjectionLifecycle.Inline);
        });
        var id = await host.LendAsync();
        (await host.ScalarAsync<long>("select count(*) from read.loans where loan_id = $1", id)).ShouldBe(1);

        await using var session = host.Session();
        session.Events.StartStream<Loan>(id, new BookLent(id, "Twice", null, "A reader"));
        await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => session.SaveChangesAsync());
        (await host.ScalarAsync<string>("select title from read.loans where loan_id = $1", id)).ShouldBe("Middlemarch");
    }

    [Fact]
    public async Task two_replicas_apply_every_event_exactly_once_while_64_writers_append()
    {
        var seen = new ConcurrentBag<Guid>();
        void Configure(StoreOptions store)
        {
            store.PageSize = 7;
            store.SchemaScripts.Add(Tables);
            store.Projections.Add("loans", Loans, ProjectionLifecycle.Async);
            store.Subscriptions.Add("watcher", _ => (page, _, _) =>
            {
                foreach (var stored in page) seen.Add(stored.Id);
                return Task.CompletedTask;
            });
        }
        await using var host = await StoreHost.StartAsync(Configure);
        var replica = await StoreHost.StartAsync(Configure, host.ConnectionString);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async writer =>
        {
            var id = await (writer % 2 == 0 ? host : replica).LendAsync($"Book {writer}");
            await host.ExtendAsync(id, times: 3);
            if (writer == 40) await replica.DisposeAsync();
        }).Select(async task =>
        {
            try { await task; }
            catch (ObjectDisposedException) { }
        }));

        var last = await host.LastAsync();
        (await host.Log.WaitForAsync("loans", last, TimeSpan.FromMinutes(1))).ShouldBeTrue();
        (await host.Log.WaitForAsync("watcher", last, TimeSpan.FromMinutes(1))).ShouldBeTrue();
        (await host.ScalarAsync<long>("select count(*) from read.loans l where extensions <> (select count(*) from mt_events where stream_id = l.loan_id and type = 'loan_extended')")).ShouldBe(0);
        (await host.ScalarAsync<long>("select count(*) from read.loans")).ShouldBe(await host.ScalarAsync<long>("select count(*) from mt_streams"));
        seen.Distinct().Count().ShouldBe((int)await host.ScalarAsync<long>("select count(*) from mt_events"));
    }

    [Fact]
    public async Task a_failing_page_is_read_again_and_its_effects_count_once()
    {
        var attempts = 0;
        await using var host = await StoreHost.StartAsync(store =>
        {
            store.SchemaScripts.Add(Tables);
            store.Subscriptions.Add("stumbling", _ => (page, session, _) =>
            {
                foreach (var stored in page) Loans(stored, session);
                return Interlocked.Increment(ref attempts) < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
            });
        });
        await host.LendAsync();
        (await host.Log.WaitForAsync("stumbling", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        attempts.ShouldBeGreaterThanOrEqualTo(3);
        (await host.ScalarAsync<long>("select count(*) from read.loans")).ShouldBe(1);
    }

    [Fact]
    public async Task a_reader_that_lost_its_connection_is_well_again_though_nothing_new_happens()
    {
        await using var host = await StoreHost.StartAsync(store => store.Subscriptions.Add("idle", _ => (_, _, _) => Task.CompletedTask));
        await host.LendAsync();
        (await host.Log.WaitForAsync("idle", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        const string Reader = "select coalesce(min(pid), 0) from pg_locks where locktype = 'advisory' and granted and (classid::bigint << 32) + objid::bigint = hashtextextended('idle', 1)";
        var before = await host.ScalarAsync<int>(Reader);
        before.ShouldNotBe(0);

        await using (var owner = await host.OwnerAsync()) (await owner.ScalarAsync<bool>($"select pg_terminate_backend({before})")).ShouldBeTrue();
        await Eventually.IsSoAsync(async () => await host.ScalarAsync<int>(Reader) is not 0 and var pid && pid != before, "nobody reads on");
        await Eventually.IsSoAsync(async () => (await host.HealthAsync()).Status == HealthStatus.Healthy, "the store still complains of the connection that it lost");
    }

    [Fact]
    public async Task a_replica_that_failed_and_gave_its_place_to_another_is_well_again()
    {
        await using var failing = await StoreHost.StartAsync(store => store.Subscriptions.Add("shared", _ => (_, _, _) => throw new InvalidOperationException("not me")));
        await failing.LendAsync();
        await Eventually.IsSoAsync(async () => (await failing.HealthAsync()).Status == HealthStatus.Degraded, "the failure was not reported");
        await using var other = await StoreHost.StartAsync(store => store.Subscriptions.Add("shared", _ => (_, _, _) => Task.CompletedTask), failing.ConnectionString);

        (await other.Log.WaitForAsync("shared", await other.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        await Eventually.IsSoAsync(async () => (await failing.HealthAsync()).Status == HealthStatus.Healthy, "it still complains of what another does");
    }

    [Fact]
    public async Task a_reader_whose_bookmark_was_moved_by_another_writes_nothing()
    {
        await using var host = await StoreHost.StartAsync(store => store.SchemaScripts.Add(Tables));
        await using var owner = await host.OwnerAsync();
        await owner.RunAsync("insert into mt_event_progression (name, last_seq_id, last_transaction_id) values ('loans', 5, 5)");
        await using var session = host.Session();
        session.QueueSqlCommand("insert into read.loans values ($1, 'never')", Guid.CreateVersion7());
        session.QueueSqlCommand("select es_move_bookmark('loans', $1, $2, $3, $4)", 4L, 4L, 6L, 6L);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => session.SaveChangesAsync())).SqlState.ShouldBe("ES003");
        (await host.ScalarAsync<long>("select count(*) from read.loans")).ShouldBe(0);
    }
}
