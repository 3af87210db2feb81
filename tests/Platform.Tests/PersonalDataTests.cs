using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

public sealed class PersonalDataTests : IAsyncLifetime
{
    private StoreHost host = null!;

    public async ValueTask InitializeAsync() => host = await StoreHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task names_and_free_text_are_unreadable_in_the_database_and_readable_through_the_store()
    {
        var id = await host.LendAsync();
        await using (var session = host.Session())
        {
            session.Events.Append(id, new LoanExtended(id, 7, "my broken leg"), new BookReturned(id, [new Remark(12, "coffee by Mr Casaubon")]));
            await session.SaveChangesAsync();
        }
        var stored = await host.ScalarAsync<string>("select string_agg(data::text, ' ') from mt_events where stream_id = $1", id);
        stored.ShouldNotContain("Dorothea");
        stored.ShouldNotContain(" leg"); // with its space, which no cipher text has: three letters alone turn up in base64 by chance
        stored.ShouldNotContain("coffee");
        stored.ShouldContain("Middlemarch");

        var events = await host.Session().Events.FetchStreamAsync(id);
        ((BookLent)events[0].Data).Reader.ShouldBe("Dorothea Brooke");
        ((LoanExtended)events[1].Data).Reason.ShouldBe("my broken leg");
        ((BookReturned)events[2].Data).Remarks[0].Text.ShouldBe("coffee by Mr Casaubon");
    }

    [Fact]
    public async Task erasing_a_person_leaves_the_stream_its_chain_and_other_subjects()
    {
        var reader = Guid.CreateVersion7();
        var id = await host.LendAsync(reader: reader);
        await host.ExtendAsync(id);
        await using var otherReplica = await StoreHost.StartAsync(connectionString: host.ConnectionString);
        ((BookLent)(await otherReplica.Session().Events.FetchStreamAsync(id))[0].Data).Reader.ShouldBe("Dorothea Brooke");

        await host.Log.EraseSubjectAsync(reader);

        var events = await host.Session().Events.FetchStreamAsync(id);
        ((BookLent)events[0].Data).ShouldBe(new BookLent(id, "Middlemarch", reader, PersonalDataAttribute.Erased));
        ((LoanExtended)events[1].Data).Reason.ShouldBe("still reading");
        (await host.Log.VerifyStreamAsync(id)).IsIntact.ShouldBeTrue();
        await Eventually.IsSoAsync(async () => ((BookLent)(await otherReplica.Session().Events.FetchStreamAsync(id))[0].Data).Reader == PersonalDataAttribute.Erased,
            "The other replica still reads what was erased.");
    }

    [Fact]
    public async Task nothing_new_about_an_erased_person_becomes_readable()
    {
        var reader = Guid.CreateVersion7();
        await host.LendAsync(reader: reader);
        await host.Log.EraseSubjectAsync(reader);
        var again = await host.LendAsync("Emma", reader);
        (await host.Session().Events.FetchLatest<Loan>(again))!.Reader.ShouldBe(PersonalDataAttribute.Erased);
    }

    [Fact]
    public async Task two_writers_who_need_a_new_persons_key_at_once_end_with_the_same_one()
    {
        var reader = Guid.CreateVersion7();
        var loans = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.LendAsync(reader: reader)));
        await using var fresh = await StoreHost.StartAsync(connectionString: host.ConnectionString);
        foreach (var id in loans) (await fresh.Session().Events.FetchLatest<Loan>(id))!.Reader.ShouldBe("Dorothea Brooke");
    }

    [Fact]
    public async Task after_an_erasure_and_a_rebuild_nothing_readable_remains_anywhere_and_figures_stand()
    {
        const string Figures = "select string_agg(title || ' ' || loans, ', ' order by title) from (select title, count(*) as loans from read.readers group by title) t";
        var reader = Guid.CreateVersion7();
        string figures, database;
        await using (var library = await StoreHost.StartAsync(WithReaders))
        {
            foreach (var title in new[] { "Emma", "Emma", "Middlemarch" }) await library.LendAsync(title, reader);
            await library.LendAsync("Persuasion", Guid.CreateVersion7(), "Celia");
            (await library.Log.WaitForAsync("readers", await library.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
            (figures, database) = (await library.ScalarAsync<string>(Figures), library.ConnectionString);
            (await EverythingAsync(library)).ShouldContain("Dorothea", customMessage: "the read table names her");
            await library.Log.EraseSubjectAsync(reader);
        }
        await using (var owner = new NpgsqlConnection(database))
        {
            await owner.OpenAsync();
            await owner.RunAsync("truncate read.readers; update mt_event_progression set last_transaction_id = 0, last_seq_id = 0 where name = 'readers'");
        }
        await using var after = await StoreHost.StartAsync(WithReaders, database);
        (await after.Log.WaitForAsync("readers", await after.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();

        var everything = await EverythingAsync(after);
        everything.ShouldNotContain("Dorothea");
        everything.ShouldNotContain(Convert.ToHexStringLower("Dorothea"u8));
        everything.ShouldContain("Celia", customMessage: "others stay");
        (await after.ScalarAsync<string>(Figures)).ShouldBe(figures);
        (await after.ScalarAsync<long>("select count(*) from read.readers where reader = $1", PersonalDataAttribute.Erased)).ShouldBe(3);
        (await after.Log.VerifyAllAsync()).Findings.ShouldBeEmpty();
    }

    /// <summary>A read table in plain text, as services have them.</summary>
    internal static void WithReaders(StoreOptions store)
    {
        store.SchemaScripts.Add("create table if not exists read.readers (loan_id uuid primary key, title text not null, reader text not null)");
        store.Projections.Add("readers", (stored, rows) =>
        {
            if (stored.Data is BookLent lent) rows.QueueSqlCommand("insert into read.readers values ($1, $2, $3)", lent.LoanId, lent.Title, lent.Reader);
        }, ProjectionLifecycle.Async);
    }

    /// <summary>Every row of every table as text.</summary>
    internal static async Task<string> EverythingAsync(StoreHost host)
    {
        await using var owner = await host.OwnerAsync();
        var tables = await owner.ScalarAsync<string[]>(
            "select array_agg(format('%I.%I', table_schema, table_name)) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");
        tables.ShouldContain("read.readers");
        var everything = new System.Text.StringBuilder();
        foreach (var table in tables) everything.AppendLine(await owner.ScalarAsync<string>($"select string_agg(t::text, E'\n') from {table} t"));
        return everything.ToString();
    }
}
