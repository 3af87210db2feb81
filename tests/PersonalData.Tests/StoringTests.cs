namespace ComplaintsPlatform.PersonalData.Tests;

public sealed class StoringTests : IAsyncLifetime
{
    private LibraryHost library = null!;

    public async ValueTask InitializeAsync() => library = await LibraryHost.StartAsync();

    public ValueTask DisposeAsync() => library.DisposeAsync();

    [Fact]
    public async Task names_and_free_text_are_unreadable_in_every_table_and_readable_through_the_store()
    {
        var reader = Guid.CreateVersion7();
        var lent = new BookLent(Guid.CreateVersion7(), "Middlemarch", reader, "Dorothea Brooke", "my broken leg");
        var returned = new BookReturned(lent.LoanId, [new(12, "coffee by Mr Casaubon"), new(13, "")], new(Guid.CreateVersion7(), "Will Ladislaw", null));
        var card = new ReaderCard(Guid.CreateVersion7(), "Celia Brooke", new() { ["first"] = new(1, "torn by Celia's dog") });
        await using (var session = library.Store.LightweightSession())
        {
            session.Events.StartStream(lent.LoanId, lent, returned);
            session.Store(card);
            await session.SaveChangesAsync();
        }

        var everything = await library.EverythingAsync();
        foreach (var clear in (string[])["Dorothea", "my broken leg", "coffee by", "Casaubon", "Ladislaw", "Celia", "torn by"])
            everything.ShouldNotContain(clear);
        everything.ShouldContain("Middlemarch");

        var events = await library.EventsAsync(lent.LoanId);
        events[0].ShouldBe(lent);
        events[1].ShouldBeEquivalentTo(returned);
        (await library.LoadAsync<ReaderCard>(card.Id)).ShouldBeEquivalentTo(card);
        (await library.LoadAsync<Loan>(lent.LoanId)).ShouldBeEquivalentTo(Loan.Create(lent).Apply(returned));
    }
}
