create schema if not exists read;

-- Complaints that nobody owns. Rows come and go with the events, so the table stays as small as the queue.
create table if not exists read.unassigned_complaints (
  complaint_id uuid primary key,
  reference    text not null,
  channel      text not null,
  category     text not null,
  received_on  date not null
);

create index if not exists unassigned_complaints_oldest_first on read.unassigned_complaints (received_on, complaint_id);
