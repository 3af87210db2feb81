using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ComplaintsPlatform.RecordIntegrity.Tests;

/// <summary>What nothing inside the database can find: a record rewritten so that it agrees with itself.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string directory = Directory.CreateTempSubdirectory("checkpoints-").FullName;

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(directory, true);
    }

    [Theory]
    [InlineData(
        "update mt_events set type = 'x' where stream_id = $1 and version = 2; select pg_temp.rehash($1); "
        + "select pg_temp.reseal()")]
    [InlineData(
        "delete from mt_events where stream_id = $1; delete from mt_streams where id = $1; "
        + "delete from record.event_chain where stream_id = $1; delete from record.seals where seal > 1")]
    [InlineData("truncate mt_events, mt_streams, record.event_chain, record.seals cascade")]
    public async Task a_record_that_was_rewritten_with_its_seals_is_found_by_a_checkpoint_kept_outside(string attack)
    {
        await using var library = await OpenAsync();
        await library.LendAsync();
        await library.SealAsync();
        var before = await library.Record.CheckpointAsync();
        var victim = await library.LendAsync();
        await library.ExtendAsync(victim, times: 2);
        await library.SealAsync();
        var checkpoint = (await library.Record.CheckpointAsync())!;
        (await library.Record.VerifyCheckpointAsync(checkpoint)).ShouldBeNull();
        (await ScriptAsync(library, before!, checkpoint)).ShouldBeEmpty();

        await Attacks.RunAsync(library, attack.Replace("$1", $"'{victim}'", StringComparison.Ordinal));

        (await library.Record.VerifyAllAsync()).Findings.ShouldBeEmpty();
        var finding = await library.Record.VerifyCheckpointAsync(checkpoint);
        finding!.Problem.ShouldStartWith("the log no longer has the head of seal");
        (await ScriptAsync(library, checkpoint)).ShouldBe([$"||{finding.Problem}"]);
    }

    [Fact]
    public async Task a_checkpoint_says_what_it_is_about_and_holds_while_the_log_goes_on()
    {
        await using var library = await OpenAsync();
        (await library.Record.CheckpointAsync()).ShouldBeNull("nothing is sealed");
        await library.ExtendAsync(await library.LendAsync(), times: 2);
        await library.SealAsync();

        var checkpoint = (await library.Record.CheckpointAsync())!;

        var payload = Payload(checkpoint);
        payload.GetProperty("log").GetString().ShouldBe(
            await library.ScalarAsync<string>("select current_database()::text"));
        payload.GetProperty("position").GetString().ShouldBe(await library.ScalarAsync<string>(
            """
            select transaction_id || '-' || seq_id from record.event_chain
            order by transaction_id desc, seq_id desc limit 1
            """));
        payload.GetProperty("events").GetInt64().ShouldBe(3);
        payload.GetProperty("head").GetString().ShouldBe((await library.Record.VerifyAllAsync()).Head);
        payload.GetProperty("erased").GetInt64().ShouldBe(0);
        payload.GetProperty("time").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        await library.LendAsync();
        await library.SealAsync();
        (await library.Record.VerifyCheckpointAsync(checkpoint)).ShouldBeNull();
        // A restored log is sealed anew, in other steps; its head at that place is the same.
        await Attacks.RunAsync(library, "truncate record.seals");
        while (await library.ScalarAsync<int>("select record.seal(1)") > 0) { }
        await library.SealAsync();
        (await library.Record.VerifyCheckpointAsync(checkpoint)).ShouldBeNull();
        (await ScriptAsync(library, checkpoint)).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_line_that_was_altered_or_signed_by_somebody_else_says_nothing_about_the_log()
    {
        await using var library = await OpenAsync();
        await library.LendAsync();
        await library.SealAsync();
        var checkpoint = (await library.Record.CheckpointAsync())!;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var database = NpgsqlDataSource.Create(library.ConnectionString);
        var stranger = await new EventRecord(database, TimeProvider.System, other.ExportECPrivateKeyPem())
            .CheckpointAsync();
        var parts = checkpoint.Split('.');
        var altered = string.Join('.', parts[0], Base64Url.EncodeToString(
            JsonSerializer.SerializeToUtf8Bytes(new { seal = 1, position = "1-1", events = 1, head = "00" })),
            parts[2]);
        foreach (var line in new[] { altered, stranger!, checkpoint[..^4] + "AAAA", "no line at all", "" })
            (await library.Record.VerifyCheckpointAsync(line))!.Problem.ShouldBe(
                "the checkpoint is not signed by this key");
        (await ScriptAsync(library, altered, stranger!)).ShouldBe(
            ["||the checkpoint is not signed by this key", "||the checkpoint is not signed by this key"]);
    }

    [Fact]
    public async Task an_erased_person_who_came_back_with_a_backup_is_found()
    {
        await using var library = await OpenAsync();
        await using var owner = await library.OwnerAsync();
        await owner.RunAsync(
            """
            create schema personal_data;
            create table personal_data.subject_keys (subject uuid primary key, erased_at timestamptz);
            grant usage on schema personal_data to complaints_app;
            grant select on personal_data.subject_keys to complaints_app;
            insert into personal_data.subject_keys values (gen_random_uuid(), now()), (gen_random_uuid(), null)
            """);
        await library.LendAsync();
        await library.SealAsync();
        var checkpoint = (await library.Record.CheckpointAsync())!;
        Payload(checkpoint).GetProperty("erased").GetInt64().ShouldBe(1);
        (await ScriptAsync(library, checkpoint)).ShouldBeEmpty();

        await owner.RunAsync("update personal_data.subject_keys set erased_at = null");

        (await library.Record.VerifyCheckpointAsync(checkpoint))!.Problem.ShouldStartWith("1 people were erased");
        (await ScriptAsync(library, checkpoint)).ShouldHaveSingleItem().ShouldStartWith("||1 people were erased");
    }

    [Fact]
    public async Task lines_are_appended_at_start_while_the_head_moves_and_at_shutdown()
    {
        var lines = Path.Combine(directory, "made");
        string connectionString, file;
        await using (var library = await OpenAsync(lines))
        {
            connectionString = library.ConnectionString;
            file = Path.Combine(lines, new NpgsqlConnectionStringBuilder(connectionString).Database + ".jws");
            await library.LendAsync();
            await LinesAsync(file, 1);
            await library.LendAsync();
            await LinesAsync(file, 2);
        }
        // As if it had been killed before the second.
        await File.WriteAllTextAsync(file, (await File.ReadAllLinesAsync(file))[0] + "\n");
        await using (var library = await OpenAsync(lines, TimeSpan.FromDays(1), connectionString))
        {
            await LinesAsync(file, 2);
            await library.LendAsync();
        }
        await using (await OpenAsync(lines, TimeSpan.FromDays(1), connectionString)) { } // nothing has happened since

        (await File.ReadAllLinesAsync(file)).Select(line => Payload(line).GetProperty("events").GetInt64())
            .ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task a_disk_that_fails_makes_the_service_degraded_and_stops_nothing()
    {
        var blocked = Path.Combine(directory, "a-file");
        await File.WriteAllTextAsync(blocked, "");
        await using var library = await OpenAsync(Path.Combine(blocked, "lines"));
        await library.LendAsync();
        await Eventually.IsSoAsync(
            async () => (await library.HealthAsync()).Status == HealthStatus.Degraded, "nothing said so");
        (await library.HealthAsync()).Entries["record"].Description.ShouldNotBeNull().ShouldContain("no checkpoint");
        await library.LendAsync();
        File.Delete(blocked);
        await Eventually.IsSoAsync(
            async () => (await library.HealthAsync()).Status == HealthStatus.Healthy, "it never recovered");
    }

    [Theory]
    [InlineData("not a key", null)]
    [InlineData("-----BEGIN PRIVATE KEY-----", null)]
    [InlineData("", "somewhere")]
    public async Task a_key_that_cannot_sign_is_refused_at_the_start(string text, string? lines)
    {
        var settings = new Dictionary<string, string?>
        {
            ["RecordIntegrity:CheckpointKey"] = text,
            ["RecordIntegrity:CheckpointDirectory"] = lines,
        };
        (await Should.ThrowAsync<InvalidOperationException>(() => Library.OpenAsync(settings)))
            .Message.ShouldContain("RecordIntegrity:CheckpointKey");
    }

    private static Task LinesAsync(string file, int count) => Eventually.IsSoAsync(
        async () => File.Exists(file) && (await File.ReadAllLinesAsync(file)).Length == count,
        $"line {count} was not written");

    private Task<Library> OpenAsync(string? lines = null, TimeSpan? every = null, string? connectionString = null) =>
        Library.OpenAsync(new()
        {
            ["RecordIntegrity:CheckpointKey"] = Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            ["RecordIntegrity:CheckpointDirectory"] = lines,
            ["RecordIntegrity:CheckpointEvery"] = (every ?? Often).ToString("c", CultureInfo.InvariantCulture),
        }, connectionString);

    private async Task<IReadOnlyList<string>> ScriptAsync(Library library, params string[] lines)
    {
        var (file, publicKey) = (Path.Combine(directory, "lines"), Path.Combine(directory, "public.pem"));
        await File.WriteAllLinesAsync(file, lines);
        await File.WriteAllTextAsync(publicKey, key.ExportSubjectPublicKeyInfoPem());
        return await Verifiers.ScriptAsync(library.ConnectionString, null, "--checkpoints", file, "--key", publicKey);
    }

    private static JsonElement Payload(string line) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(line.Split('.')[1])).RootElement;
}
