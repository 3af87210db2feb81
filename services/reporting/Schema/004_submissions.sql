-- One row per service request, enquiry or other submission that is no complaint; whichever message comes first makes it.
-- They are few beside the messages about complaints, and questions go by the day of receipt.
create table if not exists read.submissions (
  generation        int  not null,
  submission_id     uuid not null,
  reference         text,
  type              text,
  channel           text,
  service           text,
  received_on       date,
  property_id       uuid,
  resolved_on       date,
  at_first_contact  boolean,
  refused_on        date,
  refused_ground    text,
  refused_paragraph text,
  primary key (generation, submission_id)
);
create index if not exists submissions_received on read.submissions (generation, received_on)
  include (type, resolved_on, at_first_contact, refused_ground) where reference is not null;
