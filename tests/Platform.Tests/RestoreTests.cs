using System.Collections.Concurrent;
using System.Security.Cryptography;
using ComplaintsPlatform.EventStore;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>A logical dump, restored by the steps of docs/operations.md into a second cluster, whose transaction ids are far below those in the log.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string directory = Directory.CreateTempSubdirectory("restore-").FullName;
    private readonly ConcurrentQueue<Guid> heardByFirst = [], heardByBehind = [];
    private string restored = null!;

    public async ValueTask InitializeAsync() => restored = await LocalPostgres.CreateDatabaseAsync(await Servers.OtherPostgresAsync(), $"restored_{Guid.CreateVersion7():N}");

    public ValueTask DisposeAsync()
    {
        key.Dispose();
        Directory.Delete(directory, true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task a_log_restored_into_a_young_cluster_goes_on_without_skip_or_repeat()
    {
        Guid stream;
        IReadOnlyList<IEvent> before;
        string checkpoint;
        await using (var old = await StartAsync(null, behindStopsAfter: 6))
        {
            // Thousands of transactions before the first event: no young cluster counts as far.
            await using (var owner = await old.OwnerAsync()) await owner.RunAsync("do $$ begin for i in 1..5000 loop perform pg_current_xact_id(); commit; end loop; end $$");
            await old.ExtendAsync(stream = await old.LendAsync(), times: 4);
            foreach (var title in new[] { "Emma", "Persuasion" }) await old.ExtendAsync(await old.LendAsync(title), times: 3);
            await old.SealAsync();
            checkpoint = (await old.Log.CheckpointAsync())!;
            before = await old.Log.ReadAsync(LogPosition.Start, 100);
            before.Count.ShouldBe(13);
            // One reader has come to the end of the log, the other stands in its middle.
            (await old.Log.WaitForAsync("first", before[^1].Position, TimeSpan.FromMinutes(1))).ShouldBeTrue();
            (await old.Log.WaitForAsync("behind", before[5].Position, TimeSpan.FromMinutes(1))).ShouldBeTrue();
            (await old.Log.ProgressAsync())["behind"].ShouldBeLessThan(before[^1].Position);
            await BackUpAsync(old.ConnectionString);
        }

        await RestoreAsync();
        await using (var source = NpgsqlDataSource.Create(restored))
        {
            await using var young = source.CreateCommand("select pg_current_xact_id()::text::bigint < min(transaction_id) from mt_events");
            (await young.ExecuteScalarAsync()).ShouldBe(true, "else this test shows nothing");
        }
        (await Verifiers.SqlAsync(restored)).ShouldBeEmpty();

        await using var host = await StartAsync(restored, behindStopsAfter: int.MaxValue);
        await host.ExtendAsync(stream, times: 2);
        var started = await host.LendAsync("Middlemarch");
        var last = await host.LastAsync();
        foreach (var name in new[] { "first", "behind" }) (await host.Log.WaitForAsync(name, last, TimeSpan.FromMinutes(1))).ShouldBeTrue();

        var after = await host.Log.ReadAsync(LogPosition.Start, 100);
        after.Take(13).Select(stored => (stored.Id, stored.Position)).ShouldBe(before.Select(stored => (stored.Id, stored.Position)));
        after.Skip(13).Select(stored => (stored.StreamId, stored.Version)).ShouldBe([(stream, 6), (stream, 7), (started, 1)]);
        after.Skip(13).Select(stored => stored.Sequence).ShouldBe(Enumerable.Range(1, 3).Select(i => before.Max(stored => stored.Sequence) + i));
        heardByFirst.ShouldBe(after.Select(stored => stored.Id));
        heardByBehind.ShouldBe(after.Select(stored => stored.Id));

        await host.SealAsync();
        (await host.Log.VerifyAllAsync()).Findings.ShouldBeEmpty();
        (await host.Log.VerifyCheckpointAsync(checkpoint)).ShouldBeNull();
        (await Verifiers.SqlAsync(restored)).ShouldBeEmpty();
        (await Verifiers.ScriptAsync(restored)).ShouldBeEmpty();
        ((BookLent)after[0].Data).Reader.ShouldBe("Dorothea Brooke", "the keys came along");
    }

    [Fact]
    public async Task a_person_erased_after_the_backup_stays_unreadable_when_it_is_restored()
    {
        var reader = Guid.CreateVersion7();
        string[] erased;
        await using (var old = await StoreHost.StartAsync(PersonalDataTests.WithReaders))
        {
            await old.LendAsync(reader: reader);
            (await old.Log.WaitForAsync("readers", await old.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
            await BackUpAsync(old.ConnectionString);
            await old.Log.EraseSubjectAsync(reader);
            await using var source = NpgsqlDataSource.Create(old.ConnectionString);
            await using var list = source.CreateCommand("select subject, erased_at from es_subject_keys where wrapped is null");
            await using var rows = await list.ExecuteReaderAsync();
            (await rows.ReadAsync()).ShouldBeTrue();
            erased = [rows.GetGuid(0).ToString()];
        }

        await RestoreAsync();
        await using (var owner = new NpgsqlConnection(restored))
        {
            await owner.OpenAsync();
            (await owner.ScalarAsync<bool>("select wrapped is not null from es_subject_keys where subject = $1", reader)).ShouldBeTrue("the backup brings the key back");
            foreach (var subject in erased)
                await owner.RunAsync($"update es_subject_keys set wrapped = null, erased_at = now() where subject = '{subject}' and wrapped is not null");
            await owner.RunAsync("truncate read.readers; update mt_event_progression set last_transaction_id = 0, last_seq_id = 0 where name = 'readers'");
        }

        await using var host = await StoreHost.StartAsync(PersonalDataTests.WithReaders, restored);
        (await host.Log.WaitForAsync("readers", await host.LastAsync(), TimeSpan.FromMinutes(1))).ShouldBeTrue();
        ((BookLent)(await host.Log.ReadAsync(LogPosition.Start, 10))[0].Data).Reader.ShouldBe(PersonalDataAttribute.Erased);
        (await PersonalDataTests.EverythingAsync(host)).ShouldNotContain("Dorothea");
        (await host.Log.VerifyAllAsync()).Findings.ShouldBeEmpty();
    }

    private Task<StoreHost> StartAsync(string? connectionString, int behindStopsAfter) => StoreHost.StartAsync(store =>
    {
        store.CheckpointKey = key.ExportPkcs8PrivateKeyPem();
        store.PageSize = 2;
        store.Subscriptions.Add("first", _ => Hear(heardByFirst, int.MaxValue));
        store.Subscriptions.Add("behind", _ => Hear(heardByBehind, behindStopsAfter));
    }, connectionString);

    /// <summary>Notes what it hears; after so many events it holds its page until it is stopped, so that the bookmark stays.</summary>
    private static Subscription Hear(ConcurrentQueue<Guid> heard, int stopAfter) => async (page, _, cancellationToken) =>
    {
        if (heard.Count >= stopAfter) await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        foreach (var stored in page) heard.Enqueue(stored.Id);
    };

    private async Task BackUpAsync(string database)
    {
        await Verifiers.RunAsync("pg_dump", "--format=custom", "--exclude-table-data=es_subject_keys", $"--file={directory}/cases.dump", Verifiers.Address(database));
        await Verifiers.RunAsync("pg_dump", "--format=custom", "--data-only", "--table=es_subject_keys", $"--file={directory}/cases-keys.dump", Verifiers.Address(database));
    }

    private async Task RestoreAsync()
    {
        var server = new NpgsqlConnectionStringBuilder(restored) { Database = "postgres" }.ConnectionString;
        await Verifiers.RunAsync("psql", "-X", "-c", "do $$ begin create role complaints_app nologin; exception when duplicate_object then null; end $$", Verifiers.Address(server));
        foreach (var dump in new[] { "cases.dump", "cases-keys.dump" })
            await Verifiers.RunAsync("pg_restore", "--exit-on-error", $"--dbname={Verifiers.Address(restored)}", $"{directory}/{dump}");
    }
}
