using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ComplaintsPlatform.RecordIntegrity.Tests;

/// <summary>Each test on a copy of one library with three loans of five events, sealed one after the other.</summary>
public sealed class ChainTests(ChainTests.Original original) : IClassFixture<ChainTests.Original>, IAsyncLifetime
{
    private Library library = null!;

    private Guid Victim => original.Victim;

    public async ValueTask InitializeAsync() => library = await Library.CopyAsync(original.Database);

    public ValueTask DisposeAsync() => library.DisposeAsync();

    [Fact]
    public async Task an_untouched_record_is_intact()
    {
        var report = await library.Record.VerifyAllAsync();
        (report.IsIntact, report.EventsChecked).ShouldBe((true, 15));
        (await library.ScalarAsync<long>("select events from record.seals order by seal desc limit 1")).ShouldBe(15);
    }

    [Theory]
    [InlineData("update mt_events set type = 'x'")]
    [InlineData("delete from mt_events")]
    [InlineData("truncate mt_events, mt_streams cascade")]
    [InlineData("delete from mt_streams")]
    [InlineData("update mt_streams set created = created - interval '1 year'")]
    [InlineData("update mt_streams set id = gen_random_uuid()")]
    [InlineData("update record.event_chain set hash = sha256(hash)")]
    [InlineData("delete from record.event_chain")]
    [InlineData("truncate record.event_chain")]
    [InlineData("update record.seals set head = sha256(head)")]
    [InlineData("delete from record.seals")]
    [InlineData("truncate record.seals")]
    public async Task even_the_owner_is_refused(string tampering)
    {
        await using var owner = await library.OwnerAsync();
        (await Should.ThrowAsync<PostgresException>(() => owner.RunAsync(tampering))).SqlState.ShouldBe("RI002");
    }

    [Fact]
    public async Task a_stream_can_be_archived_and_its_record_stays_intact()
    {
        await using (var session = library.Store.LightweightSession())
        {
            session.Events.ArchiveStream(Victim);
            await session.SaveChangesAsync();
        }
        (await library.ScalarAsync<long>("select count(*) from mt_events where is_archived")).ShouldBe(5);
        (await library.Record.VerifyAllAsync()).Findings.ShouldBeEmpty();
        (await Verifiers.SqlAsync(library.ConnectionString)).ShouldBeEmpty();
        (await Verifiers.ScriptAsync(library.ConnectionString)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Attacks.Refused), MemberType = typeof(Attacks))]
    public async Task an_attack_is_refused(string attack)
    {
        await using var owner = await library.OwnerAsync();
        await owner.RunAsync(Attacks.Toolbox);
        (await Should.ThrowAsync<PostgresException>(() => owner.RunAsync(Statements(attack))))
            .SqlState.ShouldBeOneOf("RI001", "RI002");
        (await library.Record.VerifyAllAsync()).Findings.ShouldBeEmpty();
    }

    // As only the owner can: found, and the first bad position named, by three programs that share nothing.
    [Theory]
    [MemberData(nameof(Attacks.Names), MemberType = typeof(Attacks))]
    public async Task an_attack_with_the_guards_switched_off_is_found_and_named_by_all_three_verifiers(string attack)
    {
        await Attacks.RunAsync(library, Statements(attack));

        var report = await library.Record.VerifyAllAsync();
        report.IsIntact.ShouldBeFalse();
        var (first, firstBad) = (report.Findings[0], Attacks.FirstBadOf(attack));
        (first.StreamId, first.Version).ShouldBe(firstBad is null ? (null, null) : (Victim, firstBad));
        if (firstBad is null) first.Problem.ShouldStartWith(Attacks.Log);
        else (await library.Record.VerifyStreamAsync(Victim)).Findings[0].ShouldBe(first);

        string[] findings =
            [.. report.Findings.Select(finding => $"{finding.StreamId}|{finding.Version}|{finding.Problem}")];
        (await Verifiers.SqlAsync(library.ConnectionString)).ShouldBe(findings);
        (await Verifiers.ScriptAsync(library.ConnectionString)).ShouldBe(findings);
    }

    [Fact]
    public async Task an_attacker_who_passes_as_a_replica_fires_no_trigger_and_is_found()
    {
        await using var owner = await library.OwnerAsync();
        await owner.RunAsync(
            "set session_replication_role = replica; update mt_events set data = '{}' where version = 2");
        (await library.Record.VerifyAllAsync()).Findings.Select(finding => finding.Version).ShouldBe([2L, 2L, 2L]);
        (await Verifiers.SqlAsync(library.ConnectionString)).Count.ShouldBe(3);
        (await Verifiers.ScriptAsync(library.ConnectionString)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task what_an_auditor_is_handed_verifies_without_our_code_and_in_any_session()
    {
        await using var owner = await library.OwnerAsync();
        await owner.RunAsync(
            "set time zone 'Asia/Kathmandu'; set datestyle = 'German'; set extra_float_digits = -5; "
            + "set intervalstyle = 'sql_standard'");
        (await owner.ScalarAsync<long>("select count(*) from record.verify_all()")).ShouldBe(0);

        byte[] previous = [];
        await foreach (var line in library.Record.ReadRawStreamAsync(Victim))
        {
            const string Head = "{\"event\":", Middle = ",\"hash\":\"";
            var at = line.LastIndexOf(Middle, StringComparison.Ordinal);
            var content = line[Head.Length..at];
            previous = SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(content)]);
            line[(at + Middle.Length)..^2].ShouldBe(Convert.ToHexStringLower(previous));
        }
        Convert.ToHexStringLower(previous).ShouldBe((await library.Record.VerifyStreamAsync(Victim)).Head);
    }

    private string Statements(string attack) =>
        Attacks.SqlOf(attack).Replace("$1", $"'{Victim}'", StringComparison.Ordinal);

    public sealed class Original : IAsyncLifetime
    {
        public string Database { get; private set; } = "";

        public Guid Victim { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await using var library = await Library.OpenAsync();
            foreach (var title in new[] { "Emma", "Persuasion", "Middlemarch" })
            {
                await library.ExtendAsync(Victim = await library.LendAsync(title), times: 4);
                await library.SealAsync();
            }
            Database = new NpgsqlConnectionStringBuilder(library.ConnectionString).Database!;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
