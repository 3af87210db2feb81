namespace ComplaintsPlatform.RecordIntegrity.Tests;

/// <summary>
/// What somebody with all rights can do to the record with SQL. $1 is the victim: the last of three streams of five
/// events each, sealed one after the other. <see cref="Toolbox"/> is the attacker's: it recomputes hashes, so that a
/// chain is right again in itself.
/// </summary>
public static class Attacks
{
    public const string Log = "the log does not match";

    private const string Newcomer = "'00000000-0000-0000-0000-000000000001'";

    // Chained events keep their places in the log; those that are not chained yet get the last place, or the given one.
    public const string Toolbox =
        """
        create function pg_temp.rehash(victim uuid, newcomers bigint default null) returns void language plpgsql as
        $$
        declare
          chain    record.event_chain[] := array(select c from record.event_chain c where c.stream_id = victim);
          last     bigint := (select max(transaction_id) from record.event_chain);
          previous bytea := '';
          place    bigint;
          e        mt_events;
        begin
          delete from record.event_chain where stream_id = victim;
          for e in select * from mt_events where stream_id = victim order by version loop
            place := coalesce(
              (select c.transaction_id from unnest(chain) c where c.seq_id = e.seq_id), newcomers, last);
            previous := sha256(previous || convert_to(record.content(e, place), 'UTF8'));
            insert into record.event_chain (stream_id, version, transaction_id, seq_id, hash)
            values (victim, e.version, place, e.seq_id, previous);
          end loop;
        end
        $$;
        create function pg_temp.reseal() returns void language plpgsql as
        $$
        declare
          s record;
        begin
          for s in select * from record.seals order by seal loop
            delete from record.seals where seal = s.seal;
            insert into record.seals
            select s.seal, s.transaction_id, s.seq_id, h.events, h.head, s.sealed_at
            from record.head_at(s.transaction_id, s.seq_id) h;
          end loop;
        end
        $$
        """;

    private const string Rehash = "select pg_temp.rehash($1)";

    // A detour by negative numbers, since both pairs are unique.
    private const string SwapVersions =
        """
        update mt_events set version = case version when 2 then -3 else -2 end
        where stream_id = $1 and version in (2, 3);
        update mt_events set version = -version where stream_id = $1 and version < 0
        """;

    private const string SwapSequenceNumbers =
        """
        update mt_events set seq_id = -seq_id where stream_id = $1 and version in (2, 3);
        update mt_events m set seq_id =
          (select -o.seq_id from mt_events o where o.stream_id = $1 and o.version = 5 - m.version)
        where stream_id = $1 and version in (2, 3)
        """;

    private const string SwapTransactions =
        """
        update record.event_chain m set transaction_id =
          (select o.transaction_id from record.event_chain o where o.stream_id = $1 and o.version = 5 - m.version)
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

    private const string RehashVersion2 =
        """
        update record.event_chain c set hash = sha256(
          (select p.hash from record.event_chain p where p.stream_id = $1 and p.version = 1)
          || convert_to(record.content(e, c.transaction_id), 'UTF8'))
        from mt_events e where c.stream_id = $1 and c.version = 2 and e.stream_id = $1 and e.version = 2
        """;

    /// <summary>By name: the statements, and what is found first, a version of the victim or the whole log.</summary>
    private static readonly Dictionary<string, (string Sql, long? FirstBad)> All = new(StringComparer.Ordinal)
    {
        ["alter data"] = (Alter(3, "data = '{\"loanId\":\"0\"}'"), 3),
        ["alter the time"] = (Alter(2, "timestamp = timestamp - interval '1 day'"), 2),
        ["alter the author"] = (Alter(1, "user_name = 'somebody else'"), 1),
        ["forget the author"] = (Alter(1, "user_name = null"), 1),
        ["alter the type"] = (Alter(5, "type = 'book_returned'"), 5),
        ["alter the CLR type"] = (Alter(5, "mt_dotnet_type = 'Another, Library'"), 5),
        ["alter a header"] = (Alter(2, "headers = '{\"actor\":\"Nobody\"}'"), 2),
        ["alter the binary form"] = (Alter(4, "bdata = '\\x00'"), 4),
        ["alter the id"] = (Alter(2, "id = gen_random_uuid()"), 2),
        ["alter the tenant"] = (Alter(2, "tenant_id = 'another'"), 2),
        ["alter the correlation"] = (Alter(1, "correlation_id = causation_id, causation_id = correlation_id"), 1),
        ["hide as a tombstone"] = (Alter(3, "type = 'tombstone'"), 3),
        ["alter a hash"] =
            ("update record.event_chain set hash = sha256(hash) where stream_id = $1 and version = 5", 5),
        ["delete a hash"] = ("delete from record.event_chain where stream_id = $1 and version = 3", 3),
        ["insert a hash"] = ("insert into record.event_chain values ($1, 6, 9223372036854775807, 1, sha256('')) ", 6),
        ["alter and rehash that event"] = ($"{Alter(2, "type = 'x'")}; {RehashVersion2}", 3),
        ["alter and rehash the stream"] = ($"{Alter(2, "type = 'x'")}; {Rehash}", null),
        ["delete in the middle"] = (Delete(2), 2),
        ["delete in the middle with its hash"] = ($"{Delete(2)}; {DeleteHash(2)}", 3),
        ["delete in the middle and close up"] = ($"{Delete(2)}; {CloseUpAfterVersion2}; {Rehash}", null),
        ["delete the first event with its hash"] = ($"{Delete(1)}; {DeleteHash(1)}", 2),
        ["delete the last event"] = (Delete(5), 5),
        ["delete the last event with its hash"] = ($"{Delete(5)}; {DeleteHash(5)}", 5),
        ["delete the last event without a trace"] =
            ($"{Delete(5)}; {DeleteHash(5)}; update mt_streams set version = 4 where id = $1", null),
        ["delete all events of a stream"] = ("delete from mt_events where stream_id = $1", 1),
        ["delete all events of a stream with their hashes"] =
            ("delete from mt_events where stream_id = $1; delete from record.event_chain where stream_id = $1", 5),
        ["delete a stream without a trace"] =
            ("delete from mt_events where stream_id = $1; delete from record.event_chain where stream_id = $1; "
            + "delete from mt_streams where id = $1", null),
        ["delete a stream's row"] =
            ("alter table mt_events drop constraint fkey_mt_events_stream_id; delete from mt_streams where id = $1", 1),
        ["count a stream too short"] = ("update mt_streams set version = 4 where id = $1", 5),
        ["count a stream too long"] = ("update mt_streams set version = 7 where id = $1", 7),
        ["insert at the end, no hash"] = ($"{Forge("$1", 6)}; update mt_streams set version = 6 where id = $1", 6),
        ["insert at the end, right hash, row forgotten"] = ($"{Forge("$1", 6)}; {Rehash}", 6),
        ["insert in the middle, no hash"] = ($"{MakeRoomForVersion3}; {Forge("$1", 3)}", 3),
        ["insert in the middle, chain recomputed"] = ($"{MakeRoomForVersion3}; {Forge("$1", 3)}; {Rehash}", null),
        ["insert a stream before the others, right hash"] =
            ($"insert into mt_streams (id, version) values ({Newcomer}, 1); {Forge(Newcomer, 1)}; "
            + $"select pg_temp.rehash({Newcomer}, 1)", null),
        ["date a new event back, right hash"] =
            ($"{Forge("$1", 6)}; update mt_events set timestamp = now() - interval '1 year' where version = 6; "
            + "update mt_streams set version = 6 where id = $1; select pg_temp.rehash($1, 1)", null),
        ["insert below version 1"] = (Forge("$1", 0), 0),
        ["swap contents"] =
            ("update mt_events m set (data, type, id) = "
            + "(select o.data, o.type, o.id from mt_events o where o.stream_id = $1 and o.version = 3 - m.version) "
            + "where stream_id = $1 and version < 3", 1),
        ["swap versions"] = (SwapVersions, 2),
        ["swap versions, chain recomputed"] = ($"{SwapVersions}; {Rehash}", null),
        ["swap transactions"] = (SwapTransactions, 2),
        ["swap sequence numbers"] = (SwapSequenceNumbers, 2),
        ["swap places, chain recomputed"] = ($"{SwapSequenceNumbers}; {Rehash}", null),
        ["move a stream to the beginning of the log, chains recomputed"] =
            ("update record.event_chain set transaction_id = transaction_id + 1000000 where stream_id <> $1; "
            + "select pg_temp.rehash(id) from mt_streams", null),
        ["truncate events and hashes"] =
            ("truncate mt_events, record.event_chain; delete from mt_streams where id <> $1", 5),
        ["truncate events, hashes and streams"] = ("truncate mt_events, mt_streams, record.event_chain cascade", null),
        ["alter a seal"] =
            ("update record.seals set head = sha256(head) where seal = (select max(seal) from record.seals)", null),
        ["alter a seal's count"] =
            ("update record.seals set events = events + 1 where seal = (select max(seal) from record.seals)", null),
        ["delete a seal"] = ("delete from record.seals where seal = 2", null),
        ["insert a seal"] =
            ("insert into record.seals (seal, transaction_id, seq_id, events, head) "
            + "select seal + 1, transaction_id + 1, seq_id, events, head from record.seals order by seal desc limit 1",
            null),
    };

    // An event that only follows the others is what the guards make of it: an ordinary append. A stream's count is
    // found, not guarded; and what only the owner of the schema may insert there is found, too.
    private static readonly string[] NotRefused =
    [
        "insert at the end, no hash", "insert a hash", "insert a seal", "count a stream too short",
        "count a stream too long",
    ];

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> Refused => [.. All.Keys.Except(NotRefused)];

    public static string SqlOf(string name) => All[name].Sql;

    /// <summary>The version of the victim that is found first; null when it is the log as a whole.</summary>
    public static long? FirstBadOf(string name) => All[name].FirstBad;

    /// <summary>Switches the guards off, as only the owner can, and on again afterwards.</summary>
    public static async Task RunAsync(Library library, string sql)
    {
        static string Triggers(string what) => string.Join("; ",
            ((string[])["mt_events", "mt_streams", "record.event_chain", "record.seals"])
            .Select(table => $"alter table {table} {what} trigger user"));
        await using var owner = await library.OwnerAsync();
        await owner.RunAsync($"{Toolbox}; {Triggers("disable")}; {sql}; {Triggers("enable")}");
    }

    private static string Alter(int version, string change) =>
        $"update mt_events m set {change} where stream_id = $1 and version = {version}";

    private static string Delete(int version) => $"delete from mt_events where stream_id = $1 and version = {version}";

    private static string DeleteHash(int version) =>
        $"delete from record.event_chain where stream_id = $1 and version = {version}";

    private static string Forge(string stream, int version) =>
        $"""
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
        values (
          nextval('mt_events_sequence'), gen_random_uuid(), {stream}, {version}, '{"{}"}', 'reminder_noted', now())
        """;
}
