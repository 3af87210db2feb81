namespace ComplaintsPlatform.RecordIntegrity.Tests;

public sealed class SealTests
{
    [Fact]
    public async Task what_an_open_transaction_may_still_come_before_is_not_sealed()
    {
        await using var library = await Library.OpenAsync();
        var loan = await library.LendAsync();
        await library.SealAsync();
        await using var slow = await library.OwnerAsync();
        await using (var transaction = await slow.BeginTransactionAsync())
        {
            var held = Guid.CreateVersion7();
            await slow.RunAsync(
                $"""
                insert into mt_streams (id, version) values ('{held}', 1);
                insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
                values (nextval('mt_events_sequence'), gen_random_uuid(), '{held}', 1, '{"{}"}', 'book_lent', now())
                """);
            await library.ExtendAsync(loan); // nobody waits for the slow one
            (await library.ScalarAsync<int>("select record.seal(1000)")).ShouldBe(0);
            (await library.ScalarAsync<long>("select max(events) from record.seals")).ShouldBe(1);
            await transaction.CommitAsync();
        }
        await library.SealAsync();
        (await library.ScalarAsync<long>("select max(events) from record.seals")).ShouldBe(3);
        (await library.Record.VerifyAllAsync()).Findings.ShouldBeEmpty();
        (await Verifiers.SqlAsync(library.ConnectionString)).ShouldBeEmpty();
        (await Verifiers.ScriptAsync(library.ConnectionString)).ShouldBeEmpty();
    }

    // As a dump restored into a young cluster: its transaction ids are lower than those of the log.
    [Fact]
    public async Task after_a_restore_into_a_young_cluster_the_log_goes_on_behind_its_end()
    {
        await using var library = await Library.OpenAsync();
        var loan = await library.LendAsync();
        await Attacks.RunAsync(library,
            "update record.event_chain set transaction_id = transaction_id + 1000000; "
            + "select pg_temp.rehash(id) from mt_streams");
        await Attacks.RunAsync(library, "truncate record.seals");

        await using var restarted = await Library.OpenAsync(connectionString: library.ConnectionString);

        await restarted.ExtendAsync(loan);
        (await restarted.ScalarAsync<bool>(
            """
            select max(transaction_id) filter (where version = 2) > max(transaction_id) filter (where version = 1)
            from record.event_chain
            """))
            .ShouldBeTrue();
        await restarted.SealAsync();
        (await restarted.Record.VerifyAllAsync()).Findings.ShouldBeEmpty();
        (await restarted.ScalarAsync<long?>("select record.continue_after_restore()")).ShouldBeNull();
    }

    [Fact]
    public async Task sealers_at_the_same_time_seal_every_event_once()
    {
        await using var library = await Library.OpenAsync();
        var loan = await library.LendAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), async (i, _) =>
        {
            if (i % 4 == 0) await library.LendAsync($"Volume {i}");
            else await library.ScalarAsync<int>("select record.seal(3)");
        });
        await library.SealAsync();
        (await library.ScalarAsync<long>("select max(events) from record.seals")).ShouldBe(11);
        (await library.Record.VerifyAllAsync()).Findings.ShouldBeEmpty();
        loan.ShouldNotBe(Guid.Empty);
    }
}
