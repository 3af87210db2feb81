-- Seals what is settled since the last sealing: at most p_limit events. Returns how many. One sealer at a time.
create or replace function es_seal(p_limit integer) returns integer language plpgsql as
$$
declare
  last   es_log_head;
  e      record;
  sealed integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('es_seal', 0)) then return 0; end if;
  select * into last from es_log_head order by seal desc limit 1;
  if not found then
    last.transaction_id := 0; last.seq_id := 0; last.events := 0; last.head := '';
  end if;
  for e in
    select transaction_id, seq_id, hash from mt_events
    where (transaction_id, seq_id) > (last.transaction_id, last.seq_id) and transaction_id < es_settled_here_below()
    order by transaction_id, seq_id limit p_limit
  loop
    last.head := sha256(last.head || e.hash);
    last.transaction_id := e.transaction_id; last.seq_id := e.seq_id; last.events := last.events + 1;
    sealed := sealed + 1;
  end loop;
  if sealed > 0 then
    insert into es_log_head (transaction_id, seq_id, events, head) values (last.transaction_id, last.seq_id, last.events, last.head);
  end if;
  return sealed;
end
$$;

-- Every event's hash recomputed, versions without gap, streams in log order, each stream's own row in agreement. A view, so that
-- one stream and all of them are the same text: a condition on stream_id reaches the index.
create or replace view es_stream_findings as
select stream_id, version, problem
from (
  select e.stream_id, e.version, case
      when e.stream_id is null then 'the event belongs to no stream'
      when lag(e.version) over chain is null and not exists (select from mt_streams s where s.id = e.stream_id) then 'the stream has no row in mt_streams'
      when e.version <> coalesce(lag(e.version) over chain, 0) + 1 then 'an event is missing before this one'
      when e.hash <> sha256(coalesce(lag(e.hash) over chain, '') || convert_to(es_canonical(e), 'UTF8')) then 'the event was altered, or its predecessor exchanged'
      when (e.transaction_id, e.seq_id) <= (lag(e.transaction_id) over chain, lag(e.seq_id) over chain) then 'the event stands before its predecessor in the log'
    end as problem
  from mt_events e
  window chain as (partition by e.stream_id order by e.version)
) events
where problem is not null
union all
select s.id, greatest(s.version, last.version), case
    when s.version < last.version then 'the stream has more events than its row counts'
    else 'the stream ends early: its last event is missing'
  end
from mt_streams s, lateral (select coalesce(max(e.version), 0) as version from mt_events e where e.stream_id = s.id) last
where s.version <> last.version;

create or replace function es_verify_stream(p_stream uuid)
returns table (stream_id uuid, version bigint, problem text) language sql stable as
$$
  select f.stream_id, f.version, f.problem from es_stream_findings f where f.stream_id = p_stream order by f.version limit 100
$$;

-- The running head over the log up to a position, from the last seal before it on. What it starts from, es_verify_log has proven.
create or replace function es_log_head_at(p_transaction bigint, p_sequence bigint, out events bigint, out head bytea) language plpgsql stable
set enable_seqscan = off set enable_bitmapscan = off as
$$
declare
  s es_log_head;
  e record;
begin
  select * into s from es_log_head h where (h.transaction_id, h.seq_id) <= (p_transaction, p_sequence) order by h.seal desc limit 1;
  events := coalesce(s.events, 0);
  head := coalesce(s.head, '');
  for e in
    select m.hash from mt_events m
    where (m.transaction_id, m.seq_id) > (coalesce(s.transaction_id, -9223372036854775808), coalesce(s.seq_id, 0))
      and (m.transaction_id, m.seq_id) <= (p_transaction, p_sequence)
    order by m.transaction_id, m.seq_id
  loop
    head := sha256(head || e.hash);
    events := events + 1;
  end loop;
end
$$;

-- The running head recomputed from the first event and compared at every seal. Null when all agree, else the first seal that does not:
-- what was done lies between it and the seal before. One loop, since every hash needs the one before it.
create or replace function es_verify_log() returns text language plpgsql stable set enable_seqscan = off as
$$
declare
  e     record;
  s     record;
  n     bigint := 0;
  head  bytea := '';
  seals cursor for select h.seal, h.transaction_id, h.seq_id, h.events, h.head from es_log_head h order by h.seal;
begin
  open seals;
  fetch seals into s;
  for e in select m.transaction_id, m.seq_id, m.hash from mt_events m order by m.transaction_id, m.seq_id loop
    exit when s is null or (e.transaction_id, e.seq_id) > (s.transaction_id, s.seq_id);
    head := sha256(head || e.hash);
    n := n + 1;
    if (e.transaction_id, e.seq_id) = (s.transaction_id, s.seq_id) then
      exit when n <> s.events or head <> s.head;
      fetch seals into s;
    end if;
  end loop;
  close seals;
  -- A seal that is left was passed without its last event, differed, or lies behind the end.
  return case when s is not null then
    format('the log does not match seal %s: up to %s-%s an event was altered, deleted, inserted or moved', s.seal, s.transaction_id, s.seq_id) end;
end
$$;

-- Everything: the first bad event of the first bad stream comes first, the log as a whole last.
-- By the streams' index, since a sort of all events would go through the disk.
create or replace function es_verify_all()
returns table (stream_id uuid, version bigint, problem text) language sql stable set enable_seqscan = off as
$$
  select f.stream_id, f.version, f.problem
  from (
    (select 1 as part, s.* from es_stream_findings s order by s.stream_id, s.version, s.problem collate "C" limit 99)
    union all
    select 2, null, null, l.problem from es_verify_log() l (problem) where l.problem is not null
  ) f
  order by f.part, f.stream_id, f.version, f.problem collate "C"
$$;
