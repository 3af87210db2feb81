using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComplaintsPlatform.Platform.Tests;

/// <summary>What nothing inside the database can find: the whole record rewritten so that it agrees with itself.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string directory = Directory.CreateTempSubdirectory("checkpoints-").FullName;

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(directory, true);
    }

    [Theory]
    [InlineData("update mt_events set type = 'x' where stream_id = $1 and version = 2; select pg_temp.rehash($1); select pg_temp.reseal()")]
    [InlineData("delete from mt_events where stream_id = $1; delete from mt_streams where id = $1; delete from es_log_head where seal > 1")]
    [InlineData("truncate mt_events, mt_streams, es_log_head")]
    public async Task a_record_that_was_rewritten_with_its_seals_is_found_by_a_checkpoint_kept_outside(string attack)
    {
        await using var host = await StartAsync();
        await host.LendAsync();
        await host.SealAsync();
        var before = await host.Log.CheckpointAsync();
        var victim = await host.LendAsync();
        await host.ExtendAsync(victim, times: 2);
        await host.SealAsync();
        var checkpoint = (await host.Log.CheckpointAsync())!;
        (await host.Log.VerifyCheckpointAsync(checkpoint)).ShouldBeNull();
        (await ScriptAsync(host, before!, checkpoint)).ShouldBeEmpty();

        await Attacks.RunAsync(host, attack.Replace("$1", $"'{victim}'", StringComparison.Ordinal));

        (await host.Log.VerifyAllAsync()).Findings.ShouldBeEmpty();
        var finding = await host.Log.VerifyCheckpointAsync(checkpoint);
        finding!.Problem.ShouldStartWith("the log no longer has the head of seal");
        (await ScriptAsync(host, checkpoint)).ShouldBe([$"||{finding.Problem}"]);
    }

    [Fact]
    public async Task a_checkpoint_says_what_it_is_about_and_holds_while_the_log_goes_on()
    {
        await using var host = await StartAsync();
        (await host.Log.CheckpointAsync()).ShouldBeNull("nothing is sealed");
        await host.ExtendAsync(await host.LendAsync(), times: 2);
        await host.SealAsync();

        var checkpoint = (await host.Log.CheckpointAsync())!;

        var payload = Payload(checkpoint);
        payload.GetProperty("log").GetString().ShouldBe(await host.ScalarAsync<string>("select current_database()::text"));
        payload.GetProperty("position").GetString().ShouldBe((await host.LastAsync()).ToString());
        payload.GetProperty("events").GetInt64().ShouldBe(3);
        payload.GetProperty("head").GetString().ShouldBe((await host.Log.VerifyAllAsync()).Head);
        payload.GetProperty("erased").GetInt64().ShouldBe(0);
        await host.LendAsync();
        await host.SealAsync();
        (await host.Log.VerifyCheckpointAsync(checkpoint)).ShouldBeNull();
        // A restored log is sealed anew, in other steps; its head at that place is the same.
        await Attacks.RunAsync(host, "truncate es_log_head");
        await host.SealAsync();
        (await host.ScalarAsync<long>("select min(seal) from es_log_head")).ShouldBeGreaterThan(payload.GetProperty("seal").GetInt64());
        (await host.Log.VerifyCheckpointAsync(checkpoint)).ShouldBeNull();
        (await ScriptAsync(host, checkpoint)).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_line_that_was_altered_or_signed_by_somebody_else_says_nothing_about_the_log()
    {
        await using var host = await StartAsync();
        await host.LendAsync();
        await host.SealAsync();
        var checkpoint = (await host.Log.CheckpointAsync())!;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var stranger = await StoreHost.StartAsync(store => store.CheckpointKey = other.ExportECPrivateKeyPem(), host.ConnectionString);
        var parts = checkpoint.Split('.');
        var altered = string.Join('.', parts[0], Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { seal = 1, position = "1-1", events = 1, head = "00" })), parts[2]);
        foreach (var line in new[] { altered, (await stranger.Log.CheckpointAsync())!, checkpoint[..^4] + "AAAA", "no line at all", "" })
            (await host.Log.VerifyCheckpointAsync(line))!.Problem.ShouldBe("the checkpoint is not signed by this key");
        (await ScriptAsync(host, altered, (await stranger.Log.CheckpointAsync())!)).ShouldBe(["||the checkpoint is not signed by this key", "||the checkpoint is not signed by this key"]);
    }

    [Fact]
    public async Task an_erased_person_who_came_back_with_a_backup_is_found()
    {
        await using var host = await StartAsync();
        var reader = Guid.CreateVersion7();
        await host.LendAsync(reader: reader);
        await host.Log.EraseSubjectAsync(reader);
        await host.SealAsync();
        var checkpoint = (await host.Log.CheckpointAsync())!;
        await using (var owner = await host.OwnerAsync()) await owner.RunAsync("update es_subject_keys set wrapped = '\\x00'");

        (await host.Log.VerifyCheckpointAsync(checkpoint))!.Problem.ShouldStartWith("1 people were erased");
        (await ScriptAsync(host, checkpoint)).ShouldHaveSingleItem().ShouldStartWith("||1 people were erased");
    }

    [Fact]
    public async Task lines_are_appended_at_start_while_the_head_moves_and_at_shutdown()
    {
        var file = Path.Combine(directory, "made", "store.jws");
        await using (var host = await StartAsync(file))
        {
            await host.LendAsync();
            await Eventually.IsSoAsync(async () => File.Exists(file) && (await File.ReadAllLinesAsync(file)).Length == 1, "no checkpoint was written");
            await host.LendAsync();
            await Eventually.IsSoAsync(async () => (await File.ReadAllLinesAsync(file)).Length == 2, "no second checkpoint was written");
        }
        var lines = await File.ReadAllLinesAsync(file);
        await File.WriteAllTextAsync(file, lines[0] + "\n"); // as if it had been killed before it wrote the second
        await using (var host = await StartAsync(file, TimeSpan.FromDays(1), Payload(lines[0]).GetProperty("log").GetString()))
        {
            await Eventually.IsSoAsync(async () => (await File.ReadAllLinesAsync(file)).Length == 2, "no checkpoint was written at start");
            await host.LendAsync();
        }
        await using (await StartAsync(file, TimeSpan.FromDays(1), Payload(lines[0]).GetProperty("log").GetString())) { } // nothing has happened since

        (await File.ReadAllLinesAsync(file)).Select(line => Payload(line).GetProperty("events").GetInt64()).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task a_disk_that_fails_makes_the_store_degraded_and_stops_nothing()
    {
        var blocked = Path.Combine(directory, "a-file");
        await File.WriteAllTextAsync(blocked, "");
        await using var host = await StartAsync(Path.Combine(blocked, "store.jws"));
        await host.LendAsync();
        await Eventually.IsSoAsync(async () => (await host.HealthAsync()).Status == HealthStatus.Degraded, "the store never said so");
        (await host.HealthAsync()).Entries["event-store"].Description.ShouldNotBeNull().ShouldContain("no checkpoint could be written");
        (await host.Session().Events.FetchLatest<Loan>(await host.LendAsync())).ShouldNotBeNull();
        File.Delete(blocked);
        await Eventually.IsSoAsync(async () => (await host.HealthAsync()).Status == HealthStatus.Healthy, "the store never recovered");
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    public async Task a_key_that_cannot_sign_is_refused_at_the_start(string text) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => StoreHost.StartAsync(store => store.CheckpointKey = text))).Message.ShouldContain("CheckpointKey");

    private async Task<StoreHost> StartAsync(string? file = null, TimeSpan? every = null, string? database = null)
    {
        var connectionString = database is null ? null : new Npgsql.NpgsqlConnectionStringBuilder(await Servers.PostgresAsync()) { Database = database }.ConnectionString;
        return await StoreHost.StartAsync(store =>
        {
            store.CheckpointKey = Convert.ToBase64String(key.ExportPkcs8PrivateKey());
            store.CheckpointFile = file;
            store.CheckpointEvery = every ?? TimeSpan.FromMilliseconds(50);
        }, connectionString);
    }

    private async Task<IReadOnlyList<string>> ScriptAsync(StoreHost host, params string[] lines)
    {
        var (file, publicKey) = (Path.Combine(directory, "lines"), Path.Combine(directory, "public.pem"));
        await File.WriteAllLinesAsync(file, lines);
        await File.WriteAllTextAsync(publicKey, key.ExportSubjectPublicKeyInfoPem());
        return await Verifiers.ScriptAsync(host.ConnectionString, null, "--checkpoints", file, "--key", publicKey);
    }

    private static JsonElement Payload(string line) => JsonDocument.Parse(Base64Url.DecodeFromChars(line.Split('.')[1])).RootElement;
}
