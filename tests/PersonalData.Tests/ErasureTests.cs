using Marten;
using Npgsql;
using Weasel.Core;

namespace ComplaintsPlatform.PersonalData.Tests;

public sealed class ErasureTests : IAsyncLifetime
{
    private readonly Guid reader = Guid.CreateVersion7();
    private LibraryHost library = null!;

    public async ValueTask InitializeAsync() => library = await LibraryHost.StartAsync();

    public ValueTask DisposeAsync() => library.DisposeAsync();

    [Fact]
    public async Task an_erased_person_reads_as_erased_everywhere_and_others_stay()
    {
        var loan = await library.LendAsync(reader, note: "still reading");
        await library.StoreAsync(new ReaderCard(reader, "Dorothea Brooke", []));
        await using var other = await LibraryHost.StartAsync(library.Database);
        ((BookLent)(await other.EventsAsync(loan))[0]).Reader.ShouldBe("Dorothea Brooke");

        await library.Keys.EraseAsync(reader);

        (await library.EventsAsync(loan))
            .ShouldBe([new BookLent(loan, "Middlemarch", reader, PersonalDataAttribute.Erased, "still reading")]);
        (await library.LoadAsync<Loan>(loan))!.Reader.ShouldBe(PersonalDataAttribute.Erased);
        (await library.LoadAsync<ReaderCard>(reader))!.Name.ShouldBe(PersonalDataAttribute.Erased);
        await Eventually.IsSoAsync(
            async () => ((BookLent)(await other.EventsAsync(loan))[0]).Reader == PersonalDataAttribute.Erased,
            "The other replica still reads what was erased.", TimeSpan.FromSeconds(30));
        (await KeyAsync()).ShouldBe("destroyed");
    }

    [Fact]
    public async Task nothing_new_about_an_erased_person_becomes_readable_whether_they_had_a_key_or_not()
    {
        var loan = await library.LendAsync(reader);
        var stranger = Guid.CreateVersion7();
        await library.Keys.EraseAsync(reader);
        await library.Keys.EraseAsync(stranger);
        await library.Keys.EraseAsync(reader);
        await using var fresh = await LibraryHost.StartAsync(library.Database);
        foreach (var replica in (LibraryHost[])[library, fresh])
            foreach (var person in (Guid[])[reader, stranger])
            {
                var again = await replica.LendAsync(person, note: "kept");
                (await replica.LoadAsync<Loan>(again))!.Reader.ShouldBe(PersonalDataAttribute.Erased);
                (await replica.LoadAsync<Loan>(again))!.Note.ShouldBe("kept");
                (await StoredReaderAsync(again)).ShouldBe("[erased]");
            }
        (await library.EverythingAsync()).ShouldNotContain("Dorothea");
        (await KeyAsync()).ShouldBe("destroyed");
        (await library.LoadAsync<Loan>(loan))!.Reader.ShouldBe(PersonalDataAttribute.Erased);
    }

    [Fact]
    public async Task a_projection_is_made_again_after_an_erasure()
    {
        var loan = await library.LendAsync(reader, note: "late");
        var other = await library.LendAsync(name: "Celia");
        var before = await library.LoadAsync<Loan>(loan);
        await library.Keys.EraseAsync(reader);

        using var daemon = await library.Store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<Loan>(TestContext.Current.CancellationToken);

        (await library.LoadAsync<Loan>(loan))
            .ShouldBeEquivalentTo(before! with { Reader = PersonalDataAttribute.Erased });
        (await library.LoadAsync<Loan>(other))!.Reader.ShouldBe("Celia");
        (await library.EverythingAsync()).ShouldNotContain("Celia");
    }

    [Fact]
    public async Task who_needs_a_key_while_another_replica_erases_waits_and_stores_nothing_readable()
    {
        await using var erasing = await OpenAsync(
            "insert into personal_data.subject_keys (subject, erased_at) values ($1, now())");
        var lending = library.LendAsync(reader);
        await SomebodyWaitsAsync();
        await erasing.Transaction!.CommitAsync();
        var loan = await lending;

        (await StoredReaderAsync(loan)).ShouldBe("[erased]");
        (await KeyAsync()).ShouldBe("destroyed");
    }

    [Fact]
    public async Task who_erases_while_another_replica_makes_the_key_waits_and_destroys_that_one()
    {
        await using var making = await OpenAsync(
            "insert into personal_data.subject_keys (subject, key) values ($1, sha256('a'))");
        var erasing = library.Keys.EraseAsync(reader);
        await SomebodyWaitsAsync();
        await making.Transaction!.CommitAsync();
        await erasing;

        (await KeyAsync()).ShouldBe("destroyed");
    }

    [Fact]
    public async Task a_replica_that_has_not_heard_of_an_erasure_yet_writes_under_the_destroyed_key()
    {
        var first = await library.LendAsync(reader);
        await using var deaf = new PersonalDataKeys(NpgsqlDataSource.Create(library.Database), LibraryHost.MasterKey);
        await using var store = DocumentStore.For(options =>
        {
            options.Connection(library.Database);
            options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
            options.Events.MapEventType<BookLent>("book_lent");
            options.UsePersonalData(deaf);
        });
        await using (var session = store.QuerySession())
            (await session.Events.AggregateStreamAsync<Loan>(first, token: TestContext.Current.CancellationToken))!
                .Reader.ShouldBe("Dorothea Brooke");
        await library.Keys.EraseAsync(reader);

        var late = Guid.CreateVersion7();
        await using (var session = store.LightweightSession())
        {
            session.Events.StartStream(late, new BookLent(late, "Emma", reader, "Dorothea Brooke"));
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        (await library.EverythingAsync()).ShouldNotContain("Dorothea");
        ((BookLent)(await library.EventsAsync(late))[0]).Reader.ShouldBe(PersonalDataAttribute.Erased);
        (await KeyAsync()).ShouldBe("destroyed");
    }

    [Fact]
    public async Task of_two_replicas_that_write_all_the_time_neither_revives_whom_one_erases()
    {
        await using var other = await LibraryHost.StartAsync(library.Database);
        var writing = Enumerable.Range(0, 60)
            .Select(number => (number % 2 == 0 ? library : other).LendAsync(reader)).ToArray();
        await Task.WhenAny(writing);
        await library.Keys.EraseAsync(reader);
        var loans = await Task.WhenAll(writing);
        await using var fresh = await LibraryHost.StartAsync(library.Database);
        foreach (var loan in loans) (await fresh.LoadAsync<Loan>(loan))!.Reader.ShouldBe(PersonalDataAttribute.Erased);
        (await KeyAsync()).ShouldBe("destroyed");
    }

    private Task<string> KeyAsync() => library.ScalarAsync<string>(
        """
        select case when key is null and erased_at is not null then 'destroyed' else 'there' end
        from personal_data.subject_keys where subject = $1
        """, reader);

    private Task<string> StoredReaderAsync(Guid loan) =>
        library.ScalarAsync<string>("select data->>'reader' from mt_events where stream_id = $1", loan);

    /// <summary>A transaction of another replica, which did this and is not committed yet.</summary>
    private async Task<NpgsqlCommand> OpenAsync(string sql)
    {
        var connection = new NpgsqlConnection(library.Database);
        await connection.OpenAsync();
        var command = new NpgsqlCommand(sql, connection, await connection.BeginTransactionAsync())
        { Parameters = { new() { Value = reader } } };
        await command.ExecuteNonQueryAsync();
        return command;
    }

    private Task SomebodyWaitsAsync() => Eventually.IsSoAsync(
        () => library.ScalarAsync<bool>(
            """
            select exists (
                select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')
            """),
        "Nobody waits for the open transaction.");
}
