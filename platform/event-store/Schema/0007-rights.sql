-- What an application may do: read, append, keep its bookmarks and read tables. No DDL, so that nothing that manages schemas by
-- itself (a Marten left on its defaults) can drop what it does not know.
grant usage on schema public, read to complaints_app;
grant select on all tables in schema public to complaints_app;
grant insert on mt_streams, mt_events, mt_event_progression, es_subject_keys, es_log_head to complaints_app;
grant update on mt_streams, mt_event_progression, es_subject_keys to complaints_app;
grant usage on all sequences in schema public, read to complaints_app;
grant select, insert, update, delete, truncate on all tables in schema read to complaints_app;

-- Tables of the bus and of the service that lie in public; ours and Marten's keep the narrow rights above.
do $$
declare
  t text;
begin
  for t in select format('%I.%I', schemaname, tablename) from pg_tables
           where schemaname = 'public' and tablename not like 'mt\_%' and tablename not like 'es\_%' loop
    execute format('grant select, insert, update, delete on %s to complaints_app', t);
  end loop;
end $$;
