namespace ComplaintsPlatform.Platform.Tests;

/// <summary>
/// What somebody with all rights can do to the record with SQL. $1 is the victim: the last of three streams of five events each. <see cref="Toolbox"/> is
/// the attacker's: it recomputes hashes, so that a chain is right again in itself.
/// </summary>
public static class Attacks
{
    public const string Log = "the log does not match";

    private const string Newcomer = "'00000000-0000-0000-0000-000000000001'";

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

    private const string Rehash = "select pg_temp.rehash($1)";

    // A detour by negative numbers, since both pairs are unique.
    private const string SwapVersions =
        """
        update mt_events set version = case version when 2 then -3 else -2 end where stream_id = $1 and version in (2, 3);
        update mt_events set version = -version where stream_id = $1 and version < 0
        """;

    private const string SwapSequenceNumbers =
        """
        update mt_events set seq_id = -seq_id where stream_id = $1 and version in (2, 3);
        update mt_events m set seq_id = (select -o.seq_id from mt_events o where o.stream_id = $1 and o.version = 5 - m.version) where stream_id = $1 and version in (2, 3)
        """;

    private const string SwapTransactions =
        """
        update mt_events m set transaction_id = (select o.transaction_id from mt_events o where o.stream_id = $1 and o.version = 5 - m.version)
        where stream_id = $1 and version in (2, 3)
        """;

    private const string MakeRoomForVersion3 =
        """
        update mt_events set version = -version - 1 where stream_id = $1 and version >= 3;
        update mt_events set version = -version where version < 0;
        update mt_streams set version = 6 where id = $1
        """;

    private const string CloseUpAfterVersion2 =
        """
        update mt_events set version = 1 - version where stream_id = $1 and version > 2;
        update mt_events set version = -version where version < 0;
        update mt_streams set version = 4 where id = $1
        """;

    /// <summary>By name: the statements, and what is found first: a version of the victim, or the log as a whole.</summary>
    private static readonly Dictionary<string, (string Sql, long? FirstBad)> All = new(StringComparer.Ordinal)
    {
        ["alter data"] = (Alter(3, "data = '{\"loanId\":\"0\"}'"), 3),
        ["alter the time"] = (Alter(2, "timestamp = timestamp - interval '1 day'"), 2),
        ["alter the author"] = (Alter(1, "user_name = 'somebody else'"), 1),
        ["alter the type"] = (Alter(5, "type = 'book_returned'"), 5),
        ["alter a header"] = (Alter(2, "headers = '{\"actor\":\"Nobody\"}'"), 2),
        ["alter the binary form"] = (Alter(4, "bdata = '\\x00'"), 4),
        ["archive"] = (Alter(4, "is_archived = true"), 4),
        ["alter a hash"] = (Alter(5, "hash = sha256(hash)"), 5),
        ["alter and rehash that event"] = ($"{Alter(2, "type = 'x'")}; {Alter(2, "hash = sha256((select p.hash from mt_events p where p.stream_id = $1 and p.version = 1) || convert_to(es_canonical(m), 'UTF8'))")}", 3),
        ["alter and rehash the stream"] = ($"{Alter(2, "type = 'x'")}; {Rehash}", null),
        ["delete in the middle"] = (Delete(2), 3),
        ["delete in the middle and close up"] = ($"{Delete(2)}; {CloseUpAfterVersion2}; {Rehash}", null),
        ["delete the first event"] = (Delete(1), 2),
        ["delete the last event"] = (Delete(5), 5),
        ["delete the last event without a trace"] = ($"{Delete(5)}; update mt_streams set version = 4 where id = $1", null),
        ["delete all events of a stream"] = ("delete from mt_events where stream_id = $1", 5),
        ["delete a stream without a trace"] = ("delete from mt_events where stream_id = $1; delete from mt_streams where id = $1", null),
        ["delete a stream's row"] = ("alter table mt_events drop constraint fkey_mt_events_stream_id; delete from mt_streams where id = $1", 1),
        ["count a stream too short"] = ("update mt_streams set version = 4 where id = $1", 5),
        ["count a stream too long"] = ("update mt_streams set version = 7 where id = $1", 7),
        ["insert at the end, no hash"] = ($"{Forge("$1", 6)}; update mt_streams set version = 6 where id = $1", 6),
        ["insert at the end, right hash, row forgotten"] = ($"{Forge("$1", 6)}; {Rehash}", 6),
        ["insert in the middle, no hash"] = ($"{MakeRoomForVersion3}; {Forge("$1", 3)}", 3),
        ["insert in the middle, chain recomputed"] = ($"{MakeRoomForVersion3}; {Forge("$1", 3, "(select transaction_id from mt_events where stream_id = $1 and version = 2)")}; {Rehash}", null),
        ["insert a stream before the others, right hash"] = ($"insert into mt_streams (id, version) values ({Newcomer}, 1); {Forge(Newcomer, 1, "-1")}; select pg_temp.rehash({Newcomer})", null),
        ["insert below version 1"] = (Forge("$1", 0), 0),
        ["swap contents"] = ("update mt_events m set (data, type, id) = (select o.data, o.type, o.id from mt_events o where o.stream_id = $1 and o.version = 3 - m.version) where stream_id = $1 and version < 3", 1),
        ["swap versions"] = (SwapVersions, 2),
        ["swap versions, chain recomputed"] = ($"{SwapVersions}; {Rehash}", 3),
        ["swap transactions"] = (SwapTransactions, 2),
        ["swap sequence numbers"] = (SwapSequenceNumbers, 2),
        ["swap places, chain recomputed"] = ($"{SwapTransactions}; {SwapSequenceNumbers}; {Rehash}", 3),
        ["move a stream to the beginning of the log, chains recomputed"] = ("update mt_events set transaction_id = transaction_id + 1000000 where stream_id <> $1; select pg_temp.rehash(id) from mt_streams", null),
        ["truncate events"] = ("truncate mt_events; delete from mt_streams where id <> $1", 5),
        ["truncate events and streams"] = ("truncate mt_events, mt_streams", null),
        ["alter a seal"] = ("update es_log_head set head = sha256(head) where seal = (select max(seal) from es_log_head)", null),
        ["alter a seal's count"] = ("update es_log_head set events = events + 1 where seal = (select max(seal) from es_log_head)", null),
        ["insert a seal"] = ("insert into es_log_head (transaction_id, seq_id, events, head) select transaction_id + 1, seq_id, events, head from es_log_head order by seal desc limit 1", null),
    };

    // An event that only follows the others is what the guards make of it: an ordinary append. A stream's count is found, not guarded.
    private static readonly string[] NotRefused = ["insert at the end, no hash", "insert a seal", "count a stream too short", "count a stream too long"];

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

    private static string Alter(int version, string change) => $"update mt_events m set {change} where stream_id = $1 and version = {version}";

    private static string Delete(int version) => $"delete from mt_events where stream_id = $1 and version = {version}";

    private static string Forge(string stream, int version, string transaction = "(select max(transaction_id) from mt_events)") =>
        $"""
        insert into mt_events (seq_id, id, stream_id, version, data, type, transaction_id)
        values (nextval('mt_events_sequence'), gen_random_uuid(), {stream}, {version}, '{"{}"}', 'reminder_noted', {transaction})
        """;
}
