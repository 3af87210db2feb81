using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ComplaintsPlatform.Platform.Tests;

public sealed class ChainTests : IAsyncLifetime
{
    private StoreHost host = null!;
    private Guid victim;

    public async ValueTask InitializeAsync()
    {
        host = await StoreHost.StartAsync();
        foreach (var title in new[] { "Emma", "Persuasion", "Middlemarch" }) await host.ExtendAsync(victim = await host.LendAsync(title), times: 4);
        while (await host.ScalarAsync<int>("select es_seal(1000)") > 0) { }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task an_untouched_record_is_intact()
    {
        var report = await host.Log.VerifyAllAsync();
        (report.IsIntact, report.EventsChecked).ShouldBe((true, 15));
        (await host.ScalarAsync<long>("select events from es_log_head order by seal desc limit 1")).ShouldBe(15);
    }

    [Theory]
    [InlineData("update mt_events set type = 'x'")]
    [InlineData("delete from mt_events")]
    [InlineData("truncate mt_events, mt_streams cascade")]
    [InlineData("delete from mt_streams")]
    [InlineData("update mt_streams set version = 1")]
    public async Task even_the_owner_is_refused(string tampering)
    {
        await using var owner = await host.OwnerAsync();
        (await Should.ThrowAsync<PostgresException>(() => owner.RunAsync(tampering))).SqlState.ShouldBe("ES005");
    }

    [Fact]
    public async Task a_record_cannot_be_dated_back()
    {
        await using var owner = await host.OwnerAsync();
        var insert = $"insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp) values (nextval('mt_events_sequence'), gen_random_uuid(), '{victim}', 6, '{{}}', 'loan_extended', now() - interval '1 day')";
        (await Should.ThrowAsync<PostgresException>(() => owner.RunAsync(insert))).SqlState.ShouldBe("ES004");
    }

    // With the guards switched off, as only the owner can: found, and the first bad position named.
    [Theory]
    [InlineData("update mt_events set data = '{\"loanId\":\"0\"}' where stream_id = $1 and version = 3", 3)]
    [InlineData("update mt_events set timestamp = timestamp - interval '1 day' where stream_id = $1 and version = 2", 2)]
    [InlineData("update mt_events set user_name = 'somebody else' where stream_id = $1 and version = 1", 1)]
    [InlineData("update mt_events set is_archived = true where stream_id = $1 and version = 4", 4)]
    [InlineData("delete from mt_events where stream_id = $1 and version = 2", 3)]
    [InlineData("delete from mt_events where stream_id = $1 and version = 5", 5)]
    [InlineData("update mt_events set version = case version when 2 then -3 else -2 end where stream_id = $1 and version in (2, 3); update mt_events set version = -version where stream_id = $1 and version < 0", 2)]
    public async Task tampering_is_found_and_named(string tampering, long firstBad)
    {
        await TamperAsync(tampering);
        var report = await host.Log.VerifyStreamAsync(victim);
        report.IsIntact.ShouldBeFalse();
        report.Findings[0].Version.ShouldBe(firstBad);
        (await host.Log.VerifyAllAsync()).IsIntact.ShouldBeFalse();
    }

    [Theory]
    [InlineData("delete from mt_events where stream_id = $1; delete from mt_streams where id = $1")]
    [InlineData("delete from mt_events where stream_id = $1 and version = 5; update mt_streams set version = 4 where id = $1")]
    public async Task a_whole_stream_or_its_last_event_deleted_with_all_traces_is_found_by_the_log(string tampering)
    {
        await TamperAsync(tampering);
        var report = await host.Log.VerifyAllAsync();
        report.IsIntact.ShouldBeFalse();
        report.Findings[0].Problem.ShouldContain("log");
    }

    [Fact]
    public async Task what_an_auditor_is_handed_verifies_without_our_code_and_in_any_session()
    {
        await using var owner = await host.OwnerAsync();
        await owner.RunAsync("set time zone 'Asia/Kathmandu'; set datestyle = 'German'; set extra_float_digits = -5; set intervalstyle = 'sql_standard'");
        (await owner.ScalarAsync<long>("select count(*) from es_verify_all()")).ShouldBe(0);

        byte[] previous = [];
        await foreach (var line in host.Log.ReadRawStreamAsync(victim))
        {
            const string Head = "{\"event\":", Middle = ",\"hash\":\"";
            var at = line.LastIndexOf(Middle, StringComparison.Ordinal);
            var content = line[Head.Length..at];
            previous = SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(content)]);
            line[(at + Middle.Length)..^2].ShouldBe(Convert.ToHexStringLower(previous));
        }
        Convert.ToHexStringLower(previous).ShouldBe((await host.Log.VerifyStreamAsync(victim)).Head);
    }

    private async Task TamperAsync(string sql)
    {
        await using var owner = await host.OwnerAsync();
        await owner.RunAsync("alter table mt_events disable trigger user; alter table mt_streams disable trigger user");
        await using (var batch = new NpgsqlBatch(owner))
        {
            foreach (var statement in sql.Split("; "))
                batch.BatchCommands.Add(new(statement) { Parameters = { new() { Value = victim } } });
            await batch.ExecuteNonQueryAsync();
        }
        await owner.RunAsync("alter table mt_events enable trigger user; alter table mt_streams enable trigger user");
    }
}
