create schema if not exists read;

-- One row for each complaint made, in the transaction that makes it. The unique keys are what lets only one of several equal requests through.
create table if not exists read.requests (
  complaint_id    uuid primary key,
  reference       text not null constraint requests_reference unique,
  received_on     date not null,
  actor_id        uuid not null,
  idempotency_key text,
  body_hash       bytea not null,
  constraint requests_idempotency_key unique (actor_id, idempotency_key)
);
