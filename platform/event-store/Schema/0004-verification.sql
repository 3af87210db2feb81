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

-- One stream: every event's hash recomputed, versions without gap, the stream's own row in agreement.
create or replace function es_verify_stream(p_stream uuid)
returns table (stream_id uuid, version bigint, problem text) language sql stable as
$$
  with chain as (
    select e.version, e.hash, sha256(coalesce(lag(e.hash) over w, '') || convert_to(es_canonical(e), 'UTF8')) as expected,
           row_number() over w as place
    from mt_events e where e.stream_id = p_stream window w as (order by e.version)
  ), found as (
    select version, case when version <> place then 'an event is missing before this one'
                         else 'the event was altered, or its predecessor exchanged' end as problem
    from chain where version <> place or hash <> expected
    union all
    select s.version, 'the stream ends early: its last event is missing' from mt_streams s
    where s.id = p_stream and s.version <> coalesce((select max(version) from chain), 0)
    union all
    select 1, 'the stream is missing' where exists (select from chain) and not exists (select from mt_streams s where s.id = p_stream)
  )
  select p_stream, f.version, f.problem from found f order by f.version limit 100
$$;

-- The log: the running head recomputed from the first event and compared at every seal, then every stream.
create or replace function es_verify_all()
returns table (stream_id uuid, version bigint, problem text) language plpgsql stable as
$$
declare
  e     record;
  s     record;
  head  bytea := '';
  n     bigint := 0;
  seals cursor for select h.transaction_id, h.seq_id, h.events, h.head, h.seal from es_log_head h order by h.seal;
begin
  open seals;
  fetch seals into s;
  for e in select m.stream_id, m.version, m.transaction_id, m.seq_id, m.hash from mt_events m order by m.transaction_id, m.seq_id loop
    exit when s is null;
    if (e.transaction_id, e.seq_id) > (s.transaction_id, s.seq_id) then
      stream_id := null; version := null;
      problem := format('the log does not match seal %s at position %s-%s: an event before it was deleted, inserted or moved', s.seal, s.transaction_id, s.seq_id);
      return next;
      exit;
    end if;
    head := sha256(head || e.hash);
    n := n + 1;
    if (e.transaction_id, e.seq_id) = (s.transaction_id, s.seq_id) then
      if n <> s.events or head <> s.head then
        stream_id := e.stream_id; version := e.version;
        problem := format('the log does not match seal %s, which ends with this event', s.seal);
        return next;
        exit;
      end if;
      fetch seals into s;
      if not found then s := null; end if;
    end if;
  end loop;
  if problem is null and s is not null then
    stream_id := null; version := null;
    problem := format('the log ends before seal %s at position %s-%s: its last events are missing', s.seal, s.transaction_id, s.seq_id);
    return next;
  end if;
  close seals;
  return query
    select v.* from (select m.id from mt_streams m union select distinct x.stream_id from mt_events x) ids,
    lateral es_verify_stream(ids.id) v limit 100;
end
$$;
