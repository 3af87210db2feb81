create schema if not exists read;

-- One row per clock: what falls due, without reading streams. Written with the event.
create table if not exists read.clocks (
  complaint_id     uuid    not null,
  clock            text    not null,
  trigger_on       date    not null,
  due_on           date    not null,
  provisional      boolean not null,
  calendar_version int     not null,
  breach_cause     text,
  stopped_on       date,
  closed           boolean not null default false,
  primary key (complaint_id, clock)
);
create index if not exists clocks_due on read.clocks (due_on, complaint_id, clock) where not closed;

-- Moments at which to look at a complaint again. Rows are written with the events that make them necessary and never cancelled: when one is due, the
-- state decides. look_at moves only when looking failed, so that one bad complaint holds nobody up.
create table if not exists read.timers (
  complaint_id   uuid        not null,
  due_at         timestamptz not null,
  look_at        timestamptz not null,
  correlation_id text,
  primary key (complaint_id, due_at)
);
create index if not exists timers_look_at on read.timers (look_at, complaint_id);

create or replace function read.timers_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('timers_changed', '');
  return null;
end $$;
create or replace trigger timers_changed after insert on read.timers for each statement execute function read.timers_changed();
