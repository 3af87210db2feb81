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
-- No conditions on triggers here: each would be prepared anew by every append (6 µs). A version that is not its events' is found by verification, and no append
-- succeeds on it: the event is there already, or has no predecessor.
create or replace trigger es_stays before update of id, created on mt_streams for each row execute function es_refuse();
create or replace trigger es_no_truncate before truncate on mt_streams for each statement execute function es_refuse();
create or replace trigger es_append_only before update or delete on es_log_head for each row execute function es_refuse();
create or replace trigger es_no_truncate before truncate on es_log_head for each statement execute function es_refuse();
