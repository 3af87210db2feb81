-- One row per complaint. Senders are heard in any order, so any message may be the one that makes the row; what a column is not yet
-- told is null. Columns ending in _version hold the sender's stream version of the last message of that field group: an older one changes nothing.
create table if not exists read.complaints (
  generation      int  not null,
  complaint_id    uuid not null,
  reference       text,
  channel         text,
  theme           text,
  received_on     date,
  recorded_at     timestamptz,
  property_id     uuid,
  opened_at       timestamptz,
  owner_id        uuid,
  owner_name      text,
  team            text,
  owner_version   bigint,
  acknowledged_on date,
  responded_on    date,
  outcome         text,
  acknowledgement_due        date,
  acknowledgement_version    bigint,
  acknowledgement_breach     text,
  acknowledgement_breach_version bigint,
  acknowledgement_stopped_on date,
  acknowledgement_in_time    boolean,
  acknowledgement_days       int,
  acknowledgement_stopped_due date,
  acknowledgement_stop_version bigint,
  response_due         date,
  response_provisional boolean,
  response_version     bigint,
  response_breach      text,
  response_breach_version bigint,
  response_stopped_on  date,
  response_in_time     boolean,
  response_days        int,
  response_stopped_due date,
  response_stop_version bigint,
  confirmation_sent_at timestamptz,
  confirmation_by_hand boolean not null default false,
  linked_records       int not null default 0,
  -- Known enough to be counted and listed: somebody has told reporting what the complaint is.
  counted boolean not null generated always as (reference is not null) stored,
  primary key (generation, complaint_id)
) with (fillfactor = 80);

-- One row: the last due day of which sla-clock has warned. Its warnings come at fixed points in working days before a limit, so every limit
-- up to that day is near, and none after it.
create table if not exists read.near (
  generation int primary key,
  up_to      date not null
);

-- What was put right, by column: the version of the case that did so last. A fact that is said late does not undo it.
alter table read.complaints add column if not exists corrected jsonb not null default '{}';

-- What came with stage 2.
alter table read.complaints
  add column if not exists escalated_on date,
  add column if not exists stage_2_acknowledged_on date,
  add column if not exists stage_2_responded_on date,
  add column if not exists stage_2_outcome text,
  add column if not exists stage_2_acknowledgement_due date,
  add column if not exists stage_2_acknowledgement_version bigint,
  add column if not exists stage_2_acknowledgement_breach text,
  add column if not exists stage_2_acknowledgement_breach_version bigint,
  add column if not exists stage_2_acknowledgement_stopped_on date,
  add column if not exists stage_2_acknowledgement_in_time boolean,
  add column if not exists stage_2_acknowledgement_days int,
  add column if not exists stage_2_acknowledgement_stopped_due date,
  add column if not exists stage_2_acknowledgement_stop_version bigint,
  add column if not exists stage_2_response_due date,
  add column if not exists stage_2_response_provisional boolean,
  add column if not exists stage_2_response_version bigint,
  add column if not exists stage_2_response_breach text,
  add column if not exists stage_2_response_breach_version bigint,
  add column if not exists stage_2_response_stopped_on date,
  add column if not exists stage_2_response_in_time boolean,
  add column if not exists stage_2_response_days int,
  add column if not exists stage_2_response_stopped_due date,
  add column if not exists stage_2_response_stop_version bigint;

-- In a database that was made before, what is derived is derived anew, with its indexes, and the cells are counted again (003).
do $$
begin
  if not exists (select from information_schema.columns
                 where table_schema = 'read' and table_name = 'complaints' and column_name = 'withdrawn_on') then
    drop table if exists read.cells cascade;
    alter table read.complaints
      drop column if exists stage, drop column if exists status, drop column if exists acknowledgement, drop column if exists response,
      drop column if exists answer, drop column if exists due_on, drop column if exists response_due_on;
  end if;
end
$$;

-- How it ends: each with the version of the word that was last about it, closing, withdrawing or reopening.
alter table read.complaints
  add column if not exists withdrawn_on date,
  add column if not exists closed_on date,
  add column if not exists closed_because text,
  add column if not exists withdrawal_version bigint,
  add column if not exists closure_version bigint,
  add column if not exists root_cause text,
  add column if not exists cause_version bigint;

alter table read.complaints
  add column if not exists stage text not null generated always as (case
    when escalated_on is not null then 'stage-2' when opened_at is null then 'intake' else 'stage-1' end) stored,
  add column if not exists status text not null generated always as (case
    when closed_on is not null then 'closed'
    when withdrawn_on is not null then 'withdrawn'
    when escalated_on is not null then case
      when stage_2_responded_on is not null or stage_2_response_stopped_on is not null then 'responded'
      when stage_2_acknowledged_on is not null or stage_2_acknowledgement_stopped_on is not null then 'acknowledged'
      when owner_id is not null then 'assigned'
      else 'new' end
    when responded_on is not null or response_stopped_on is not null then 'responded'
    when acknowledged_on is not null or acknowledgement_stopped_on is not null then 'acknowledged'
    when owner_id is not null then 'assigned'
    else 'new' end) stored,
  -- Of stage 1. not-made: answered, or gone on to stage 2 after the limit, without an acknowledgement. made: done, and the clock has not yet said
  -- whether in time.
  add column if not exists acknowledgement text not null generated always as (case
    when acknowledged_on is null and responded_on is not null then 'not-made'
    when acknowledgement_in_time then 'in-time'
    when not acknowledgement_in_time then 'late'
    when acknowledged_on is not null then 'made'
    when (escalated_on is not null or withdrawn_on is not null) and acknowledgement_breach is not null then 'not-made'
    else 'awaited' end) stored,
  -- Of stage 1.
  add column if not exists response text not null generated always as (case
    when response_in_time then 'in-time'
    when not response_in_time then 'late'
    when responded_on is not null then 'made'
    else 'awaited' end) stored,
  -- Of the stage at which it is: awaited means open. Withdrawn, none is awaited.
  add column if not exists answer text not null generated always as (case
    when withdrawn_on is not null then 'withdrawn'
    when escalated_on is not null then case
      when stage_2_response_in_time then 'in-time'
      when not stage_2_response_in_time then 'late'
      when stage_2_responded_on is not null then 'made'
      else 'awaited' end
    when response_in_time then 'in-time'
    when not response_in_time then 'late'
    when responded_on is not null then 'made'
    else 'awaited' end) stored,
  -- The limit that runs now at the stage at which it is; infinity when none does.
  add column if not exists due_on date not null generated always as (case
    when withdrawn_on is not null then 'infinity'
    when escalated_on is not null then case
      when stage_2_responded_on is not null or stage_2_response_stopped_on is not null then 'infinity'
      when stage_2_acknowledged_on is not null or stage_2_acknowledgement_stopped_on is not null
        then coalesce(stage_2_response_due, 'infinity')
      else coalesce(stage_2_acknowledgement_due, 'infinity') end
    when responded_on is not null or response_stopped_on is not null then 'infinity'
    when acknowledged_on is not null or acknowledgement_stopped_on is not null then coalesce(response_due, 'infinity')
    else coalesce(acknowledgement_due, 'infinity') end) stored,
  -- The stage 1 limit of a complaint not yet answered at stage 1, unless the final response or a withdrawal overtook it; infinity otherwise.
  add column if not exists response_due_on date not null generated always as (case
    when responded_on is not null or response_stopped_on is not null then 'infinity'
    when (stage_2_responded_on is not null or stage_2_response_stopped_on is not null or withdrawn_on is not null) and response_breach is null then 'infinity'
    else coalesce(response_due, 'infinity') end) stored;

-- A page is found in an index alone, then its rows are fetched (Reading/ComplaintList.cs): what a filter asks for is in the index, so a
-- filter that few rows pass does not visit the rows that fail it. Open complaints are few, whatever the number of all.
create index if not exists complaints_received on read.complaints (generation, received_on, complaint_id)
  include (theme, owner_id, team, channel, stage, status, acknowledgement, response, answer, due_on, response_due_on) where counted;
create index if not exists complaints_theme on read.complaints (generation, theme, received_on, complaint_id)
  include (owner_id, team, channel, stage, status, answer, due_on) where counted;
create index if not exists complaints_owner on read.complaints (generation, owner_id, received_on, complaint_id)
  include (theme, team, channel, stage, status, answer, due_on) where counted;
create index if not exists complaints_open on read.complaints (generation, received_on, complaint_id)
  include (theme, owner_id, team, channel, stage, status, due_on) where counted and answer = 'awaited';
create index if not exists complaints_open_owner on read.complaints (generation, owner_id, received_on, complaint_id) where counted and answer = 'awaited';
create index if not exists complaints_open_theme on read.complaints (generation, theme, received_on, complaint_id) where counted and answer = 'awaited';
create index if not exists complaints_due on read.complaints (generation, due_on, complaint_id)
  include (theme, owner_id, team, channel, stage, status, received_on) where counted and answer = 'awaited';
create index if not exists complaints_late on read.complaints (generation, answer, received_on, complaint_id)
  include (theme, owner_id, team, channel, stage, status) where counted and answer in ('late', 'made');
create index if not exists complaints_cause on read.complaints (generation, root_cause, received_on, complaint_id)
  include (theme, owner_id, team, stage, status, answer, due_on) where counted and root_cause is not null;
create index if not exists complaints_reference on read.complaints (generation, reference);

-- Which records of other modules have been counted for a complaint, so that one is never counted twice.
create table if not exists read.linked_records (
  generation   int  not null,
  complaint_id uuid not null,
  record_id    uuid not null,
  record_kind  text not null,
  primary key (generation, complaint_id, record_id)
);
