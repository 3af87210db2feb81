-- Marten's tables: names, columns and meanings are Marten's, so that a Marten document store opens the same database.
-- Ours are the columns transaction_id and hash (both with defaults) and the tables that begin with es_.

create table if not exists mt_streams (
  id          uuid        not null constraint pkey_mt_streams_id primary key,
  type        varchar     null,
  version     bigint      not null,
  timestamp   timestamptz not null default now(),
  snapshot    jsonb       null,
  snapshot_version integer null,
  created     timestamptz not null default now(),
  tenant_id   varchar     default '*DEFAULT*',
  is_archived boolean     default false
);

create sequence if not exists mt_events_sequence;

create table if not exists mt_events (
  seq_id         bigint       not null constraint pkey_mt_events_seq_id primary key,
  id             uuid         not null,
  stream_id      uuid         null constraint fkey_mt_events_stream_id references mt_streams (id) on delete cascade,
  version        bigint       not null,
  data           jsonb        not null,
  bdata          bytea        null,
  type           varchar(500) not null,
  timestamp      timestamptz  not null default now(),
  tenant_id      varchar      default '*DEFAULT*',
  mt_dotnet_type varchar      null default '',
  correlation_id varchar      null,
  causation_id   varchar      null,
  headers        jsonb        null,
  user_name      varchar      null,
  is_archived    boolean      default false,
  transaction_id bigint       not null default 0,
  hash           bytea        not null default ''
);

alter sequence mt_events_sequence owned by mt_events.seq_id;
create unique index if not exists pk_mt_events_stream_and_version on mt_events (stream_id, version);

-- The reading order. Ascending inserts only, so it stays dense.
create index if not exists es_events_log_order on mt_events (transaction_id, seq_id);

create table if not exists mt_event_progression (
  name                varchar constraint pk_mt_event_progression primary key,
  last_seq_id         bigint      null,
  last_updated        timestamptz default now(),
  last_transaction_id bigint      not null default 0
) with (fillfactor = 50);

-- One key per data subject, wrapped by the master key. An erased subject keeps its row, so that no new key is made for it.
create table if not exists es_subject_keys (
  subject   uuid primary key,
  wrapped   bytea       null,
  created   timestamptz not null default now(),
  erased_at timestamptz null
);

-- The log's head: a running hash over all events' hashes in log order, one row per sealing. A chain per stream cannot see its
-- own last event or a whole stream deleted; this one does.
create table if not exists es_log_head (
  seal           bigint generated always as identity primary key,
  transaction_id bigint      not null,
  seq_id         bigint      not null,
  events         bigint      not null,
  head           bytea       not null,
  sealed_at      timestamptz not null default now()
);

create schema if not exists read;
