-- Rebuilding a projection: its tables are made once more in the schema read_next, filled beside the live ones, and exchanged. Names of indexes and
-- constraints belong to a schema, so both sets bear the same, and a table that moves into another schema takes its own along.

-- All that is asked of a table, apart from its schema, its rows and who may use it.
create or replace function es_table_shape(p_table regclass) returns text language sql stable as
$$
  select string_agg(line, E'\n' order by line) from (
    select format('column %s %s %s not null %s identity %s generated %s default %s', row_number() over (order by attnum), attname, format_type(atttypid, atttypmod),
      attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid)) as line
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = p_table and attnum > 0 and not attisdropped
    union all select format('constraint %s %s', conname, pg_get_constraintdef(oid)) from pg_constraint where conrelid = p_table
    union all select regexp_replace(pg_get_indexdef(indexrelid), ' ON \S+ USING ', ' USING ') from pg_index where indrelid = p_table
    union all select 'with ' || unnest(reloptions) from pg_class where oid = p_table
  ) lines
$$;

-- Makes the new tables, empty. Refuses those that something else clings to (a trigger, a view, a foreign key, a sequence): it would stay with the old table.
create or replace function es_begin_rebuild(p_tables text[]) returns void language plpgsql as
$$
declare
  live      pg_class;
  clinging  text;
  statement text;
begin
  drop schema if exists read_next cascade; -- what a rebuild that was broken off has left
  create schema read_next;
  for live in select * from pg_class where oid in (select format('read.%I', t)::regclass from unnest(p_tables) t) loop
    select string_agg(pg_describe_object(classid, objid, objsubid), ', ') into clinging from pg_depend
    where (refclassid = 'pg_class'::regclass and refobjid = live.oid or refclassid = 'pg_type'::regclass and refobjid = live.reltype)
      and deptype in ('n', 'a') and classid not in ('pg_attrdef'::regclass, 'pg_statistic_ext'::regclass)
      and not (classid = 'pg_constraint'::regclass and exists (select from pg_constraint where oid = objid and contype <> 'f' and conrelid = live.oid))
      and not (classid = 'pg_class'::regclass and exists (select from pg_index where indexrelid = objid and indrelid = live.oid));
    if clinging is not null then
      raise exception 'read.% cannot be exchanged for a new table, since this would stay with the old one: %.', live.relname, clinging using errcode = 'ES006';
    end if;
    execute format('create table read_next.%I (like read.%1$I including all excluding indexes)', live.relname);
    for statement in
      select format('alter table read_next.%I set (%s)', live.relname, array_to_string(live.reloptions, ', ')) where live.reloptions is not null
      union all select format('alter table read_next.%I add constraint %I %s', live.relname, conname, pg_get_constraintdef(oid))
        from pg_constraint where conrelid = live.oid and contype in ('p', 'u', 'x')
      union all select replace(pg_get_indexdef(indexrelid), format(' ON read.%I USING ', live.relname), format(' ON read_next.%I USING ', live.relname))
        from pg_index where indrelid = live.oid and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
    loop execute statement; end loop;
  end loop;
end
$$;

-- Exchanges the tables, in the caller's transaction, which holds their locks. Rights go along as they are now.
create or replace function es_finish_rebuild(p_tables text[]) returns void language plpgsql as
$$
declare
  name      text;
  statement text;
begin
  foreach name in array p_tables loop
    if es_table_shape(format('read.%I', name)::regclass) <> es_table_shape(format('read_next.%I', name)::regclass) then
      raise exception 'read.% was altered while it was rebuilt. Start again.', name using errcode = 'ES006';
    end if;
    for statement in
      select format('grant %s on read_next.%I to %s%s', privilege_type, name, case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
        case when is_grantable then ' with grant option' end)
      from pg_class, aclexplode(relacl) where oid = format('read.%I', name)::regclass and grantee <> relowner
    loop execute statement; end loop;
    execute format('drop table read.%I', name);
    execute format('alter table read_next.%I set schema read', name);
  end loop;
  drop schema read_next;
end
$$;
