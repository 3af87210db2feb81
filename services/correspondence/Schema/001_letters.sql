CREATE SCHEMA IF NOT EXISTS read;

CREATE TABLE IF NOT EXISTS read.letter (
  letter_id uuid PRIMARY KEY,
  complaint_id uuid NOT NULL
);
CREATE INDEX IF NOT EXISTS letter_complaint ON read.letter (complaint_id);

-- Letters that the sender has still to hand to the mail server. A failed attempt puts due_at off; the row goes with the event that settles the letter.
CREATE TABLE IF NOT EXISTS read.letter_to_send (
  letter_id uuid PRIMARY KEY,
  due_at timestamptz NOT NULL,
  first_due_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  -- What the mail server said last, without addresses.
  last_fault text,
  correlation_id text,
  causation_id text NOT NULL,
  traceparent text
);
CREATE INDEX IF NOT EXISTS letter_to_send_due ON read.letter_to_send (due_at);

CREATE TABLE IF NOT EXISTS read.letter_to_send_by_hand (
  letter_id uuid PRIMARY KEY,
  complaint_id uuid NOT NULL,
  reference text NOT NULL,
  kind text NOT NULL,
  why text NOT NULL DEFAULT '',
  since timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS letter_to_send_by_hand_since ON read.letter_to_send_by_hand (since, letter_id);
