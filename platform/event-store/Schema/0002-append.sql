-- The writing transaction's place in the log order. Assigns a transaction id when there is none yet, so it must never run
-- before the stream's lock is held (see es_append).
create or replace function es_transaction_id() returns bigint language sql volatile as
$$ select pg_current_xact_id()::text::bigint + transaction_offset from es_epoch $$;

-- Every transaction below this one has ended, one way or the other: what is visible below it is all that there will ever be.
create or replace function es_settled_below() returns bigint language sql stable as
$$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + transaction_offset from es_epoch $$;

-- What is hashed, and what an auditor is handed: these columns in this order. Nothing in it depends on a session's settings
-- (jsonb prints keys in its own fixed order; times are UTC to the microsecond).
create or replace function es_canonical(e mt_events) returns text language sql stable as
$$
  select '{"streamId":"' || e.stream_id || '","version":' || e.version || ',"sequence":' || e.seq_id
    || ',"transaction":' || e.transaction_id || ',"id":"' || e.id || '","type":' || to_json(e.type)
    || ',"timestamp":"' || to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"'
    || ',"user":' || coalesce(to_json(e.user_name)::text, 'null')
    || ',"correlation":' || coalesce(to_json(e.correlation_id)::text, 'null')
    || ',"causation":' || coalesce(to_json(e.causation_id)::text, 'null')
    || ',"tenant":' || coalesce(to_json(e.tenant_id)::text, 'null')
    || ',"dotnetType":' || coalesce(to_json(e.mt_dotnet_type)::text, 'null')
    || ',"archived":' || coalesce(e.is_archived::text, 'null')
    || ',"binary":' || coalesce('"' || encode(e.bdata, 'hex') || '"', 'null')
    || ',"headers":' || coalesce(e.headers::text, 'null')
    || ',"data":' || e.data::text || '}'
$$;

-- Runs for every inserted event, whoever writes it: ours, Marten or a person with psql. So no writer can skip the chain, set
-- its own place in the order, leave a gap, or date a record back.
create or replace function es_before_insert() returns trigger language plpgsql as
$$
declare
  previous record;
begin
  new.transaction_id := es_transaction_id();
  if new.version = 1 then
    new.hash := sha256(convert_to(es_canonical(new), 'UTF8'));
  else
    select transaction_id, hash into previous from mt_events where stream_id = new.stream_id and version = new.version - 1;
    if not found then
      raise exception 'Version % of stream % has no predecessor.', new.version, new.stream_id using errcode = 'ES002';
    end if;
    -- A transaction that got its id before it had the stream's lock (by an earlier write of its own) would put this version
    -- before its predecessor in the log order. It has to be run again.
    if previous.transaction_id > new.transaction_id then
      raise exception 'Stream % was written by a later transaction.', new.stream_id using errcode = '40001';
    end if;
    new.hash := sha256(previous.hash || convert_to(es_canonical(new), 'UTF8'));
  end if;
  if abs(extract(epoch from new.timestamp - clock_timestamp())) > 600 then
    raise exception 'The recording time % is not now. What happened on another day belongs into the data.', new.timestamp using errcode = 'ES004';
  end if;
  return new;
end
$$;

-- Appends to one stream. expected_version: 0 starts the stream, -1 takes any version, else it must be the current one.
-- The advisory lock comes before anything is written: versions of a stream then get rising transaction ids.
create or replace function es_append(
  p_stream uuid, p_stream_type varchar, p_expected_version bigint, p_ids uuid[], p_types varchar[], p_data jsonb[],
  p_timestamp timestamptz, p_correlation varchar, p_causation varchar, p_user varchar, p_headers jsonb)
returns bigint language plpgsql as
$$
declare
  added  bigint := cardinality(p_ids);
  latest bigint;
begin
  perform pg_advisory_xact_lock(uuid_hash_extended(p_stream, 0));
  if p_expected_version = 0 then
    insert into mt_streams (id, type, version) values (p_stream, p_stream_type, added);
    latest := added;
  elsif p_expected_version = -1 then
    insert into mt_streams as s (id, type, version) values (p_stream, p_stream_type, added)
    on conflict (id) do update set version = s.version + added, timestamp = now() returning s.version into latest;
  else
    update mt_streams set version = version + added, timestamp = now()
    where id = p_stream and version = p_expected_version returning version into latest;
    if not found then
      raise exception 'Stream % is not at version %.', p_stream, p_expected_version using errcode = 'ES001', detail = p_stream::text;
    end if;
  end if;
  for i in 1 .. added loop
    insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
    values (nextval('mt_events_sequence'), p_ids[i], p_stream, latest - added + i, p_data[i], p_types[i], p_timestamp,
            p_correlation, p_causation, p_headers, p_user);
  end loop;
  return latest;
end
$$;

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
