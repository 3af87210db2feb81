-- How many complaints are alike, kept by a trigger as rows change: figures add up some hundred cells where they would scan a million complaints.
--
-- What depends on today ("overdue", "due soon") is not in a cell; the due date is, and the question compares it with today. An answered complaint
-- has no due date, so the past folds into few cells.
-- rollup says which columns a cell keeps: 1 theme, 2 owner and team, 4 month. Each complaint is in eight cells, one per rollup, and a
-- question reads the coarsest that can answer it. What is not kept is '', the zero id, or -infinity (never null: the key is a primary key).
create table if not exists read.cells (
  generation      int  not null,
  rollup          int  not null,
  received_month  date not null,
  theme           text not null,
  owner_id        uuid not null,
  team            text not null,
  stage           text not null,
  status          text not null,
  acknowledgement text not null,
  response        text not null,
  answer          text not null,
  due_on          date not null,
  response_due_on date not null,
  n               bigint not null,
  primary key (generation, rollup, owner_id, theme, received_month, team, stage, status, acknowledgement, response, answer, due_on, response_due_on)
) with (fillfactor = 70);

create or replace function read.cells_of(c read.complaints) returns setof read.cells language sql stable as $$
  select c.generation, rollup,
         case when rollup & 4 > 0 then date_trunc('month', c.received_on)::date else '-infinity' end,
         case when rollup & 1 > 0 then coalesce(c.theme, '') else '' end,
         case when rollup & 2 > 0 and c.owner_id is not null then c.owner_id else '00000000-0000-0000-0000-000000000000' end,
         case when rollup & 2 > 0 then coalesce(c.team, '') else '' end,
         c.stage, c.status, c.acknowledgement, c.response, c.answer, c.due_on, c.response_due_on, 1::bigint
  from generate_series(0, 7) rollup
  where c.counted
$$;

create or replace function read.count_complaint() returns trigger language plpgsql as $$
begin
  -- A rebuild counts what it has made at once: row by row, that is most of what it does (RebuildTables.cs).
  if current_setting('read.counting', true) = 'off' then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    if (old.counted, old.received_on, old.theme, old.owner_id, old.team, old.stage, old.status, old.acknowledgement, old.response, old.answer, old.due_on, old.response_due_on)
       is not distinct from
       (new.counted, new.received_on, new.theme, new.owner_id, new.team, new.stage, new.status, new.acknowledgement, new.response, new.answer, new.due_on, new.response_due_on)
    then
      return null;
    end if;
    -- One statement for what it leaves and what it enters. Messages are taken one after the other (read.position), so nobody else inserts the same cell.
    -- Empty cells go at once: due dates pass by the thousand, and would stay for ever.
    merge into read.cells t
    using (
      select generation, rollup, received_month, theme, owner_id, team, stage, status, acknowledgement, response, answer, due_on, response_due_on, sum(n)::bigint as n
      from (select * from read.cells_of(new)
            union all
            select generation, rollup, received_month, theme, owner_id, team, stage, status, acknowledgement, response, answer, due_on, response_due_on, -n from read.cells_of(old)) moved
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
      having sum(n) <> 0) c
    on (t.generation, t.rollup, t.owner_id, t.theme, t.received_month, t.team, t.stage, t.status, t.acknowledgement, t.response, t.answer, t.due_on, t.response_due_on)
     = (c.generation, c.rollup, c.owner_id, c.theme, c.received_month, c.team, c.stage, c.status, c.acknowledgement, c.response, c.answer, c.due_on, c.response_due_on)
    when matched and t.n + c.n = 0 then delete
    when matched then update set n = t.n + c.n
    when not matched then insert values (c.generation, c.rollup, c.received_month, c.theme, c.owner_id, c.team, c.stage, c.status, c.acknowledgement, c.response, c.answer, c.due_on, c.response_due_on, c.n);
    return null;
  end if;
  insert into read.cells as t select * from read.cells_of(new)
  on conflict (generation, rollup, owner_id, theme, received_month, team, stage, status, acknowledgement, response, answer, due_on, response_due_on)
  do update set n = t.n + 1;
  return null;
end
$$;

-- A plan made while the table was empty would scan it for as long as the connection lives.
alter function read.count_complaint() set enable_seqscan = off;
alter function read.count_complaint() set enable_hashjoin = off;
alter function read.count_complaint() set enable_mergejoin = off;

create or replace trigger count_complaint after insert or update on read.complaints
  for each row execute function read.count_complaint();

-- Cells that were dropped for a new column (002) are counted again.
insert into read.cells
select generation, rollup, received_month, theme, owner_id, team, stage, status, acknowledgement, response, answer, due_on, response_due_on, sum(n)::bigint
from (select cell.* from read.complaints c cross join lateral read.cells_of(c) cell) counted
where not exists (select from read.cells)
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
