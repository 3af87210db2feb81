-- What a Marten document store (9.29, AutoCreate.None, Guid streams, one tenant) calls by name when it appends. In its default mode and in
-- EventAppendMode.Quick every append to an existing stream is one call of mt_quick_append_events; a new stream, and everything in
-- EventAppendMode.Rich, is plain inserts and updates of the tables. Nothing of ours calls these. docs/moving-to-marten.md.

-- The append. Ours, and not as Marten would make it, in one thing: the stream's lock comes first, so that this transaction's id
-- rises with the version (see es_lock), and so that two appends without an expected version queue instead of colliding.
-- MT001 and MT003 are the states by which Marten knows an archived stream and a stale version. Both are raised before a sequence number is drawn.
-- Returns what Marten reads: the stream's version, then each event's sequence number.
create or replace function es_marten_append(
  p_stream uuid, p_stream_type varchar, p_tenant varchar, p_ids uuid[], p_types varchar[], p_dotnet_types varchar[], p_bodies jsonb[], p_binaries bytea[],
  p_causations varchar[], p_correlations varchar[], p_headers jsonb[], p_users varchar[], p_timestamps timestamptz[], p_expected bigint)
returns bigint[] language plpgsql as
$$
declare
  stream   mt_streams;
  count    integer  := coalesce(array_length(p_ids, 1), 0);
  result   bigint[] := '{}';
  sequence bigint;
begin
  perform pg_advisory_xact_lock(uuid_hash_extended(p_stream, 0));
  select * into stream from mt_streams where id = p_stream;
  stream.version := coalesce(stream.version, 0);
  if stream.version <> p_expected then
    raise exception 'Stream % is at version %, not %.', p_stream, stream.version, p_expected using errcode = 'MT003';
  end if;
  if stream.is_archived then
    raise exception 'Stream % is archived.', p_stream using errcode = 'MT001';
  end if;
  if stream.id is null then
    insert into mt_streams (id, type, version, tenant_id) values (p_stream, p_stream_type, count, p_tenant);
  else
    update mt_streams set version = version + count, timestamp = now() where id = p_stream and version = stream.version;
    -- Somebody who does not take the lock (Marten in its Rich mode) came in between. Marten runs a serialisation failure again.
    if not found then raise exception 'Stream % was written meanwhile.', p_stream using errcode = '40001'; end if;
  end if;
  for i in 1 .. count loop
    sequence := nextval('mt_events_sequence');
    result := result || sequence;
    -- Marten sends absent headers as JSON null.
    insert into mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, causation_id, correlation_id, headers, user_name)
    values (sequence, p_ids[i], p_stream, stream.version + i, p_bodies[i], p_binaries[i], p_types[i], coalesce(p_timestamps[i], now()), p_tenant,
      coalesce(p_dotnet_types[i], ''), p_causations[i], p_correlations[i], nullif(p_headers[i], 'null'), p_users[i]);
  end loop;
  return array[stream.version + count] || result;
end
$$;

-- Marten passes parameters by place and leaves out those of metadata that is not enabled (causation and correlation ids, headers, user names, in this
-- order), and timestamps in its mode Quick. There is an overload for each choice that the types alone tell apart. One or two text columns without
-- headers they do not (a lone varchar[] may be any of three): such a store is refused, "function does not exist", not served with values in wrong columns.
do $$
declare
  chosen record;
begin
  for chosen in
    select * from (values (false), (true)) i (ids), (values (false), (true)) h (headers), (values (false), (true)) u (users), (values (false), (true)) t (times)
    where headers or ids = users
  loop
    execute format(
      'create or replace function mt_quick_append_events(stream uuid, stream_type varchar, tenant varchar, event_ids uuid[], types varchar[], dotnet_types varchar[], '
      'bodies jsonb[], binaries bytea[]%s%s%s%s, expected bigint) returns bigint[] language sql as '
      '''select es_marten_append(stream, stream_type, tenant, event_ids, types, dotnet_types, bodies, binaries, %s, %s, %s, %s, expected)''',
      case when chosen.ids then ', causations varchar[], correlations varchar[]' end, case when chosen.headers then ', headers jsonb[]' end,
      case when chosen.users then ', users varchar[]' end, case when chosen.times then ', times timestamptz[]' end,
      case when chosen.ids then 'causations, correlations' else 'null, null' end, case when chosen.headers then 'headers' else 'null' end,
      case when chosen.users then 'users' else 'null' end, case when chosen.times then 'times' else 'null' end);
  end loop;
end $$;
