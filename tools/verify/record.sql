-- Verifies one service's record with nothing but psql and PostgreSQL's own functions; none of the platform's is called:
--
--   psql -X -f tools/verify/record.sql "$CASES"
--
-- Prints stream|version|problem for each finding (at most 100), the first bad event of the first bad stream first, the
-- log as a whole last. Prints nothing when all is well. Reads one snapshot and holds nobody up. Any role that may read
-- the tables will do.
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset fieldsep '|'
begin isolation level repeatable read read only;
-- No function that somebody put into the database may stand for one of PostgreSQL's.
set local search_path = pg_catalog, pg_temp;
-- Every event is read by the indexes of its stream and of the log: no sort of the whole table.
set local enable_seqscan = off;

-- Streams.
with
-- What is hashed: these fields in this order, spelled as JSON with " : " after names and ", " between fields; times in
-- UTC without trailing zeros.
content as (
  select e.stream_id, e.version, e.type, e.seq_id, c.seq_id as chained_seq_id, c.hash,
    s.id as stream, s.version as counted, convert_to(
    '{"streamId" : ' || coalesce('"' || e.stream_id || '"', 'null') || ', "version" : ' || e.version
      || ', "sequence" : ' || e.seq_id || ', "transaction" : ' || c.transaction_id
      || ', "id" : "' || e.id || '", "type" : ' || to_json(e.type)
      || ', "utc" : "' || case when isfinite(e.timestamp)
        then to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
          || rtrim(rtrim(to_char(e.timestamp at time zone 'UTC', '.US'), '0'), '.')
        else e.timestamp::text end
      || '", "user" : ' || coalesce(to_json(e.user_name)::text, 'null')
      || ', "correlation" : ' || coalesce(to_json(e.correlation_id)::text, 'null')
      || ', "causation" : ' || coalesce(to_json(e.causation_id)::text, 'null')
      || ', "tenant" : ' || coalesce(to_json(e.tenant_id)::text, 'null')
      || ', "dotnetType" : ' || coalesce(to_json(e.mt_dotnet_type)::text, 'null')
      || ', "binary" : ' || coalesce('"' || encode(e.bdata, 'hex') || '"', 'null')
      || ', "headers" : ' || coalesce(e.headers::text, 'null') || ', "data" : ' || e.data || '}', 'UTF8') as bytes
  from public.mt_events e
  left join record.event_chain c on c.stream_id = e.stream_id and c.version = e.version
  left join public.mt_streams s on s.id = e.stream_id
),
-- An event's hash is SHA-256 over the hash of its predecessor in the stream (nothing before the first) followed by its
-- content. Marten's tombstones (events that failed, in a stream that counts none) have no predecessors.
events as (
  select stream_id, version, case
      when stream_id is null then 'the event belongs to no stream'
      when stream is null and lag(version) over chain is null then 'the stream has no row in mt_streams'
      when version <> coalesce(lag(version) over chain, 0) + 1 and not (type = 'tombstone' and counted = 0)
        then 'an event is missing before this one'
      when hash is null then 'the event has no hash'
      when chained_seq_id <> seq_id or hash is distinct from sha256(
          case when type = 'tombstone' then '' else coalesce(lag(hash) over chain, '') end || bytes)
        then 'the event was altered, or its predecessor exchanged'
    end as problem
  from content
  window chain as (partition by stream_id order by version)
),
missing as (
  select c.stream_id, c.version, 'the event is missing'
  from record.event_chain c
  where not exists (select from public.mt_events e where e.stream_id = c.stream_id and e.version = c.version)
),
streams as (
  select s.id as stream_id, greatest(s.version, e.version) as version, case
      when s.version < e.version then 'the stream has more events than its row counts'
      else 'the stream ends early: its last event is missing'
    end as problem
  from public.mt_streams s, lateral (
    select coalesce(max(m.version), 0) as version from public.mt_events m
    where m.stream_id = s.id and m.type <> 'tombstone') e
  where s.version <> e.version
)
select * from (
  select * from events where problem is not null union all select * from missing union all select * from streams) bad
order by stream_id, version, problem collate "C" limit 99;

-- The log. Its head is SHA-256 over the head so far (nothing at first) followed by the next event's hash, in log order:
-- one step of the recursion per event.
set local enable_nestloop = off; -- the planner takes the recursion to be short, and would go through it for every seal
with recursive head (transaction_id, seq_id, events, head) as (
  select -9223372036854775808, 0::bigint, 0::bigint, ''::bytea
  union all
  select e.transaction_id, e.seq_id, h.events + 1, sha256(h.head || e.hash)
  from head h, lateral (
    select c.transaction_id, c.seq_id, c.hash from record.event_chain c
    where (c.transaction_id, c.seq_id) > (h.transaction_id, h.seq_id)
    order by c.transaction_id, c.seq_id limit 1) e
),
seals as (
  select s.*, row_number() over w as place,
    (s.transaction_id, s.seq_id) > (lag(s.transaction_id) over w, lag(s.seq_id) over w) as rises
  from record.seals s window w as (order by s.seal)
)
select null, null, format(
  'the log does not match seal %s: up to %s-%s an event was altered, deleted, inserted or moved',
  s.seal, s.transaction_id, s.seq_id)
from seals s left join head h on h.transaction_id = s.transaction_id and h.seq_id = s.seq_id
where h.events is distinct from s.events or h.head is distinct from s.head or not s.rises or s.seal <> s.place
order by s.seal limit 1;
commit;
