using JasperFx.Events;
using Npgsql;

namespace ComplaintsPlatform.RecordIntegrity.Tests;

/// <summary>Whoever inserts an event, and however: it is chained, or it does not come in.</summary>
public sealed class InsertTests
{
    private const string Columns = "insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)";

    [Theory]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    [InlineData(EventAppendMode.Rich)]
    public async Task every_append_mode_of_marten_gives_a_chain_that_verifies(EventAppendMode mode)
    {
        await using var library = await Library.OpenAsync(mode: mode);
        var loan = await library.LendAsync();
        await library.ExtendAsync(loan, times: 2);
        await using (var session = library.Store.LightweightSession())
        {
            // Several streams and several events of each in one transaction.
            var other = Guid.CreateVersion7();
            session.Events.StartStream(other, new BookLent(other, "Emma"), new ReminderNoted(other));
            session.Events.Append(
                loan, new ReminderNoted(loan), new LoanExtended(loan, 7, null), new ReminderNoted(loan));
            await session.SaveChangesAsync();
        }
        await using (var session = library.Store.LightweightSession())
        {
            (await session.Events.FetchStreamStateAsync(loan))!.Version.ShouldBe(6);
            session.Events.Append(loan, expectedVersion: 7, new ReminderNoted(loan));
            await session.SaveChangesAsync();
        }
        await ShouldBeIntactAsync(library, 9);
    }

    [Theory]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    [InlineData(EventAppendMode.Rich)]
    public async Task writers_that_race_for_streams_leave_a_record_that_verifies(EventAppendMode mode)
    {
        await using var library = await Library.OpenAsync(mode: mode);
        Guid[] loans = [await library.LendAsync("Emma"), await library.LendAsync("Persuasion")];
        long appended = 0;
        var twelve = new ParallelOptions { MaxDegreeOfParallelism = 12 };
        await Parallel.ForEachAsync(Enumerable.Range(0, 120), twelve, async (i, stop) =>
        {
            await using var session = library.Store.LightweightSession();
            session.Events.Append(loans[i % 2], new ReminderNoted(loans[i % 2]));
            try
            {
                await session.SaveChangesAsync(stop);
                Interlocked.Increment(ref appended);
            }
            catch (Exception e) when (e is not PostgresException { SqlState: "RI001" })
            {
                // Another was first. Nothing but the race may have stopped it.
            }
        });
        appended.ShouldBePositive();
        // Tombstones may still come.
        await ShouldBeIntactAsync(library, null);
        (await library.ScalarAsync<long>("select count(*) from mt_events where type <> 'tombstone'"))
            .ShouldBe(appended + 2);
    }

    // Marten fills the hole of an append that failed in its mode Rich: an event of a stream that counts none.
    [Fact]
    public async Task an_append_that_fails_leaves_a_tombstone_that_is_chained_and_verifies()
    {
        await using var library = await Library.OpenAsync(mode: EventAppendMode.Rich);
        var loan = await library.LendAsync();
        await using (var session = library.Store.LightweightSession())
        {
            session.Events.Append(loan, new ReminderNoted(loan));
            session.QueueSqlCommand("select 1 / 0");
            await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        }
        await Eventually.IsSoAsync(
            () => library.ScalarAsync<bool>("select exists (select from mt_events where type = 'tombstone')"),
            "no tombstone came");
        await library.ExtendAsync(loan);
        await ShouldBeIntactAsync(library, 3);

        await Attacks.RunAsync(library, "update mt_events set id = gen_random_uuid() where type = 'tombstone'");
        (await library.Record.VerifyAllAsync()).Findings.ShouldHaveSingleItem().Problem.ShouldContain("altered");
        (await Verifiers.SqlAsync(library.ConnectionString)).ShouldHaveSingleItem();
        (await Verifiers.ScriptAsync(library.ConnectionString)).ShouldHaveSingleItem();
        await Attacks.RunAsync(library,
            "delete from mt_events where type = 'tombstone'; "
            + "delete from record.event_chain where seq_id not in (select seq_id from mt_events)");
        (await library.Record.VerifyAllAsync()).Findings.ShouldHaveSingleItem().Problem.ShouldStartWith(Attacks.Log);
    }

    [Fact]
    public async Task whoever_calls_martens_function_with_psql_is_chained()
    {
        await using var library = await Library.OpenAsync(mode: EventAppendMode.Quick);
        var loan = await library.LendAsync();
        await using var service = await library.ServiceAsync();
        await service.RunAsync(
            $$"""
            select mt_quick_append_events('{{loan}}', 'loan', '*DEFAULT*', array[gen_random_uuid(), gen_random_uuid()],
              array['reminder_noted', 'reminder_noted']::varchar[], array['', null]::varchar[],
              array['{}', '{}']::jsonb[], array[null, '\x00']::bytea[], array[null, 'a']::varchar[],
              array[null, 'b']::varchar[], array[null, '{"a": 1}']::jsonb[], array[null, 'c']::varchar[])
            """);
        await ShouldBeIntactAsync(library, 3);
    }

    [Fact]
    public async Task whoever_inserts_rows_chooses_neither_hash_nor_place()
    {
        await using var library = await Library.OpenAsync();
        var loan = await library.LendAsync();
        await using var owner = await library.OwnerAsync();
        await owner.RunAsync(
            $"{Columns} values ({Row(loan, 2)}); update mt_streams set version = 2 where id = '{loan}'");
        await ShouldBeIntactAsync(library, 2);
    }

    [Fact]
    public async Task rows_of_one_statement_may_come_in_any_order()
    {
        await using var library = await Library.OpenAsync();
        Guid loan = await library.LendAsync(), other = Guid.CreateVersion7();
        await using var owner = await library.OwnerAsync();
        await owner.RunAsync(
            $"""
            insert into mt_streams (id, version) values ('{other}', 2);
            {Columns} values ({Row(loan, 4)}), ({Row(other, 2)}), ({Row(loan, 2)}), ({Row(other, 1)}), ({Row(loan, 3)});
            update mt_streams set version = 4 where id = '{loan}'
            """);
        await ShouldBeIntactAsync(library, 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3)]
    public async Task an_event_without_its_predecessor_is_refused(int version)
    {
        await using var library = await Library.OpenAsync();
        var loan = await library.LendAsync();
        await using var owner = await library.OwnerAsync();
        (await Should.ThrowAsync<PostgresException>(() => owner.RunAsync($"{Columns} values ({Row(loan, version)})")))
            .SqlState.ShouldBe("RI001");
        (await Should.ThrowAsync<PostgresException>(
            () => owner.RunAsync($"{Columns} values ({Row(loan, 2)}), ({Row(loan, 4)})"))).SqlState.ShouldBe("RI001");
        await ShouldBeIntactAsync(library, 1);
    }

    [Fact]
    public async Task an_event_of_a_stream_cannot_pass_as_a_tombstone()
    {
        await using var library = await Library.OpenAsync();
        var loan = await library.LendAsync();
        await using var owner = await library.OwnerAsync();
        var forged = Row(loan, 7).Replace("reminder_noted", "tombstone", StringComparison.Ordinal);
        (await Should.ThrowAsync<PostgresException>(() => owner.RunAsync($"{Columns} values ({forged})")))
            .SqlState.ShouldBe("RI001");
    }

    [Theory]
    [InlineData("- interval '1 day'")]
    [InlineData("+ interval '1 day'")]
    public async Task a_record_cannot_be_dated_back_or_ahead(string shift)
    {
        await using var library = await Library.OpenAsync();
        var loan = await library.LendAsync();
        await using var owner = await library.OwnerAsync();
        var row = Row(loan, 2).Replace("now()", $"now() {shift}", StringComparison.Ordinal);
        (await Should.ThrowAsync<PostgresException>(() => owner.RunAsync($"{Columns} values ({row})")))
            .SqlState.ShouldBe("RI003");
    }

    private static string Row(Guid stream, int version) =>
        $"nextval('mt_events_sequence'), gen_random_uuid(), '{stream}', {version}, '{{}}', 'reminder_noted', now()";

    private static async Task ShouldBeIntactAsync(Library library, int? events)
    {
        await library.SealAsync();
        var before = await ChainedAsync();
        var report = await library.Record.VerifyAllAsync();
        report.Findings.ShouldBeEmpty();
        if (events is { } expected) report.EventsChecked.ShouldBe(expected);
        // A tombstone may come meanwhile.
        report.EventsChecked.ShouldBeInRange(before, await ChainedAsync());
        (await Verifiers.SqlAsync(library.ConnectionString)).ShouldBeEmpty();
        (await Verifiers.ScriptAsync(library.ConnectionString)).ShouldBeEmpty();

        Task<long> ChainedAsync() => library.ScalarAsync<long>("select count(*) from record.event_chain");
    }
}
