using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

public sealed class AppendTests : IAsyncLifetime
{
    private StoreHost host = null!;

    public async ValueTask InitializeAsync() => host = await StoreHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task what_was_appended_is_read_back_with_its_envelope()
    {
        var id = Guid.CreateVersion7();
        await using var session = host.Session();
        (session.CorrelationId, session.CausationId, session.LastModifiedBy) = ("conversation", "request", "dorothea");
        session.SetHeader("actor", "Dorothea");
        session.Events.StartStream<Loan>(id, new BookLent(id, "Middlemarch", null, "Dorothea"), new LoanExtended(id, 7, null));
        await session.SaveChangesAsync();

        var events = await session.Events.FetchStreamAsync(id);

        events.Select(stored => (stored.Version, stored.EventTypeName)).ShouldBe([(1, "book_lent"), (2, "loan_extended")]);
        events[0].Data.ShouldBe(new BookLent(id, "Middlemarch", null, "Dorothea"));
        (events[1].CorrelationId, events[1].CausationId, events[1].UserName, events[1].Headers["actor"]).ShouldBe(("conversation", "request", "dorothea", "Dorothea"));
        events[0].Timestamp.Offset.ShouldBe(TimeSpan.Zero);
        (await session.Events.FetchLatest<Loan>(id)).ShouldBe(new Loan("Middlemarch", "Dorothea", 1, false));
    }

    [Fact]
    public async Task a_stale_version_is_refused_and_nothing_of_the_unit_is_written()
    {
        var (id, other) = (await host.LendAsync(), Guid.CreateVersion7());
        await using var session = host.Session();
        var stream = await session.Events.FetchForWriting<Loan>(id);
        await host.ExtendAsync(id);
        stream.AppendOne(new BookReturned(id, []));
        session.Events.StartStream<Loan>(other, new BookLent(other, "Emma", null, "A reader"));

        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());

        (await host.Session().Events.FetchLatest<Loan>(other)).ShouldBeNull();
        (await host.Session().Events.FetchLatest<Loan>(id))!.IsReturned.ShouldBeFalse();
    }

    [Fact]
    public async Task an_existing_stream_cannot_be_started_again()
    {
        var id = await host.LendAsync();
        await using var session = host.Session();
        session.Events.StartStream<Loan>(id, new BookLent(id, "Emma", null, "A reader"));
        (await Should.ThrowAsync<ExistingStreamIdCollisionException>(() => session.SaveChangesAsync())).StreamId.ShouldBe(id);
    }

    [Fact]
    public async Task consistency_is_enforced_for_a_stream_that_was_only_read()
    {
        var (id, other) = (await host.LendAsync(), await host.LendAsync());
        await using var session = host.Session();
        (await session.Events.FetchForWriting<Loan>(id)).AlwaysEnforceConsistency = true;
        (await session.Events.FetchForWriting<Loan>(other)).AppendOne(new BookReturned(other, []));
        await host.ExtendAsync(id);
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task sixty_four_writers_on_one_stream_lose_nothing_and_leave_no_gap()
    {
        var id = await host.LendAsync();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async writer =>
        {
            for (var i = 0; i < 5; i++)
                while (true)
                {
                    try
                    {
                        await using var session = host.Session();
                        await session.Decide<Loan, ILoanEvent>(id, null, _ => Decision<ILoanEvent>.Accept(new LoanExtended(id, writer, null)));
                        break;
                    }
                    catch (ConcurrencyException)
                    {
                        // Eight lost races in a row: begin again.
                    }
                }
        }));
        var events = await host.Session().Events.FetchStreamAsync(id);
        events.Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, 321).Select(i => (long)i));
        events.Skip(1).GroupBy(stored => ((LoanExtended)stored.Data).Days).ShouldAllBe(writer => writer.Count() == 5);
        (await host.Log.VerifyStreamAsync(id)).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task sixty_four_writers_on_many_streams_lose_nothing_and_leave_no_gap()
    {
        const int Rounds = 10;
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.LendAsync()));
        // Each writer writes to two streams in one unit, some by what they read and some blindly, so that every kind of append meets every other.
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async writer =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var (first, second) = (ids[(writer + round) % ids.Length], ids[(writer * 3 + round + 1) % ids.Length]);
                while (true)
                {
                    try
                    {
                        await using var session = host.Session();
                        if (writer % 2 == 0) (await session.Events.FetchForWriting<Loan>(first)).AppendOne(new LoanExtended(first, writer, null));
                        else session.Events.Append(first, new LoanExtended(first, writer, null));
                        if (second != first) session.Events.Append(second, new LoanExtended(second, writer, null));
                        await session.SaveChangesAsync();
                        break;
                    }
                    catch (ConcurrencyException)
                    {
                        // A lost race: once more, on what is there now.
                    }
                }
            }
        }));
        var written = Enumerable.Range(0, 64).SelectMany(writer => Enumerable.Range(0, Rounds).SelectMany(round => new[] { (writer + round) % ids.Length, (writer * 3 + round + 1) % ids.Length }.Distinct()))
            .CountBy(number => number).ToDictionary();
        for (var number = 0; number < ids.Length; number++)
        {
            var events = await host.Session().Events.FetchStreamAsync(ids[number]);
            events.Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, 1 + written[number]).Select(version => (long)version));
            (await host.ScalarAsync<long>("select version from mt_streams where id = $1", ids[number])).ShouldBe(events.Count);
        }
        (await host.Log.VerifyAllAsync()).IsIntact.ShouldBeTrue();
        (await host.ScalarAsync<long>("select count(*) from mt_events a join mt_events b on b.stream_id = a.stream_id and b.version = a.version + 1 where b.transaction_id < a.transaction_id")).ShouldBe(0);
    }

    [Fact]
    public async Task writers_on_many_streams_at_once_in_opposite_orders_do_not_wait_for_each_other_for_ever()
    {
        var (a, b) = (await host.LendAsync(), await host.LendAsync());
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async writer =>
        {
            await using var session = host.Session();
            foreach (var id in writer % 2 == 0 ? new[] { a, b } : [b, a]) session.Events.Append(id, new LoanExtended(id, writer, null));
            await session.SaveChangesAsync();
        }));
        (await host.Session().Events.FetchLatest<Loan>(a))!.Extensions.ShouldBe(32);
        (await host.Session().Events.FetchLatest<Loan>(b))!.Extensions.ShouldBe(32);
    }

    [Fact]
    public async Task a_decision_on_an_outdated_version_is_refused_unless_only_harmless_events_came_since()
    {
        var id = await host.LendAsync();
        await using (var other = host.Session())
        {
            other.Events.Append(id, new ReminderNoted(id));
            await other.SaveChangesAsync();
        }
        Task<Outcome> Extend(long seen) => host.Session().Decide<Loan, ILoanEvent>(id, seen, _ => Decision<ILoanEvent>.Accept(new LoanExtended(id, 7, null)));

        (await Extend(seen: 1)).Version.ShouldBe(3);
        await Should.ThrowAsync<ConcurrencyException>(() => Extend(seen: 2));
        await Should.ThrowAsync<ConcurrencyException>(() => Extend(seen: 9));
    }

    [Fact]
    public async Task state_can_be_had_at_every_version_and_moment()
    {
        var id = await host.LendAsync();
        await host.ExtendAsync(id, times: 3);
        var events = await host.Session().Events.FetchStreamAsync(id);
        foreach (var stored in events)
        {
            (await host.Session().Events.AggregateStreamAsync<Loan>(id, version: stored.Version))!.Extensions.ShouldBe((int)stored.Version - 1);
            (await host.Session().Events.AggregateStreamAsync<Loan>(id, timestamp: stored.Timestamp))!.Extensions.ShouldBeGreaterThanOrEqualTo((int)stored.Version - 1);
        }
        (await host.Session().Events.AggregateStreamAsync<Loan>(id, timestamp: events[0].Timestamp.AddMicroseconds(-1))).ShouldBeNull();
    }

    [Fact]
    public async Task the_application_may_not_change_the_schema_or_the_record()
    {
        await host.LendAsync();
        await using var source = DocumentStore.Connect(new StoreOptions { ConnectionString = host.ConnectionString });
        foreach (var forbidden in new[] { "alter table mt_events drop column hash", "drop table mt_events", "update mt_events set type = 'x'", "delete from mt_events", "truncate mt_events cascade", "delete from es_log_head", "delete from mt_streams" })
        {
            await using var command = source.CreateCommand(forbidden);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, forbidden);
        }
    }
}
