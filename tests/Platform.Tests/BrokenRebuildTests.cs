using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>A rebuild that is stopped, refused or wrong leaves the live table as it was, and the next one works.</summary>
public sealed class BrokenRebuildTests : IAsyncLifetime
{
    private const string Running = """
        select count(*) > 0 from pg_locks where locktype = 'advisory' and (classid::bigint << 32) + objid::bigint = hashtextextended('es_rebuild', 0)
          and database = (select oid from pg_database where datname = current_database())
        """;

    private StoreHost host = null!;
    private NpgsqlConnection owner = null!;
    private Action<IEvent, IDocumentOperations> during = (_, _) => { };
    private string live = "";

    public async ValueTask InitializeAsync()
    {
        host = await StoreHost.StartAsync(store => LoansTable.Configure(store, ProjectionLifecycle.Inline, (stored, rows) =>
        {
            during(stored, rows);
            LoansTable.Project(stored, rows);
        }));
        owner = await host.OwnerAsync();
        await host.ExtendAsync(await host.LendAsync(), times: 3);
        live = await owner.RowsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await owner.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task two_at_once_are_one()
    {
        RebuildReport? second = new(0, LogPosition.Start);
        during = (stored, _) =>
        {
            if (stored.Version == 2) second = WaitFor(host.Log.RebuildAsync("loans"));
        };
        (await host.Log.RebuildAsync("loans"))!.Events.ShouldBe(4);
        second.ShouldBeNull();
        await AnotherWorksAsync();
    }

    [Fact]
    public async Task one_that_loses_its_connection_leaves_everything_and_the_next_one_works()
    {
        during = (stored, _) =>
        {
            if (stored.Version == 2)
                WaitFor(owner.ScalarAsync<bool>(Running.Replace("count(*) > 0", "bool_or(pg_terminate_backend(pid))", StringComparison.Ordinal))).ShouldBeTrue();
        };
        await Should.ThrowAsync<Exception>(() => host.Log.RebuildAsync("loans"));
        (await owner.ScalarAsync<bool>("select to_regclass('read_next.loans') is not null")).ShouldBeTrue(); // nobody was there to tidy
        while (await owner.ScalarAsync<bool>(Running)) { } // the server may still be about to notice
        await AnotherWorksAsync();
    }

    [Fact]
    public async Task one_that_is_cancelled_tidies()
    {
        using var giveUp = new CancellationTokenSource();
        during = (stored, _) =>
        {
            if (stored.Version == 2) giveUp.Cancel();
        };
        await Should.ThrowAsync<OperationCanceledException>(() => host.Log.RebuildAsync("loans", giveUp.Token));
        (await owner.ScalarAsync<bool>("select to_regnamespace('read_next') is null")).ShouldBeTrue();
        await AnotherWorksAsync();
    }

    [Fact]
    public async Task an_event_at_which_the_projection_throws_is_named()
    {
        during = (stored, _) =>
        {
            if (stored.Version == 3) throw new FormatException("seven is not a week");
        };
        (await Should.ThrowAsync<InvalidOperationException>(() => host.Log.RebuildAsync("loans"))).Message
            .ShouldMatch("^The projection loans fails at loan_extended, version 3 of stream [0-9a-f-]{36}: seven is not a week$");
        await AnotherWorksAsync();
    }

    [Fact]
    public async Task an_event_whose_rows_the_database_refuses_is_named()
    {
        during = (stored, rows) =>
        {
            if (stored.Version == 3) rows.QueueSqlCommand("update loans set title = '' where loan_id = $1", stored.StreamId);
        };
        (await Should.ThrowAsync<InvalidOperationException>(() => host.Log.RebuildAsync("loans"))).Message
            .ShouldMatch("^The projection loans fails at loan_extended, version 3 of stream .* violates check constraint");
        await AnotherWorksAsync();
    }

    [Fact]
    public async Task a_projection_that_would_write_to_the_live_table_is_refused()
    {
        during = (stored, rows) => rows.QueueSqlCommand("update read.loans set extensions = 0 where loan_id = $1", stored.StreamId);
        (await Should.ThrowAsync<InvalidOperationException>(() => host.Log.RebuildAsync("loans"))).Message.ShouldContain("Leave out \"read.\"");
        await AnotherWorksAsync();
    }

    [Theory]
    [InlineData("create view read.long_loans as select * from read.loans where extensions > 2", "view read.long_loans")]
    [InlineData("create table read.fines (loan_id uuid references read.loans)", "table read.fines")]
    [InlineData("create function read.is_long(l read.loans) returns boolean language sql as 'select l.extensions > 2'", "function read.is_long")]
    [InlineData("alter table read.loans add column number serial", "sequence read.loans_number_seq")]
    [InlineData("create function read.ring() returns trigger language plpgsql as 'begin return null; end'; create trigger bell after insert on read.loans execute function read.ring()", "trigger bell")]
    public async Task a_table_that_something_clings_to_is_refused(string sql, string clinging)
    {
        await using (var command = new NpgsqlCommand(sql, owner)) await command.ExecuteNonQueryAsync();
        live = await owner.RowsAsync();
        (await Should.ThrowAsync<InvalidOperationException>(() => host.Log.RebuildAsync("loans"))).Message.ShouldContain(clinging);
        (await owner.RowsAsync()).ShouldBe(live);
    }

    [Fact]
    public async Task a_table_that_is_altered_meanwhile_is_kept()
    {
        during = (stored, _) =>
        {
            if (stored.Version == 2) WaitFor(owner.ScalarAsync<object>("alter table read.loans add column shelf text"));
        };
        (await Should.ThrowAsync<InvalidOperationException>(() => host.Log.RebuildAsync("loans"))).Message.ShouldBe("read.loans was altered while it was rebuilt. Start again.");
        live = await owner.RowsAsync();
        await AnotherWorksAsync();
    }

    [Fact]
    public async Task rows_of_an_erased_person_are_made_without_the_name()
    {
        var reader = Guid.CreateVersion7();
        await host.LendAsync("Adam Bede", reader);
        (await owner.RowsAsync()).ShouldContain("Dorothea Brooke");
        await host.Log.EraseSubjectAsync(reader);
        await host.Log.RebuildAsync("loans");
        (await owner.ScalarAsync<string>("select reader from read.loans where title = 'Adam Bede'")).ShouldBe(PersonalDataAttribute.Erased);
        (await owner.ScalarAsync<string>("select reader from read.loans where title = 'Middlemarch'")).ShouldBe("Dorothea Brooke");
    }

    [Fact]
    public async Task an_event_of_an_unknown_name_and_an_unknown_projection()
    {
        await owner.AppendAsync(await owner.ScalarAsync<Guid>("select id from mt_streams"), 5, "book_burnt");
        (await host.Log.RebuildAsync("loans"))!.Events.ShouldBe(5);
        (await Should.ThrowAsync<ArgumentException>(() => host.Log.RebuildAsync("fines"))).ParamName.ShouldBe("name");
    }

    private async Task AnotherWorksAsync()
    {
        (await owner.RowsAsync()).ShouldBe(live);
        during = (_, _) => { };
        var before = await owner.IdentityAsync();
        (await host.Log.RebuildAsync("loans"))!.Events.ShouldBe(4);
        (await owner.IdentityAsync()).ShouldNotBe(before);
        (await owner.RowsAsync()).ShouldBe(live);
    }

#pragma warning disable VSTHRD002 // a projection is synchronous, and no other thread waits for it here
    private static T WaitFor<T>(Task<T> task) => task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
}
