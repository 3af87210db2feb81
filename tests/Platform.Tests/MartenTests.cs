using System.Collections.Concurrent;
using System.Text.Json;
using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>A Marten on our database, by its statements; as the owner of the tables, and with an application's rights alone.</summary>
public sealed class MartenTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(Guid Stream, long Version)> heard = [];
    private StoreHost host = null!;
    private NpgsqlDataSource owner = null!;
    private NpgsqlDataSource application = null!;

    public async ValueTask InitializeAsync()
    {
        host = await StoreHost.StartAsync(store => store.Subscriptions.Add("listener", _ => (page, _, _) =>
        {
            foreach (var stored in page) heard.Enqueue((stored.StreamId, stored.Version));
            return Task.CompletedTask;
        }));
        owner = NpgsqlDataSource.Create(host.ConnectionString);
        application = DocumentStore.Connect(new StoreOptions { ConnectionString = host.ConnectionString });
    }

    public async ValueTask DisposeAsync()
    {
        await owner.DisposeAsync();
        await application.DisposeAsync();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    public async Task what_marten_appends_in_any_mode_is_an_intact_part_of_our_record(bool ids, bool headers, bool users)
    {
        foreach (var rights in new[] { owner, application })
        {
            var marten = new MartenWriter(rights, ids, headers, users);
            foreach (var rich in new[] { false, true })
            {
                var id = Guid.CreateVersion7();
                await marten.StartAsync(id, rich, new MartenEvent("book_lent", $$"""{"loanId": "{{id}}", "title": "Emma", "reader": "Harriet"}"""), MartenEvent.Extended(id, 1));
                await marten.AppendRichAsync(id, seen: 2, MartenEvent.Extended(id, 2), MartenEvent.Extended(id, 3));
                var answer = await marten.AppendQuickAsync(id, expected: 4, timestamps: true, MartenEvent.Extended(id, 4), MartenEvent.Extended(id, 5));
                await marten.AppendQuickAsync(id, expected: null, timestamps: false, MartenEvent.Extended(id, 6));
                await host.ExtendAsync(id);

                var events = await host.Session().Events.FetchStreamAsync(id);
                answer.ShouldBe([6, events[4].Sequence, events[5].Sequence]);
                events.Select(stored => stored.Version).ShouldBe([1L, 2, 3, 4, 5, 6, 7, 8]);
                events.Skip(1).Select(stored => ((LoanExtended)stored.Data).Days).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
                foreach (var stored in events.Take(7))
                    (stored.CausationId, stored.CorrelationId, stored.UserName, stored.Headers.GetValueOrDefault("actor")).ShouldBe(
                        (ids ? "request" : null, ids ? "conversation" : null, users ? "casaubon" : null, headers ? "Casaubon" : null));
                if (headers) events[0].Headers["weight"].ShouldBe("3", "Marten's values may be anything");
                (await host.Session().Events.FetchLatest<Loan>(id)).ShouldBe(new Loan("Emma", "Harriet", 7, false));
                (await host.ScalarAsync<long>("select version from mt_streams where id = $1", id)).ShouldBe(8);
                (await host.Log.VerifyStreamAsync(id)).IsIntact.ShouldBeTrue();
            }
        }

        (await host.Log.WaitForAsync("listener", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        foreach (var stream in heard.GroupBy(stored => stored.Stream)) stream.Select(stored => stored.Version).ShouldBe([1L, 2, 3, 4, 5, 6, 7, 8]);
        heard.Count.ShouldBe(4 * 8);
        (await host.Log.VerifyAllAsync()).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task an_event_without_headers_is_one_without_headers()
    {
        var (id, marten) = (await host.LendAsync(), new MartenWriter(application));
        await marten.AppendQuickAsync(id, 1, true, MartenEvent.Extended(id, 7) with { Headers = null });
        await marten.AppendRichAsync(id, 2, MartenEvent.Extended(id, 7) with { Headers = null });
        (await host.Session().Events.FetchStreamAsync(id)).Skip(1).ShouldAllBe(stored => stored.Headers.Count == 0);
    }

    [Fact]
    public async Task a_store_whose_parameters_could_be_mistaken_is_refused()
    {
        var id = await host.LendAsync();
        foreach (var marten in new[] { new MartenWriter(owner, ids: true, headers: false, users: false), new MartenWriter(owner, ids: false, headers: false, users: true) })
            (await Should.ThrowAsync<PostgresException>(() => marten.AppendQuickAsync(id, null, true, MartenEvent.Extended(id, 7)))).SqlState.ShouldBe(PostgresErrorCodes.UndefinedFunction);
    }

    // Marten goes by SQLSTATE MT003 where it calls the function; elsewhere by the index that is violated, and reads the version from the detail.
    [Fact]
    public async Task a_stale_version_is_refused_in_the_way_that_marten_knows_it_by()
    {
        var (id, marten) = (await host.LendAsync(), new MartenWriter(application));
        await host.ExtendAsync(id);
        var drawn = await host.ScalarAsync<long>("select last_value from mt_events_sequence");
        (await Should.ThrowAsync<PostgresException>(() => marten.AppendQuickAsync(id, 1, true, MartenEvent.Extended(id, 7)))).SqlState.ShouldBe("MT003");
        (await Should.ThrowAsync<PostgresException>(() => marten.AppendQuickAsync(Guid.CreateVersion7(), 1, true, MartenEvent.Extended(id, 7)))).SqlState.ShouldBe("MT003");
        (await host.ScalarAsync<long>("select last_value from mt_events_sequence")).ShouldBe(drawn, "Marten's daemon waits at every number that was drawn for nothing");

        var detailed = new NpgsqlConnectionStringBuilder(host.ConnectionString) { IncludeErrorDetail = true };
        await using var rights = NpgsqlDataSource.Create(detailed);
        var lost = await Should.ThrowAsync<PostgresException>(() => new MartenWriter(rights).AppendRichAsync(id, 1, MartenEvent.Extended(id, 7)));
        (lost.SqlState, lost.ConstraintName).ShouldBe((PostgresErrorCodes.UniqueViolation, "pk_mt_events_stream_and_version"));
        lost.Detail!.ShouldContain($"(stream_id, version)=({id}, 2)");
        (await host.Session().Events.FetchStreamAsync(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task an_existing_or_archived_stream_is_refused_in_the_way_that_marten_knows_it_by()
    {
        var (id, marten) = (await host.LendAsync(), new MartenWriter(application));
        foreach (var rich in new[] { false, true })
        {
            var twice = await Should.ThrowAsync<PostgresException>(() => marten.StartAsync(id, rich, MartenEvent.Extended(id, 7)));
            (twice.SqlState, twice.TableName).ShouldBe((PostgresErrorCodes.UniqueViolation, "mt_streams"));
        }

        await using var connection = await host.OwnerAsync();
        await connection.RunAsync("update mt_streams set is_archived = true");
        (await Should.ThrowAsync<PostgresException>(() => marten.AppendQuickAsync(id, 1, true, MartenEvent.Extended(id, 7)))).SqlState.ShouldBe("MT001");
    }

    [Fact]
    public async Task what_we_write_is_read_by_marten_column_by_column()
    {
        var id = await host.LendAsync(reader: Guid.CreateVersion7());
        await using (var session = host.Session())
        {
            session.SetHeader("actor", "Dorothea");
            session.Events.Append(id, new LoanExtended(id, 7, "still reading"), new ReminderNoted(id), new BookReturned(id, [new Remark(12, "torn"), new Remark(30, "wet")]));
            await session.SaveChangesAsync();
        }

        await using var state = application.CreateCommand("select id, version, type, timestamp, created, is_archived from public.mt_streams where id = $1");
        state.Parameters.Add(new() { Value = id });
        await using (var row = await state.ExecuteReaderAsync())
        {
            (await row.ReadAsync()).ShouldBeTrue();
            (row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetBoolean(5)).ShouldBe((id, 4L, "loan", false));
            (await row.GetFieldValueAsync<DateTimeOffset>(3)).ShouldBeGreaterThan(await row.GetFieldValueAsync<DateTimeOffset>(4));
        }

        await using var events = application.CreateCommand($"select {new MartenWriter(application).Columns} from public.mt_events as d where d.is_archived = false and d.stream_id = $1 order by d.seq_id");
        events.Parameters.Add(new() { Value = id });
        await using var reader = await events.ExecuteReaderAsync();
        Type[] types = [typeof(BookLent), typeof(LoanExtended), typeof(ReminderNoted), typeof(BookReturned)];
        for (var version = 1; version <= types.Length; version++)
        {
            (await reader.ReadAsync()).ShouldBeTrue();
            ShouldBeCamelCase(JsonDocument.Parse(reader.GetString(0)).RootElement, types[version - 1]);
            reader.GetString(1).ShouldBe(JsonNamingPolicy.SnakeCaseLower.ConvertName(types[version - 1].Name));
            reader.GetString(2).ShouldBe("", "null stops a projection that does not know the type; a name that no reader has gains nothing");
            (await reader.IsDBNullAsync(3)).ShouldBeTrue("a value is taken for a binary event");
            reader.GetInt64(4).ShouldBeGreaterThan(0);
            reader.GetGuid(5).ShouldNotBe(Guid.Empty);
            (reader.GetGuid(6), reader.GetInt64(7), reader.GetString(9)).ShouldBe((id, (long)version, MartenWriter.Tenant));
            (await reader.GetFieldValueAsync<DateTimeOffset>(8)).Offset.ShouldBe(TimeSpan.Zero);
            if (version > 1) JsonSerializer.Deserialize<Dictionary<string, object>>(reader.GetString(12))!["actor"].ToString().ShouldBe("Dorothea");
            reader.GetBoolean(14).ShouldBeFalse();
        }

        (await reader.ReadAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task marten_and_we_write_one_stream_at_once_without_a_gap_or_a_double()
    {
        var (id, marten) = (await host.LendAsync(), new MartenWriter(application));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(async writer =>
        {
            for (var lost = true; lost;)
            {
                try
                {
                    if (writer % 3 == 0) await host.ExtendAsync(id);
                    else if (writer % 3 == 1) await marten.AppendQuickAsync(id, null, true, MartenEvent.Extended(id, writer));
                    else await marten.AppendRichAsync(id, await host.ScalarAsync<long>("select version from mt_streams where id = $1", id), MartenEvent.Extended(id, writer));
                    lost = false;
                }
                catch (ConcurrencyException)
                {
                }
                catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation)
                {
                    // Marten runs the first again by itself; the second is its ConcurrencyException.
                }
            }
        }));

        (await host.Session().Events.FetchStreamAsync(id)).Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, 31).Select(version => (long)version));
        (await host.Log.WaitForAsync("listener", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        heard.Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, 31).Select(version => (long)version));
        (await host.Log.VerifyAllAsync()).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task appends_of_marten_without_an_expected_version_wait_for_each_other()
    {
        var (id, marten) = (await host.LendAsync(), new MartenWriter(application));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => marten.AppendQuickAsync(id, null, true, MartenEvent.Extended(id, writer))));
        (await host.Session().Events.FetchLatest<Loan>(id))!.Extensions.ShouldBe(16);
    }

    [Fact]
    public async Task tombstones_are_passed_over()
    {
        var (id, marten) = (await host.LendAsync(), new MartenWriter(application));
        await marten.BuryAsync(await host.ScalarAsync<long>("select nextval('mt_events_sequence')"), await host.ScalarAsync<long>("select nextval('mt_events_sequence')"));
        await marten.AppendQuickAsync(id, 1, true, MartenEvent.Extended(id, 7));
        (await host.ScalarAsync<long>("select count(*) from mt_events")).ShouldBe(2);
        (await host.Log.VerifyAllAsync()).IsIntact.ShouldBeTrue();
    }

    /// <summary>Another casing gives Marten empty events without a word, so every name is compared, nested ones too.</summary>
    private static void ShouldBeCamelCase(JsonElement json, Type type)
    {
        var properties = type.GetProperties().ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), property => property.PropertyType);
        json.EnumerateObject().Select(property => property.Name).Order().ShouldBe(properties.Keys.Order(), type.Name);
        foreach (var (name, list) in properties.Where(property => property.Value == typeof(IReadOnlyList<Remark>)))
        {
            json.GetProperty(name).GetArrayLength().ShouldBe(2, $"{type.Name}.{name} of {list.Name}");
            foreach (var nested in json.GetProperty(name).EnumerateArray()) ShouldBeCamelCase(nested, typeof(Remark));
        }
    }
}
