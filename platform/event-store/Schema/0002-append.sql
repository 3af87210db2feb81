-- What is added to a cluster's transaction ids. A logical dump restored into a young cluster would otherwise write events
-- "before" the old ones, where every bookmark has already passed. A function, not a table: put into the plan of every append and
-- page as a constant it costs nothing, and a dump carries it along. Stable, not immutable: only then are plans made anew when it is replaced.
do $$ begin
  if to_regprocedure('es_transaction_offset()') is null then
    create function es_transaction_offset() returns bigint language sql stable return 0::bigint;
  end if;
end $$;

-- After a restore: lifts the offset so that the next event comes after all that there are. Returns the new offset, null when nothing was to do.
create or replace function es_continue_transaction_ids() returns bigint language plpgsql as
$$
declare
  last bigint := greatest((select max(transaction_id) from mt_events), (select max(last_transaction_id) from mt_event_progression));
  gap  bigint := last + 1 - es_transaction_id();
begin
  if gap is null or gap <= 0 then return null; end if;
  execute format('create or replace function es_transaction_offset() returns bigint language sql stable return %s::bigint', es_transaction_offset() + gap);
  return es_transaction_offset();
end
$$;

-- The writing transaction's place in the log order. Assigns a transaction id when there is none yet, so it must never run
-- before the stream's lock is held (see es_lock).
create or replace function es_transaction_id() returns bigint language sql volatile as
$$ select pg_current_xact_id()::text::bigint + es_transaction_offset() $$;

-- Every transaction below this one has ended, one way or the other: what is visible below it is all that there will ever be.
create or replace function es_settled_below() returns bigint language sql stable as
$$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + es_transaction_offset() $$;

-- The same, but transactions of other databases of the cluster are not waited for: their writers cannot write here. Only who is seen at work
-- elsewhere is left out, so whatever is in doubt (ended meanwhile, prepared, not to be seen) is waited for as before. Looks through
-- all locks of the cluster: for readers that have been held back for a while.
create or replace function es_settled_here_below() returns bigint language sql stable as
$$
  select least(pg_current_xact_id_if_assigned()::text::bigint, coalesce(
    (select min(running::text::bigint) from pg_snapshot_xip(pg_current_snapshot()) running
     where not exists (
       select from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted and l.transactionid = running::xid
         and a.datid <> (select oid from pg_database where datname = current_database()))),
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint)) + es_transaction_offset()
$$;

-- What is hashed, and what an auditor is handed: these columns in this order; the time is UTC. Nothing in it depends on a
-- session's settings. One function call on purpose: every call in an expression costs a rights check in every transaction.
create or replace function es_canonical(e mt_events) returns text language sql stable as
$$
  select json_build_object('streamId', e.stream_id, 'version', e.version, 'sequence', e.seq_id, 'transaction', e.transaction_id,
    'id', e.id, 'type', e.type, 'utc', timezone('UTC', e.timestamp), 'user', e.user_name, 'correlation', e.correlation_id,
    'causation', e.causation_id, 'tenant', e.tenant_id, 'dotnetType', e.mt_dotnet_type, 'archived', e.is_archived,
    'binary', encode(e.bdata, 'hex'), 'headers', e.headers, 'data', e.data)::text
$$;

-- Runs for every inserted event, whoever writes it: ours, Marten or a person with psql. So no writer can skip the chain, set
-- its own place in the order, leave a gap, or date a record back. Few expressions, since each costs microseconds in every transaction.
create or replace function es_before_insert() returns trigger language plpgsql as
$$
declare
  previous_transaction bigint := 0;
  previous_hash        bytea  := ''; -- two variables on purpose: a record of both doubles the cost of the look-up
begin
  new.transaction_id := es_transaction_id();
  if new.version <> 1 then
    select transaction_id, hash into previous_transaction, previous_hash from mt_events where stream_id = new.stream_id and version = new.version - 1;
  end if;
  if previous_transaction is null or previous_transaction > new.transaction_id or abs(date_part('epoch', new.timestamp - clock_timestamp())) > 600
    or new.mt_dotnet_type = 'JasperFx.Events.Tombstone, JasperFx.Events' then
    return es_why_not(new, previous_transaction);
  end if;
  new.hash := sha256(previous_hash || convert_to(es_canonical(new), 'UTF8'));
  return new;
end
$$;

-- What is wrong with an event that may not come in. Raises it, or gives null for one that is passed over.
create or replace function es_why_not(e mt_events, previous_transaction bigint) returns mt_events language plpgsql as
$$
begin
  -- After a failed append in Rich mode Marten writes tombstones, events in a stream of their own whose version is their sequence number, to fill the
  -- holes that its daemon would wait at. Our readers do not go by sequence numbers, and such a stream would not verify, so nothing is written.
  if e.mt_dotnet_type = 'JasperFx.Events.Tombstone, JasperFx.Events' then return null; end if;
  if previous_transaction is null then
    raise exception 'Version % of stream % has no predecessor.', e.version, e.stream_id using errcode = 'ES002', detail = e.stream_id::text;
  end if;
  -- A transaction that got its id before it had the stream's lock (by an earlier write of its own) would put this version
  -- before its predecessor in the log order. It has to be run again.
  if previous_transaction > e.transaction_id then
    raise exception 'Stream % was written by a later transaction.', e.stream_id using errcode = '40001', detail = e.stream_id::text;
  end if;
  raise exception 'The recording time % is not now. What happened on another day belongs into the data.', e.timestamp using errcode = 'ES004';
end
$$;

-- A stream's lock. Taken in the condition of the statement that writes its row in mt_streams, which is before that row is written,
-- hence before the transaction has an id: versions of a stream then get rising transaction ids.
create or replace function es_lock(p_stream uuid) returns boolean language sql volatile as
$$ select pg_advisory_xact_lock(uuid_hash_extended(p_stream, 0)) is not null $$;

-- Takes the locks of several streams, in one order for all writers, so that two of them never wait for each other.
create or replace function es_lock(p_streams uuid[]) returns void language plpgsql as
$$
declare
  key bigint;
begin
  for key in select distinct uuid_hash_extended(s, 0) from unnest(p_streams) s order by 1 loop
    perform pg_advisory_xact_lock(key);
  end loop;
end
$$;

-- Fails the transaction when the stream has moved on: for a unit of work that read it and writes elsewhere.
create or replace function es_enforce_version(p_stream uuid, p_version bigint) returns void language plpgsql as
$$
begin
  perform pg_advisory_xact_lock(uuid_hash_extended(p_stream, 0));
  if coalesce((select version from mt_streams where id = p_stream), 0) <> p_version then
    raise exception 'Stream % is not at version %.', p_stream, p_version using errcode = 'ES001', detail = p_stream::text;
  end if;
end
$$;

-- Moves a bookmark, only from where the reader believes that it stands: a reader that lost its place to another replica
-- fails here, and its whole page is rolled back.
create or replace function es_move_bookmark(p_name varchar, p_from_tx bigint, p_from_seq bigint, p_to_tx bigint, p_to_seq bigint)
returns void language plpgsql as
$$
begin
  update mt_event_progression set last_transaction_id = p_to_tx, last_seq_id = p_to_seq, last_updated = now()
  where name = p_name and last_transaction_id = p_from_tx and last_seq_id = p_from_seq;
  if not found then
    raise exception 'The bookmark % is not at %-%.', p_name, p_from_tx, p_from_seq using errcode = 'ES003';
  end if;
end
$$;
