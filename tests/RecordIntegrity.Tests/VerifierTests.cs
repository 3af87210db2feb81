namespace ComplaintsPlatform.RecordIntegrity.Tests;

/// <summary>
/// The verifiers spell what is hashed themselves. So it has to be the same text to the byte, whatever an event holds
/// and wherever they run. That they agree on every attack is in <see cref="ChainTests"/>.
/// </summary>
public sealed class VerifierTests : IAsyncLifetime
{
    // A session in which every setting that touches text is another than the writers'.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["PGTZ"] = "Asia/Kathmandu",
        ["TZ"] = "America/St_Johns",
        ["PGDATESTYLE"] = "German, DMY",
        ["PGCLIENTENCODING"] = "LATIN1",
        ["PGOPTIONS"] = "-c extra_float_digits=-5 -c intervalstyle=sql_standard -c bytea_output=escape "
            + "-c standard_conforming_strings=off -c lc_numeric=POSIX -c lc_time=POSIX -c lc_monetary=POSIX "
            + "-c search_path=record",
        ["LC_ALL"] = "tr_TR.UTF-8",
        ["LANG"] = "tr_TR.UTF-8",
    };

    // Everything that JSON has to escape and some that it must not, a surrogate pair, a Turkish i, all columns empty
    // and all full, times with and without a fraction.
    private static readonly string[] Contents =
    [
        """'plain', now(), null, null, null, null, null, null, null, '{}'""",
        """
        'quote"back\slash/', date_trunc('second', now()), E'tab\tline\nreturn\rfeed\fback\b', E'\x01\x1f\x7f',
          'é ü İı ß',
        'x', 'Type, Assembly', '\x00ff', '{"actor": "\"\\\u0007"}',
        '{"a": "é\u2028\ud83d\ude00\\n", "n": 12.500, "e": 1e30, "nested": [{"b": null}, true, []]}'
        """,
        """'', date_trunc('second', now()) + interval '120 milliseconds', '', '', '', '', '', '', '[]', '"a text"'""",
        """
        'x', date_trunc('second', now()) + interval '100000 microseconds', 'null', '</script>', '😀 漢字', '*DEFAULT*',
          '', null, 'null', 'null'
        """,
        """
        'x', date_trunc('second', now()) + interval '1 microsecond', 'a', 'b', 'c', 'd', 'e', null, '12.50', '-0.10'
        """,
    ];

    private Library library = null!;

    public async ValueTask InitializeAsync()
    {
        library = await Library.OpenAsync();
        var stream = Guid.CreateVersion7();
        await using var owner = await library.OwnerAsync();
        await owner.RunAsync(
            $"insert into mt_streams (id, type, version) values ('{stream}', 'odd', {Contents.Length})");
        for (var i = 0; i < Contents.Length; i++)
            await owner.RunAsync(
                $"""
                insert into mt_events (seq_id, id, stream_id, version, type, timestamp, user_name, correlation_id,
                  causation_id, tenant_id, mt_dotnet_type, bdata, headers, data)
                values (nextval('mt_events_sequence'), gen_random_uuid(), '{stream}', {i + 1}, {Contents[i]})
                """);
        await library.SealAsync();
    }

    public ValueTask DisposeAsync() => library.DisposeAsync();

    [Fact]
    public async Task they_print_nothing_about_an_intact_record_whatever_its_events_hold()
    {
        (await library.Record.VerifyAllAsync()).Findings.ShouldBeEmpty();
        (await Verifiers.SqlAsync(library.ConnectionString)).ShouldBeEmpty();
        (await Verifiers.ScriptAsync(library.ConnectionString)).ShouldBeEmpty();
    }

    [Fact]
    public async Task neither_time_zone_nor_locale_nor_any_other_setting_changes_what_they_find()
    {
        (await Verifiers.SqlAsync(library.ConnectionString, Elsewhere)).ShouldBeEmpty();
        (await Verifiers.ScriptAsync(library.ConnectionString, Elsewhere)).ShouldBeEmpty();

        await Attacks.RunAsync(library, "update mt_events set data = '\"another text\"' where version = 3");

        var finding = (await library.Record.VerifyAllAsync()).Findings.ShouldHaveSingleItem();
        finding.Version.ShouldBe(3);
        string[] printed = [$"{finding.StreamId}|3|{finding.Problem}"];
        (await Verifiers.SqlAsync(library.ConnectionString, Elsewhere)).ShouldBe(printed);
        (await Verifiers.ScriptAsync(library.ConnectionString, Elsewhere)).ShouldBe(printed);
    }

    [Fact]
    public async Task a_function_put_in_the_place_of_one_of_postgresqls_own_deceives_nobody()
    {
        await Attacks.RunAsync(library,
            """
            update mt_events set type = 'x' where version = 2;
            create function public.sha256(bytea) returns bytea language sql as 'select pg_catalog.sha256($1)';
            create function public.lag(bytea) returns bytea language sql as 'select $1';
            create function public.to_json(varchar) returns json language sql as $$ select '"plain"'::json $$;
            create function public.to_char(timestamp, text) returns text language sql as $$ select '' $$
            """);
        (await Verifiers.SqlAsync(library.ConnectionString)).ShouldHaveSingleItem().ShouldContain("|2|");
        (await Verifiers.ScriptAsync(library.ConnectionString)).ShouldHaveSingleItem().ShouldContain("|2|");
    }
}
