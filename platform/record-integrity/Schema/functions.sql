-- The functions of the schema "record", each spelled as PostgreSQL prints it, so that a migration finds no difference.
-- A migration replaces them in place: what a function is called with and returns cannot be changed here.
-- Only their text goes into the database; what stands between them is for the reader.

-- What is added to the cluster's transaction ids. A dump restored into a young cluster would otherwise write events
-- "before" the old ones. A function and not a table: as a constant in the plan of every append it costs nothing. Made
-- once and then left alone by migrations, since record.continue_after_restore() replaces it. Stable, not immutable:
-- only then are plans made anew when it is replaced.
CREATE OR REPLACE FUNCTION record.transaction_offset()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$ SELECT 0::bigint $function$;

-- What is hashed, and what an auditor is handed: these columns in this order; the time is UTC. Nothing in it depends on
-- a session's settings. Not in it: is_archived, which may change.
CREATE OR REPLACE FUNCTION record.content(e mt_events, place bigint)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT json_build_object('streamId', e.stream_id, 'version', e.version, 'sequence', e.seq_id, 'transaction', place,
    'id', e.id, 'type', e.type, 'utc', timezone('UTC', e.timestamp), 'user', e.user_name,
    'correlation', e.correlation_id, 'causation', e.causation_id, 'tenant', e.tenant_id,
    'dotnetType', e.mt_dotnet_type, 'binary', encode(e.bdata, 'hex'), 'headers', e.headers, 'data', e.data)::text
$function$;

-- The rare rest of record.chain_event(): rows of one statement whose versions do not come in order, and refusals.
CREATE OR REPLACE FUNCTION record.chain_late(e mt_events, place bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  last record.event_chain;
  m    public.mt_events;
BEGIN
  SELECT * INTO last FROM record.event_chain c WHERE c.stream_id = e.stream_id ORDER BY c.version DESC LIMIT 1;
  -- Chained already, before an event of the same statement that comes after it.
  IF EXISTS (SELECT FROM record.event_chain c WHERE c.stream_id = e.stream_id AND c.version = e.version
             AND (c.transaction_id, c.seq_id) = (place, e.seq_id)) THEN RETURN; END IF;
  last.version := coalesce(last.version, 0);
  FOR m IN SELECT * FROM public.mt_events WHERE stream_id = e.stream_id AND version > last.version
           AND version <= e.version ORDER BY version LOOP
    EXIT WHEN m.version <> last.version + 1;
    last.version := m.version;
    last.hash := sha256(coalesce(last.hash, '') || convert_to(record.content(m, place), 'UTF8'));
    INSERT INTO record.event_chain (stream_id, version, transaction_id, seq_id, hash)
    VALUES (m.stream_id, m.version, place, m.seq_id, last.hash);
  END LOOP;
  IF last.version <> e.version THEN
    RAISE EXCEPTION 'Version % of stream % has no predecessor.', e.version, e.stream_id USING ERRCODE = 'RI001';
  END IF;
END
$function$;

-- Runs for every event, whoever inserts it: Marten or a person with psql. So nobody can skip the chain, choose a hash
-- or a place in the log, leave a gap, or date a record back. One statement, since each costs microseconds.
CREATE OR REPLACE FUNCTION record.chain_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  place bigint := pg_current_xact_id()::text::bigint + record.transaction_offset();
BEGIN
  -- On a table of somebody else's this trigger would let him write the chain.
  IF tg_relid <> 'public.mt_events'::regclass THEN
    RAISE EXCEPTION 'This trigger belongs to mt_events alone.' USING ERRCODE = 'RI002';
  END IF;
  IF new.timestamp NOT BETWEEN clock_timestamp() - interval '10 minutes' AND clock_timestamp() + interval '10 minutes'
    AND new.type <> 'tombstone' THEN
    RAISE EXCEPTION 'The recording time % is not now. What happened on another day belongs into the data.',
      new.timestamp USING ERRCODE = 'RI003';
  END IF;
  IF new.version = 1 OR new.type = 'tombstone' THEN
    -- Marten fills the holes that failed appends leave with tombstones: each is its own beginning, in a stream that
    -- counts no events, and bears no time.
    IF new.type = 'tombstone' AND EXISTS (SELECT FROM public.mt_streams WHERE id = new.stream_id AND version <> 0) THEN
      RAISE EXCEPTION 'A tombstone does not belong into stream %.', new.stream_id USING ERRCODE = 'RI001';
    END IF;
    INSERT INTO record.event_chain (stream_id, version, transaction_id, seq_id, hash)
    VALUES (new.stream_id, new.version, place, new.seq_id, sha256(convert_to(record.content(new, place), 'UTF8')))
    ON CONFLICT DO NOTHING;
  ELSE
    INSERT INTO record.event_chain (stream_id, version, transaction_id, seq_id, hash)
    SELECT new.stream_id, new.version, place, new.seq_id,
      sha256(p.hash || convert_to(record.content(new, place), 'UTF8'))
    FROM record.event_chain p WHERE p.stream_id = new.stream_id AND p.version = new.version - 1
    ON CONFLICT DO NOTHING;
  END IF;
  IF NOT FOUND THEN PERFORM record.chain_late(new, place); END IF;
  RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION record.refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% on % is refused: the record is append-only.', tg_op, tg_table_name USING ERRCODE = 'RI002';
END
$function$;

-- An event may be archived, and nothing else.
CREATE OR REPLACE FUNCTION record.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF to_jsonb(old) - 'is_archived' IS DISTINCT FROM to_jsonb(new) - 'is_archived' THEN
    RAISE EXCEPTION '% on % is refused: the record is append-only.', tg_op, tg_table_name USING ERRCODE = 'RI002';
  END IF;
  RETURN new;
END
$function$;

-- A stream keeps its id, and its beginning.
CREATE OR REPLACE FUNCTION record.refuse_other_stream()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (old.id, old.created) IS DISTINCT FROM (new.id, new.created) THEN
    RAISE EXCEPTION '% on % is refused: the record is append-only.', tg_op, tg_table_name USING ERRCODE = 'RI002';
  END IF;
  RETURN new;
END
$function$;

-- Folds what is settled since the last seal into the log's head: at most p_limit events. Returns how many. Settled is
-- what no transaction still open can come before. One sealer at a time, and no writer waits for it.
CREATE OR REPLACE FUNCTION record.seal(p_limit integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  last   record.seals;
  e      record;
  sealed integer := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('record.seal', 0)) THEN RETURN 0; END IF;
  SELECT * INTO last FROM record.seals ORDER BY seal DESC LIMIT 1;
  IF NOT FOUND THEN
    last.seal := 0; last.transaction_id := 0; last.seq_id := 0; last.events := 0; last.head := '';
  END IF;
  FOR e IN
    SELECT c.transaction_id, c.seq_id, c.hash FROM record.event_chain c
    WHERE (c.transaction_id, c.seq_id) > (last.transaction_id, last.seq_id)
      AND c.transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint + record.transaction_offset()
    ORDER BY c.transaction_id, c.seq_id LIMIT p_limit
  LOOP
    last.head := sha256(last.head || e.hash);
    last.transaction_id := e.transaction_id;
    last.seq_id := e.seq_id;
    sealed := sealed + 1;
  END LOOP;
  IF sealed > 0 THEN
    INSERT INTO record.seals (seal, transaction_id, seq_id, events, head)
    VALUES (last.seal + 1, last.transaction_id, last.seq_id, last.events + sealed, last.head);
  END IF;
  RETURN sealed;
END
$function$;

-- After a restore into a younger cluster: lifts the offset, so that the next event comes after all that there are.
-- Returns the new offset; null when nothing was to do.
CREATE OR REPLACE FUNCTION record.continue_after_restore()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  gap bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('record.restore', 0)); -- replicas start together
  gap := (SELECT max(transaction_id) FROM record.event_chain) + 1
    - pg_current_xact_id()::text::bigint - record.transaction_offset();
  IF gap IS NULL OR gap <= 0 THEN RETURN NULL; END IF;
  EXECUTE format('CREATE OR REPLACE FUNCTION record.transaction_offset() RETURNS bigint LANGUAGE sql STABLE '
    'AS $$ SELECT %s::bigint $$', record.transaction_offset() + gap);
  RETURN record.transaction_offset();
END
$function$;

-- Every event's hash recomputed, versions without gap, each stream's own row in agreement. Inlined by the planner, so
-- that one stream and all of them are the same text: a condition on stream_id reaches the indexes.
CREATE OR REPLACE FUNCTION record.stream_findings()
 RETURNS TABLE(stream_id uuid, version bigint, problem text)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT f.stream_id, f.version, f.problem FROM (
    SELECT e.stream_id, e.version, CASE
        WHEN e.stream_id IS NULL THEN 'the event belongs to no stream'
        WHEN s.id IS NULL AND lag(e.version) OVER chain IS NULL THEN 'the stream has no row in mt_streams'
        WHEN e.version <> coalesce(lag(e.version) OVER chain, 0) + 1 AND NOT (e.type = 'tombstone' AND s.version = 0)
          THEN 'an event is missing before this one'
        WHEN c.hash IS NULL THEN 'the event has no hash'
        WHEN c.seq_id <> e.seq_id OR c.hash <> sha256(
            coalesce(CASE WHEN e.type <> 'tombstone' THEN lag(c.hash) OVER chain END, '')
            || convert_to(record.content(e, c.transaction_id), 'UTF8'))
          THEN 'the event was altered, or its predecessor exchanged'
      END AS problem
    FROM public.mt_events e
    LEFT JOIN record.event_chain c ON c.stream_id = e.stream_id AND c.version = e.version
    LEFT JOIN public.mt_streams s ON s.id = e.stream_id
    WINDOW chain AS (PARTITION BY e.stream_id ORDER BY e.version)
  ) f
  WHERE f.problem IS NOT NULL
  UNION ALL
  SELECT c.stream_id, c.version, 'the event is missing'
  FROM record.event_chain c
  WHERE NOT EXISTS (SELECT FROM public.mt_events e WHERE e.stream_id = c.stream_id AND e.version = c.version)
  UNION ALL
  SELECT s.id, greatest(s.version, last.version), CASE
      WHEN s.version < last.version THEN 'the stream has more events than its row counts'
      ELSE 'the stream ends early: its last event is missing'
    END
  FROM public.mt_streams s, LATERAL (
    SELECT coalesce(max(e.version), 0) AS version FROM public.mt_events e
    WHERE e.stream_id = s.id AND e.type <> 'tombstone') last
  WHERE s.version <> last.version
$function$;

CREATE OR REPLACE FUNCTION record.verify_stream(p_stream uuid)
 RETURNS TABLE(stream_id uuid, version bigint, problem text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT f.stream_id, f.version, f.problem FROM record.stream_findings() f WHERE f.stream_id = p_stream
  ORDER BY f.version, f.problem COLLATE "C" LIMIT 100
$function$;

-- The running head over the log up to a place, from the last seal before it on. What it starts from,
-- record.verify_all() has proven.
CREATE OR REPLACE FUNCTION record.head_at(p_transaction bigint, p_sequence bigint, OUT events bigint, OUT head bytea)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
DECLARE
  s record.seals;
  e record;
BEGIN
  SELECT * INTO s FROM record.seals h WHERE (h.transaction_id, h.seq_id) <= (p_transaction, p_sequence)
  ORDER BY h.seal DESC LIMIT 1;
  events := coalesce(s.events, 0);
  head := coalesce(s.head, '');
  FOR e IN
    SELECT c.hash FROM record.event_chain c
    WHERE (c.transaction_id, c.seq_id) > (coalesce(s.transaction_id, -9223372036854775808), coalesce(s.seq_id, 0))
      AND (c.transaction_id, c.seq_id) <= (p_transaction, p_sequence)
    ORDER BY c.transaction_id, c.seq_id
  LOOP
    head := sha256(head || e.hash);
    events := events + 1;
  END LOOP;
END
$function$;

-- The running head recomputed from the first event and compared at every seal. Null when all agree, else the first seal
-- that does not: what was done lies between it and the seal before. One loop, since every hash needs the one before it.
CREATE OR REPLACE FUNCTION record.verify_log()
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  e     record;
  s     record;
  n     bigint := 0;
  place bigint := 1;
  head  bytea := '';
  seals CURSOR FOR SELECT h.seal, h.transaction_id, h.seq_id, h.events, h.head FROM record.seals h ORDER BY h.seal;
BEGIN
  OPEN seals;
  FETCH seals INTO s;
  FOR e IN SELECT c.transaction_id, c.seq_id, c.hash FROM record.event_chain c ORDER BY c.transaction_id, c.seq_id LOOP
    EXIT WHEN s IS NULL OR (e.transaction_id, e.seq_id) > (s.transaction_id, s.seq_id);
    head := sha256(head || e.hash);
    n := n + 1;
    IF (e.transaction_id, e.seq_id) = (s.transaction_id, s.seq_id) THEN
      EXIT WHEN n <> s.events OR head <> s.head OR place <> s.seal;
      FETCH seals INTO s;
      place := place + 1;
    END IF;
  END LOOP;
  CLOSE seals;
  -- A seal that is left was passed without its last event, differed, or lies behind the end.
  RETURN CASE WHEN s IS NOT NULL THEN
    format('the log does not match seal %s: up to %s-%s an event was altered, deleted, inserted or moved',
      s.seal, s.transaction_id, s.seq_id) END;
END
$function$;

-- Everything: the first bad event of the first bad stream comes first, the log as a whole last.
-- By the indexes, since a sort of all events would go through the disk.
CREATE OR REPLACE FUNCTION record.verify_all()
 RETURNS TABLE(stream_id uuid, version bigint, problem text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
  SELECT f.stream_id, f.version, f.problem
  FROM (
    (SELECT 1 AS part, s.* FROM record.stream_findings() s
     ORDER BY s.stream_id, s.version, s.problem COLLATE "C" LIMIT 99)
    UNION ALL
    SELECT 2, NULL, NULL, l.problem FROM record.verify_log() l (problem) WHERE l.problem IS NOT NULL
  ) f
  ORDER BY f.part, f.stream_id, f.version, f.problem COLLATE "C"
$function$;
