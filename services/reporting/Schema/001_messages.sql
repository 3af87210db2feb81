-- Every message that reporting has heard, in the order in which it took them. Everything in 002 and 003 can be made again from this table.
-- Residents' names, addresses and words are left out before a message is stored (see StoredMessage.cs): figures do not need them.
create schema if not exists read;

create table if not exists read.messages (
  position       bigint primary key,
  id             uuid not null unique,
  source         text not null,
  type           text not null,
  subject        uuid not null,
  time           timestamptz not null,
  stream_version bigint not null,
  log_position   text,
  data           jsonb not null
);

-- One row. Every message moves it first, in its own transaction, so position order is commit order, and "everything up to 812"
-- means just that. The row also names the generation of the read tables that answers are made from: a rebuild fills another one
-- beside it and swaps by changing this number.
create table if not exists read.position (
  only_row   boolean primary key default true check (only_row),
  last       bigint not null,
  generation int not null
);
insert into read.position (last, generation) values (0, 1) on conflict do nothing;

-- How far each sender has been heard.
create table if not exists read.sources (
  source       text primary key,
  position     bigint not null,
  log_position text,
  time         timestamptz not null
);
