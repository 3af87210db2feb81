-- Verifies one service's record with nothing but psql and PostgreSQL's own functions; none of the event store's is called:
--
--   psql -X -f tools/verify/verify.sql "$CASES"
--
-- Prints stream|version|problem for each finding (at most 100), the first bad event of the first bad stream first, the log as a whole last.
-- Prints nothing when all is well. Reads one snapshot and holds nobody up. Any role that may read the tables will do.
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
-- What is hashed: these fields in this order, spelled as JSON with " : " after names and ", " between fields; times in UTC without trailing zeros.
content as (
  select e.stream_id, e.version, e.transaction_id, e.seq_id, e.hash, convert_to(
    '{"streamId" : ' || coalesce('"' || e.stream_id || '"', 'null') || ', "version" : ' || e.version
      || ', "sequence" : ' || e.seq_id || ', "transaction" : ' || e.transaction_id
      || ', "id" : "' || e.id || '", "type" : ' || to_json(e.type)
      || ', "utc" : "' || to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || rtrim(rtrim(to_char(e.timestamp at time zone 'UTC', '.US'), '0'), '.')
      || '", "user" : ' || coalesce(to_json(e.user_name)::text, 'null') || ', "correlation" : ' || coalesce(to_json(e.correlation_id)::text, 'null')
      || ', "causation" : ' || coalesce(to_json(e.causation_id)::text, 'null') || ', "tenant" : ' || coalesce(to_json(e.tenant_id)::text, 'null')
      || ', "dotnetType" : ' || coalesce(to_json(e.mt_dotnet_type)::text, 'null') || ', "archived" : ' || coalesce(e.is_archived::text, 'null')
      || ', "binary" : ' || coalesce('"' || encode(e.bdata, 'hex') || '"', 'null')
      || ', "headers" : ' || coalesce(e.headers::text, 'null') || ', "data" : ' || e.data || '}', 'UTF8') as bytes
  from public.mt_events e
),
-- An event's hash is SHA-256 over the hash of its predecessor in the stream (nothing before the first) followed by its content.
events as (
  select stream_id, version, case
      when stream_id is null then 'the event belongs to no stream'
      when lag(version) over chain is null and not exists (select from public.mt_streams s where s.id = stream_id) then 'the stream has no row in mt_streams'
      when version <> coalesce(lag(version) over chain, 0) + 1 then 'an event is missing before this one'
      when hash is distinct from sha256(coalesce(lag(hash) over chain, '') || bytes) then 'the event was altered, or its predecessor exchanged'
      when (transaction_id, seq_id) <= (lag(transaction_id) over chain, lag(seq_id) over chain) then 'the event stands before its predecessor in the log'
    end as problem
  from content
  window chain as (partition by stream_id order by version)
),
streams as (
  select s.id as stream_id, greatest(s.version, e.version) as version, case
      when s.version < e.version then 'the stream has more events than its row counts'
      else 'the stream ends early: its last event is missing'
    end as problem
  from public.mt_streams s, lateral (select coalesce(max(m.version), 0) as version from public.mt_events m where m.stream_id = s.id) e
  where s.version <> e.version
)
select * from (select * from events where problem is not null union all select * from streams) bad
order by stream_id, version, problem collate "C" limit 99;

-- The log. Its head is SHA-256 over the head so far (nothing at first) followed by the next event's hash, in log order: one step of the recursion per event.
set local enable_nestloop = off; -- the planner takes the recursion to be short, and would go through it once for every seal
with recursive head (transaction_id, seq_id, events, head) as (
  select -9223372036854775808, 0::bigint, 0::bigint, ''::bytea
  union all
  select e.transaction_id, e.seq_id, h.events + 1, sha256(h.head || e.hash)
  from head h, lateral (
    select m.transaction_id, m.seq_id, m.hash from public.mt_events m
    where (m.transaction_id, m.seq_id) > (h.transaction_id, h.seq_id)
    order by m.transaction_id, m.seq_id limit 1) e
),
seals as (
  select s.*, (s.transaction_id, s.seq_id) > (lag(s.transaction_id) over w, lag(s.seq_id) over w) as rises from public.es_log_head s window w as (order by s.seal)
)
select null, null, format('the log does not match seal %s: up to %s-%s an event was altered, deleted, inserted or moved', s.seal, s.transaction_id, s.seq_id)
from seals s left join head h on h.transaction_id = s.transaction_id and h.seq_id = s.seq_id
where h.events is distinct from s.events or h.head is distinct from s.head or not s.rises
order by s.seal limit 1;
commit;
