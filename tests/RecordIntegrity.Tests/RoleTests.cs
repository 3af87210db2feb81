using Npgsql;

namespace ComplaintsPlatform.RecordIntegrity.Tests;

/// <summary>What a service may do under <c>complaints_app</c>: append, seal, verify; not write the record.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private Library library = null!;

    public async ValueTask InitializeAsync()
    {
        library = await Library.OpenAsync();
        await library.ExtendAsync(await library.LendAsync());
        await library.SealAsync();
    }

    public ValueTask DisposeAsync() => library.DisposeAsync();

    [Theory]
    [InlineData("insert into record.event_chain values (gen_random_uuid(), 1, 1, 1, '')")]
    [InlineData("update record.event_chain set hash = ''")]
    [InlineData("delete from record.event_chain")]
    [InlineData("truncate record.event_chain")]
    [InlineData("insert into record.seals values (9, 9, 9, 9, '')")]
    [InlineData("update record.seals set head = ''")]
    [InlineData("delete from record.seals")]
    [InlineData("truncate record.seals")]
    [InlineData("alter table mt_events disable trigger user")]
    [InlineData("set session_replication_role = replica")]
    [InlineData("drop trigger record_chain on mt_events")]
    [InlineData("create or replace function record.refuse() returns trigger language sql as 'select null'")]
    [InlineData("create table record.another (id integer)")]
    public async Task it_cannot_write_the_record_or_lift_the_guards(string tampering)
    {
        await using var service = await library.ServiceAsync();
        (await Should.ThrowAsync<PostgresException>(() => service.RunAsync(tampering)))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await library.Record.VerifyAllAsync()).Findings.ShouldBeEmpty();
    }

    // The trigger's function writes with its owner's rights: on another table it would write what that table says.
    [Fact]
    public async Task the_chains_trigger_works_on_no_other_table()
    {
        await using var service = await library.ServiceAsync();
        await service.RunAsync(
            """
            create temp table mine (like mt_events);
            create trigger chain after insert on mine for each row execute function record.chain_event()
            """);
        const string forge =
            """
            insert into mine (seq_id, id, stream_id, version, data, type, timestamp)
            values (99, gen_random_uuid(), gen_random_uuid(), 1, '{}', 'x', now())
            """;
        (await Should.ThrowAsync<PostgresException>(() => service.RunAsync(forge))).SqlState.ShouldBe("RI002");
    }

    [Fact]
    public async Task it_seals_and_verifies_with_what_it_has()
    {
        await using var service = await library.ServiceAsync();
        (await service.ScalarAsync<string>("select current_user::text")).ShouldBe("complaints_app");
        await library.LendAsync();
        await Eventually.IsSoAsync(
            () => library.ScalarAsync<bool>("select max(events) = 3 from record.seals"), "the service sealed nothing");
        (await service.ScalarAsync<long>("select count(*) from record.verify_all()")).ShouldBe(0);
    }
}
