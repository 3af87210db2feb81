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
        foreach (var title in new[] { "Emma", "Persuasion", "Middlemarch" })
        {
            await host.ExtendAsync(victim = await host.LendAsync(title), times: 4);
            await host.SealAsync();
        }
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
    [InlineData("update mt_streams set created = created - interval '1 year'")]
    [InlineData("update mt_streams set id = gen_random_uuid()")]
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

    [Fact]
    public async Task whoever_inserts_chooses_neither_hash_nor_place()
    {
        await using var owner = await host.OwnerAsync();
        var forge = $"insert into mt_events (seq_id, id, stream_id, version, data, type, transaction_id, hash) values (nextval('mt_events_sequence'), gen_random_uuid(), '{victim}', 6, '{{}}', 'reminder_noted', 1, 'forged')";
        await owner.RunAsync($"{forge}; update mt_streams set version = 6 where id = '{victim}'");
        (await host.Log.VerifyAllAsync()).Findings.ShouldBeEmpty();
        (await host.ScalarAsync<bool>("select transaction_id > all (select transaction_id from mt_events where version < 6) from mt_events where version = 6")).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Attacks.Refused), MemberType = typeof(Attacks))]
    public async Task an_attack_is_refused(string attack)
    {
        await using var owner = await host.OwnerAsync();
        await owner.RunAsync(Attacks.Toolbox);
        (await Should.ThrowAsync<PostgresException>(() => owner.RunAsync(Statements(attack)))).SqlState.ShouldBeOneOf("ES002", "ES005");
        (await host.Log.VerifyAllAsync()).Findings.ShouldBeEmpty();
    }

    // As only the owner can: found, and the first bad position named, by three programs that share nothing.
    [Theory]
    [MemberData(nameof(Attacks.Names), MemberType = typeof(Attacks))]
    public async Task an_attack_with_the_guards_switched_off_is_found_and_named_by_all_three_verifiers(string attack)
    {
        await Attacks.RunAsync(host, Statements(attack));

        var report = await host.Log.VerifyAllAsync();
        report.IsIntact.ShouldBeFalse();
        var (first, firstBad) = (report.Findings[0], Attacks.FirstBadOf(attack));
        (first.StreamId, first.Version).ShouldBe(firstBad is null ? (null, null) : (victim, firstBad));
        if (firstBad is null) first.Problem.ShouldStartWith(Attacks.Log);
        else (await host.Log.VerifyStreamAsync(victim)).Findings[0].ShouldBe(first);

        string[] findings = [.. report.Findings.Select(finding => $"{finding.StreamId}|{finding.Version}|{finding.Problem}")];
        (await Verifiers.SqlAsync(host.ConnectionString)).ShouldBe(findings);
        (await Verifiers.ScriptAsync(host.ConnectionString)).ShouldBe(findings);
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

    private string Statements(string attack) => Attacks.SqlOf(attack).Replace("$1", $"'{victim}'", StringComparison.Ordinal);
}
