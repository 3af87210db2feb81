create or replace function es_refuse() returns trigger language plpgsql as
$$
begin
  raise exception '% on % is refused: the record is append-only.', tg_op, tg_table_name using errcode = 'ES005';
end
$$;

create or replace trigger es_chain before insert on mt_events for each row execute function es_before_insert();
create or replace trigger es_append_only before update or delete on mt_events for each row execute function es_refuse();
create or replace trigger es_no_truncate before truncate on mt_events for each statement execute function es_refuse();
create or replace trigger es_append_only before delete on mt_streams for each row execute function es_refuse();
create or replace trigger es_only_grows before update on mt_streams for each row
  when (new.id <> old.id or new.version < old.version or new.created <> old.created) execute function es_refuse();
create or replace trigger es_no_truncate before truncate on mt_streams for each statement execute function es_refuse();
create or replace trigger es_append_only before update or delete on es_log_head for each row execute function es_refuse();
create or replace trigger es_no_truncate before truncate on es_log_head for each statement execute function es_refuse();
