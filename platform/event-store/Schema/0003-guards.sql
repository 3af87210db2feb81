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
-- No conditions on triggers here: each would be prepared anew by every append (6 µs). That a stream's version only grows is not refused, then, but a version that is
-- not its events' is found by verification.
drop trigger if exists es_only_grows on mt_streams;
drop trigger if exists es_before_chain on mt_events;
drop function if exists es_pass_over();
create or replace trigger es_stays before update of id, created on mt_streams for each row execute function es_refuse();
create or replace trigger es_no_truncate before truncate on mt_streams for each statement execute function es_refuse();
create or replace trigger es_append_only before update or delete on es_log_head for each row execute function es_refuse();
create or replace trigger es_no_truncate before truncate on es_log_head for each statement execute function es_refuse();
