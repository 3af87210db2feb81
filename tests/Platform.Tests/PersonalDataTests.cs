using ComplaintsPlatform.EventStore;

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
}
