using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Npgsql;

namespace ComplaintsPlatform.PersonalData.Tests;

public sealed class KeysTests : IAsyncLifetime
{
    private LibraryHost library = null!;

    public async ValueTask InitializeAsync() => library = await LibraryHost.StartAsync();

    public ValueTask DisposeAsync() => library.DisposeAsync();

    [Fact]
    public async Task two_stores_that_need_a_new_persons_key_at_once_end_with_the_same_one()
    {
        var reader = Guid.CreateVersion7();
        await using var other = await LibraryHost.StartAsync(library.Database);
        var loans = await Task.WhenAll(Enumerable.Range(0, 32).Select(
            number => (number % 2 == 0 ? library : other).LendAsync(reader)));
        await using var fresh = await LibraryHost.StartAsync(library.Database);
        foreach (var loan in loans) (await fresh.LoadAsync<Loan>(loan))!.Reader.ShouldBe("Dorothea Brooke");
    }

    [Fact]
    public async Task another_master_key_than_before_stops_the_start_and_names_the_setting()
    {
        await library.LendAsync();
        var refused = await Should.ThrowAsync<InvalidOperationException>(
            () => LibraryHost.StartAsync(library.Database, masterKey: Convert.ToBase64String(new byte[32])));
        refused.Message.ShouldContain("PersonalData:MasterKey");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    [InlineData("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWZn")]
    public async Task a_master_key_that_is_none_stops_the_start_and_is_not_repeated(string? masterKey)
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(
            () => LibraryHost.StartAsync(library.Database, masterKey: masterKey));
        refused.Message.ShouldBe("PersonalData:MasterKey has to be base64 of 32 bytes.");
    }

    [Fact]
    public async Task a_text_that_is_copied_to_another_subject_is_not_read()
    {
        var (mine, hers) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await library.StoreAsync(new ReaderCard(mine, "Mine", []));
        await library.StoreAsync(new ReaderCard(hers, "Hers", []));
        await library.ScalarAsync<Guid>(
            """
            update mt_doc_readercard mine
            set data = mine.data || jsonb_build_object('name', replace(hers.data->>'name', $3, $4))
            from mt_doc_readercard hers where mine.id = $1 and hers.id = $2 returning mine.id
            """, mine, hers, hers.ToString("N"), mine.ToString("N"));
        var refused = await Should.ThrowAsync<CryptographicException>(() => library.LoadAsync<ReaderCard>(mine));
        refused.Message.ShouldContain(mine.ToString());
        (await library.LoadAsync<ReaderCard>(hers))!.Name.ShouldBe("Hers");
    }

    [Fact]
    public async Task a_key_that_is_copied_to_another_subject_opens_nothing()
    {
        var (mine, hers) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await library.StoreAsync(new ReaderCard(mine, "Mine", []));
        await library.StoreAsync(new ReaderCard(hers, "Hers", []));
        await library.ScalarAsync<Guid>(
            """
            update personal_data.subject_keys mine set key = hers.key from personal_data.subject_keys hers
            where mine.subject = $1 and hers.subject = $2 returning mine.subject
            """, mine, hers);
        await using var fresh = new PersonalDataKeys(NpgsqlDataSource.Create(library.Database), LibraryHost.MasterKey);
        Should.Throw<InvalidOperationException>(() => fresh.Seal([], mine));
        fresh.Seal([], hers).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task a_sealed_body_opens_until_its_subject_is_erased_and_a_plain_one_is_told_apart()
    {
        var subject = Guid.CreateVersion7();
        var body = "{\"name\":\"Dorothea Brooke\"}"u8.ToArray();
        var closed = library.Keys.Seal(body, subject);

        PersonalDataKeys.IsSealed(closed).ShouldBeTrue();
        PersonalDataKeys.IsSealed(body).ShouldBeFalse();
        closed.AsSpan().IndexOf("Dorothea"u8).ShouldBe(-1);
        library.Keys.Open(closed).ShouldBe(body);
        library.Keys.Open(body).ShouldBe(body);
        library.Keys.Open(library.Keys.Seal([], subject)).ShouldBe([]);
        Should.Throw<CryptographicException>(() => library.Keys.Open([.. closed[..^1], (byte)(closed[^1] ^ 1)]));

        await library.Keys.EraseAsync(subject);
        library.Keys.Open(closed).ShouldBeNull();
        var late = library.Keys.Seal(body, subject);
        PersonalDataKeys.IsSealed(late).ShouldBeTrue();
        library.Keys.Open(late).ShouldBeNull();
    }

    [Fact]
    public async Task writing_waits_for_no_key_and_reading_in_the_order_of_the_log_for_one_in_many()
    {
        var lookups = 0L;
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "personal_data.blocking_lookups") listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref lookups, value));
        meter.Start();

        for (var number = 0; number < 200; number++) await library.LendAsync(note: "late");
        lookups.ShouldBe(0);

        await using var fresh = await LibraryHost.StartAsync(library.Database);
        using var daemon = await fresh.Store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<Loan>(TestContext.Current.CancellationToken);
        lookups.ShouldBeInRange(1, 20, "400 keys");
    }

    [Fact]
    public async Task many_people_are_read_without_a_question_for_each_when_their_keys_were_asked_for_before()
    {
        Guid[] readers = [.. Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7())];
        foreach (var reader in readers) await library.StoreAsync(new ReaderCard(reader, $"Reader {reader}", []));
        await library.Keys.EraseAsync(readers[7]);
        await using var fresh = await LibraryHost.StartAsync(library.Database);
        var lookups = 0L;
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "personal_data.blocking_lookups") listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref lookups, value));
        meter.Start();

        await fresh.Keys.HaveAtHandAsync([.. readers, Guid.CreateVersion7()], TestContext.Current.CancellationToken);
        foreach (var reader in readers)
            (await fresh.LoadAsync<ReaderCard>(reader))!.Name.ShouldBe(
                reader == readers[7] ? PersonalDataAttribute.Erased : $"Reader {reader}");
        lookups.ShouldBe(0);
    }

    [Fact]
    public async Task a_role_without_any_right_to_change_tables_can_write_and_erase()
    {
        var role = $"library_app_{Guid.CreateVersion7():N}";
        await library.ScalarAsync<bool>(
            $"""
            create role {role} login password '{role}';
            grant usage on schema public, personal_data to {role};
            grant select, insert, update, delete on all tables in schema public, personal_data to {role};
            grant usage on all sequences in schema public to {role};
            grant execute on all functions in schema public to {role};
            select true
            """);
        await using var app = await LibraryHost.StartAsync(
            new NpgsqlConnectionStringBuilder(library.Database) { Username = role, Password = role }.ConnectionString);
        var reader = Guid.CreateVersion7();
        var loan = await app.LendAsync(reader);
        await app.Keys.EraseAsync(reader);
        (await app.LoadAsync<Loan>(loan))!.Reader.ShouldBe(PersonalDataAttribute.Erased);
        await app.Store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(TestContext.Current.CancellationToken);
    }
}
