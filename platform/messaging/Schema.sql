-- Shaped as Wolverine's tables, so that Wolverine can take them over. Ours beyond them: a parked message's place, subject, exchange and queue.
create table if not exists wolverine_incoming_envelopes (
  id uuid not null constraint wolverine_incoming_envelopes_pkey primary key,
  status varchar(25) not null,
  owner_id int not null,
  execution_time timestamptz,
  attempts int default 0,
  body bytea not null,
  message_type varchar(500) not null,
  received_at varchar(250),
  keep_until timestamptz
);
create index if not exists wolverine_incoming_envelopes_keep_until on wolverine_incoming_envelopes (keep_until);

create table if not exists wolverine_dead_letters (
  id uuid not null constraint wolverine_dead_letters_pkey primary key,
  execution_time timestamptz,
  body bytea not null,
  message_type varchar(500) not null,
  received_at varchar(250),
  source varchar(500),
  exception_type varchar,
  exception_message varchar,
  sent_at timestamptz,
  replayable boolean,
  position bigint generated always as identity,
  exchange varchar not null,
  subject varchar not null,
  queue varchar not null,
  parked_at timestamptz not null default now()
);
create index if not exists wolverine_dead_letters_subject on wolverine_dead_letters (exchange, subject, position);
create index if not exists wolverine_dead_letters_position on wolverine_dead_letters (position);
