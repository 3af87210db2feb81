using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Marten;
using Marten.Services.Json.Transformations.SystemTextJson;

namespace ComplaintsPlatform.PersonalData.Tests;

public sealed class StoringTests : IAsyncLifetime
{
    private LibraryHost library = null!;

    public async ValueTask InitializeAsync() => library = await LibraryHost.StartAsync();

    public ValueTask DisposeAsync() => library.DisposeAsync();

    [Fact]
    public async Task names_and_free_text_are_unreadable_in_every_table_and_readable_through_the_store()
    {
        var lent = new BookLent(
            Guid.CreateVersion7(), "Middlemarch", Guid.CreateVersion7(), "Dorothea", "my broken leg");
        var returned = new BookReturned(
            lent.LoanId, [new(12, "coffee by Mr Casaubon"), new(13, "")],
            new(Guid.CreateVersion7(), "Will Ladislaw", null));
        var card = new ReaderCard(Guid.CreateVersion7(), "Celia", new() { ["first"] = new(1, "torn by Celia's dog") });
        await using (var session = library.Store.LightweightSession())
        {
            session.Events.StartStream(lent.LoanId, lent, returned);
            session.Store(card);
            await session.SaveChangesAsync();
        }

        var everything = await library.EverythingAsync();
        string[] clear = ["Dorothea", "my broken", "coffee by", "Casaubon", "Ladislaw", "Celia", "torn by"];
        foreach (var text in clear) everything.ShouldNotContain(text);
        everything.ShouldContain("Middlemarch");

        var events = await library.EventsAsync(lent.LoanId);
        events[0].ShouldBe(lent);
        events[1].ShouldBeEquivalentTo(returned);
        (await library.LoadAsync<ReaderCard>(card.Id)).ShouldBeEquivalentTo(card);
        (await library.LoadAsync<Loan>(lent.LoanId)).ShouldBeEquivalentTo(Loan.Create(lent).Apply(returned));
    }

    [Fact]
    public async Task the_subject_is_the_one_named_or_else_the_roots_first_id()
    {
        var (reader, friend, loan) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (var session = library.Store.LightweightSession())
        {
            session.Events.StartStream(
                loan, new BookLent(loan, "Emma", reader, "Harriet", "late"),
                new BookReturned(loan, [new(1, "stain")], new(friend, "Jane", "jane@example.org")),
                new BookReturned(loan, [], new(null, "Frank", null)));
            await session.SaveChangesAsync();
        }
        var stored = await library.ScalarAsync<string>(
            "select jsonb_agg(data order by version)::text from mt_events where stream_id = $1", loan);
        using var events = JsonDocument.Parse(stored);
        string Of(int index, params string[] path) => path.Aggregate(events.RootElement[index],
            (at, step) => int.TryParse(step, out var number) ? at[number] : at.GetProperty(step)).GetString()!;

        Of(0, "reader").ShouldStartWith($"enc:1:{reader:N}:");
        Of(0, "note").ShouldStartWith($"enc:1:{loan:N}:");
        Of(1, "remarks", "0", "text").ShouldStartWith($"enc:1:{loan:N}:");
        Of(1, "guarantor", "name").ShouldStartWith($"enc:1:{friend:N}:");
        Of(1, "guarantor", "email").ShouldStartWith($"enc:1:{friend:N}:");
        Of(2, "guarantor", "name").ShouldStartWith($"enc:1:{loan:N}:");
        events.RootElement[2].GetProperty("guarantor").GetProperty("email").ValueKind.ShouldBe(JsonValueKind.Null);
        (await library.ScalarAsync<string>("select data->>'reader' from mt_doc_loan where id = $1", loan))
            .ShouldStartWith($"enc:1:{reader:N}:");
    }

    [Fact]
    public void any_text_comes_back_as_json_would_keep_it()
    {
        var (serializer, subject) = (library.Store.Options.Serializer(), Guid.CreateVersion7());
        // Half a surrogate pair included, for which JSON has no place either.
        var texts = ArbMap.Default.ArbFor<int[]>().Convert(
            codes => string.Concat(codes.Select(code => (char)((code * 7919) & 0xFFFF))),
            text => [.. text.Select(character => (int)character)]);
        Prop.ForAll(texts, text =>
        {
            var json = serializer.ToJson(new ReaderCard(subject, text, new() { ["a"] = new(1, $"{text}😀") }));
            var card = serializer.FromJson<ReaderCard>(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)));
            return card.Name == Kept(text) && card.Remarks["a"].Text == Kept($"{text}😀")
                && (text.Length < 8 || !json.Contains(text, StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

        static string Kept(string text) => JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text))!;
    }

    [Theory]
    [InlineData("")]
    [InlineData("[erased]")]
    [InlineData("enc:1:")]
    [InlineData("enc:1:0197f1a2b3c47d5e8f90a1b2c3d4e5f6:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("a\0b")]
    public async Task a_text_that_looks_like_something_else_comes_back_as_it_was(string text)
    {
        var id = Guid.CreateVersion7();
        await library.StoreAsync(new ReaderCard(id, text, []));
        (await library.LoadAsync<ReaderCard>(id))!.Name.ShouldBe(text);
        (await library.ScalarAsync<string>("select data->>'name' from mt_doc_readercard where id = $1", id))
            .ShouldStartWith($"enc:1:{id:N}:");
    }

    [Fact]
    public async Task what_was_stored_in_clear_before_a_property_was_marked_is_still_read()
    {
        var id = Guid.CreateVersion7();
        await library.StoreAsync(new ReaderCard(id, "Celia", []));
        await library.ScalarAsync<Guid>(
            "update mt_doc_readercard set data = data || '{\"name\": \"Celia in clear\"}' where id = $1 returning id",
            id);
        (await library.LoadAsync<ReaderCard>(id))!.Name.ShouldBe("Celia in clear");
    }

    [Fact]
    public async Task json_that_is_read_raw_is_unreadable_until_it_is_revealed()
    {
        var card = new ReaderCard(
            Guid.CreateVersion7(), "Celia \"Kitty\" Brooke",
            new() { ["first"] = new(1, "torn"), ["second"] = new(2, "wet") });
        await library.StoreAsync(card);
        await using var session = library.Store.QuerySession();
        var raw = (await session.Json.FindByIdAsync<ReaderCard>(card.Id))!;

        raw.ShouldNotContain("Kitty");
        JsonSerializer.Deserialize<ReaderCard>(library.Keys.Reveal(raw), JsonSerializerOptions.Web)
            .ShouldBeEquivalentTo(card);
    }

    [Fact]
    public async Task an_event_is_read_under_another_type_and_up_casted_from_its_former_one_or_its_json()
    {
        var begun = Guid.CreateVersion7();
        Action<StoreOptions> former = store => store.Events.MapEventType<LoanBegun>("loan_begun");
        await using (var before = await LibraryHost.StartAsync(library.Database, former))
        await using (var session = before.Store.LightweightSession())
        {
            session.Events.StartStream(begun, new LoanBegun(begun, "Celia"));
            await session.SaveChangesAsync();
        }
        Action<StoreOptions>[] releases =
        [
            store => store.Events.MapEventType<LoanStarted>("loan_begun"),
            store => store.Events.Upcast<LoanBegun, LoanStarted>("loan_begun", begun => new(begun.LoanId, begun.Who)),
            store => store.Events.Upcast<LoanStarted>("loan_begun", JsonTransformations.Upcast(json => new LoanStarted(
                json.RootElement.GetProperty("loanId").GetGuid(),
                JsonSerializer.Deserialize<string>(
                    library.Keys.Reveal(json.RootElement.GetProperty("who").GetRawText()))!))),
        ];
        foreach (var release in releases)
        {
            await using var now = await LibraryHost.StartAsync(library.Database, release);
            (await now.EventsAsync(begun)).ShouldBe([new LoanStarted(begun, "Celia")]);
        }
    }

    [Fact]
    public async Task many_threads_write_and_read_different_subjects_at_once()
    {
        var cards = Enumerable.Range(0, 200)
            .Select(number => new ReaderCard(Guid.CreateVersion7(), $"Reader {number}", [])).ToArray();
        await Parallel.ForEachAsync(cards, TestContext.Current.CancellationToken,
            async (card, _) => await library.StoreAsync(card));
        await using var fresh = await LibraryHost.StartAsync(library.Database);
        await Parallel.ForEachAsync(cards, TestContext.Current.CancellationToken,
            async (card, _) => (await fresh.LoadAsync<ReaderCard>(card.Id)).ShouldBeEquivalentTo(card));
    }
}
