namespace ComplaintsPlatform.Platform.Tests;

/// <summary>
/// What somebody with all rights can do to the record with SQL. $1 is the victim: the last of three streams of five events each. <see cref="Toolbox"/> is
/// the attacker's: it recomputes hashes, so that a chain is right again in itself.
/// </summary>
public static class Attacks
{
    public const string Log = "the log does not match";

    public const string Toolbox =
        """
        create function pg_temp.rehash(victim uuid) returns void language plpgsql as
        $$
        declare
          e        record;
          previous bytea := '';
        begin
          for e in select seq_id from mt_events where stream_id = victim order by version loop
            update mt_events m set hash = sha256(previous || convert_to(es_canonical(m), 'UTF8')) where m.seq_id = e.seq_id returning hash into previous;
          end loop;
        end
        $$;
        create function pg_temp.reseal() returns void language plpgsql as
        $$
        declare
          s record;
        begin
          for s in select * from es_log_head order by seal loop
            delete from es_log_head where seal = s.seal;
            insert into es_log_head overriding system value
            select s.seal, s.transaction_id, s.seq_id, h.events, h.head, s.sealed_at from es_log_head_at(s.transaction_id, s.seq_id) h;
          end loop;
        end
        $$
        """;

    private const string Later = "update mt_events set version = -version - 1 where stream_id = $1 and version >= 3; update mt_events set version = -version where version < 0; update mt_streams set version = 6 where id = $1";
    private const string SwapPlaces = "update mt_events set seq_id = -seq_id where stream_id = $1 and version in (2, 3); update mt_events m set (transaction_id, seq_id) = (select o.transaction_id, -o.seq_id from mt_events o where o.stream_id = $1 and o.version = 5 - m.version) where stream_id = $1 and version in (2, 3)";

    /// <summary>By name: the statements, and what is found first: a version of the victim, or the log as a whole.</summary>
    private static readonly Dictionary<string, (string Sql, long? FirstBad)> All = new(StringComparer.Ordinal)
    {
        ["alter data"] = ("update mt_events set data = '{\"loanId\":\"0\"}' where stream_id = $1 and version = 3", 3),
        ["alter the time"] = ("update mt_events set timestamp = timestamp - interval '1 day' where stream_id = $1 and version = 2", 2),
        ["alter the author"] = ("update mt_events set user_name = 'somebody else' where stream_id = $1 and version = 1", 1),
        ["alter the type"] = ("update mt_events set type = 'book_returned' where stream_id = $1 and version = 5", 5),
        ["alter a header"] = ("update mt_events set headers = '{\"actor\":\"Nobody\"}' where stream_id = $1 and version = 2", 2),
        ["alter the binary form"] = ("update mt_events set bdata = '\\x00' where stream_id = $1 and version = 4", 4),
        ["archive"] = ("update mt_events set is_archived = true where stream_id = $1 and version = 4", 4),
        ["alter a hash"] = ("update mt_events set hash = sha256(hash) where stream_id = $1 and version = 5", 5),
        ["alter and rehash that event"] = ("update mt_events set type = 'x' where stream_id = $1 and version = 2; update mt_events m set hash = sha256((select p.hash from mt_events p where p.stream_id = $1 and p.version = 1) || convert_to(es_canonical(m), 'UTF8')) where stream_id = $1 and version = 2", 3),
        ["alter and rehash the stream"] = ("update mt_events set type = 'x' where stream_id = $1 and version = 2; select pg_temp.rehash($1)", null),
        ["delete in the middle"] = ("delete from mt_events where stream_id = $1 and version = 2", 3),
        ["delete the first event"] = ("delete from mt_events where stream_id = $1 and version = 1", 2),
        ["delete the last event"] = ("delete from mt_events where stream_id = $1 and version = 5", 5),
        ["delete the last event without a trace"] = ("delete from mt_events where stream_id = $1 and version = 5; update mt_streams set version = 4 where id = $1", null),
        ["delete in the middle and close up"] = ("delete from mt_events where stream_id = $1 and version = 2; update mt_events set version = version - 1 where stream_id = $1 and version = 3; update mt_events set version = version - 1 where stream_id = $1 and version = 4; update mt_events set version = version - 1 where stream_id = $1 and version = 5; update mt_streams set version = 4 where id = $1; select pg_temp.rehash($1)", null),
        ["delete all events of a stream"] = ("delete from mt_events where stream_id = $1", 5),
        ["delete a stream without a trace"] = ("delete from mt_events where stream_id = $1; delete from mt_streams where id = $1", null),
        ["delete a stream's row"] = ("alter table mt_events drop constraint fkey_mt_events_stream_id; delete from mt_streams where id = $1", 1),
        ["insert at the end, no hash"] = ($"{Forge("$1", 6)}; update mt_streams set version = 6 where id = $1", 6),
        ["insert at the end, right hash, row forgotten"] = ($"{Forge("$1", 6)}; select pg_temp.rehash($1)", 6),
        ["insert in the middle, no hash"] = ($"{Later}; {Forge("$1", 3)}", 3),
        ["insert in the middle, chain recomputed"] = ($"{Later}; {Forge("$1", 3, "(select transaction_id from mt_events where stream_id = $1 and version = 2)")}; select pg_temp.rehash($1)", null),
        ["insert a stream before the others, right hash"] = ("insert into mt_streams (id, version) values ('00000000-0000-0000-0000-000000000001', 1); " + Forge("'00000000-0000-0000-0000-000000000001'", 1, "-1") + "; select pg_temp.rehash('00000000-0000-0000-0000-000000000001')", null),
        ["insert below version 1"] = (Forge("$1", 0), 0),
        ["swap contents"] = ("update mt_events m set (data, type, id) = (select o.data, o.type, o.id from mt_events o where o.stream_id = $1 and o.version = 3 - m.version) where stream_id = $1 and version in (1, 2)", 1),
        ["swap versions"] = ("update mt_events set version = case version when 2 then -3 else -2 end where stream_id = $1 and version in (2, 3); update mt_events set version = -version where stream_id = $1 and version < 0", 2),
        ["swap transactions"] = ("update mt_events m set transaction_id = (select o.transaction_id from mt_events o where o.stream_id = $1 and o.version = 5 - m.version) where stream_id = $1 and version in (2, 3)", 2),
        ["swap sequence numbers"] = ("update mt_events set seq_id = -seq_id where stream_id = $1 and version in (2, 3); update mt_events m set seq_id = (select -o.seq_id from mt_events o where o.stream_id = $1 and o.version = 5 - m.version) where stream_id = $1 and version in (2, 3)", 2),
        ["swap places, chain recomputed"] = ($"{SwapPlaces}; select pg_temp.rehash($1)", 3),
        ["swap versions, chain recomputed"] = ("update mt_events set version = case version when 2 then -3 else -2 end where stream_id = $1 and version in (2, 3); update mt_events set version = -version where stream_id = $1 and version < 0; select pg_temp.rehash($1)", 3),
        ["move a stream to the end of the log, chain recomputed"] = ("update mt_events set transaction_id = transaction_id + 1000000, seq_id = seq_id + 1000000 where stream_id <> $1; select pg_temp.rehash(id) from mt_streams", null),
        ["truncate events"] = ("truncate mt_events; delete from mt_streams where id <> $1", 5),
        ["truncate events and streams"] = ("truncate mt_events, mt_streams", null),
        ["alter a seal"] = ("update es_log_head set head = sha256(head) where seal = (select max(seal) from es_log_head)", null),
        ["alter a seal's count"] = ("update es_log_head set events = events + 1 where seal = (select max(seal) from es_log_head)", null),
        ["insert a seal"] = ("insert into es_log_head (transaction_id, seq_id, events, head) select transaction_id + 1, seq_id, events, head from es_log_head order by seal desc limit 1", null),
    };

    // An event that only follows the others is what the guards make of it: an ordinary append.
    private static readonly string[] NotRefused = ["insert at the end, no hash", "insert a seal"];

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> Refused => [.. All.Keys.Except(NotRefused)];

    public static string SqlOf(string name) => All[name].Sql;

    /// <summary>The version of the victim that is found first; null when it is the log as a whole.</summary>
    public static long? FirstBadOf(string name) => All[name].FirstBad;

    /// <summary>Switches the guards off, as only the owner can, and on again afterwards.</summary>
    public static async Task RunAsync(StoreHost host, string sql)
    {
        static string Triggers(string what) => string.Join("; ", ((string[])["mt_events", "mt_streams", "es_log_head"]).Select(table => $"alter table {table} {what} trigger user"));
        await using var owner = await host.OwnerAsync();
        await owner.RunAsync($"{Toolbox}; {Triggers("disable")}; {sql}; {Triggers("enable")}");
    }

    private static string Forge(string stream, int version, string transaction = "(select max(transaction_id) from mt_events)") =>
        $"insert into mt_events (seq_id, id, stream_id, version, data, type, transaction_id) values (nextval('mt_events_sequence'), gen_random_uuid(), {stream}, {version}, '{{}}', 'reminder_noted', {transaction})";
}
