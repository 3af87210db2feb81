-- What the joiner looks things up in. Written in the transaction of the event, so the joiner, which reads the log behind it, finds at the later
-- of two events always both sides.
CREATE TABLE IF NOT EXISTS read.repair (
  repair_id uuid PRIMARY KEY,
  version bigint NOT NULL,
  status text NOT NULL,
  external_id text NOT NULL,
  allocated_by text NOT NULL,
  -- Null until the work order itself was heard of; nothing is joined before.
  raised_on date,
  person_key text
);
CREATE INDEX IF NOT EXISTS repair_person ON read.repair (person_key) WHERE person_key IS NOT NULL;

CREATE TABLE IF NOT EXISTS read.repair_property (
  repair_id uuid NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (key, repair_id)
);
CREATE INDEX IF NOT EXISTS repair_property_repair ON read.repair_property (repair_id);

CREATE TABLE IF NOT EXISTS read.dossier (
  complaint_id uuid PRIMARY KEY,
  person_id uuid,
  property_id uuid,
  evidence_from date NOT NULL,
  evidence_until date NOT NULL
);
CREATE INDEX IF NOT EXISTS dossier_person ON read.dossier (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS dossier_property ON read.dossier (property_id) WHERE property_id IS NOT NULL;

-- The property that a complaint is about: the one given, else the home of the person. A function, which the planner opens up like a view; a view would cling
-- to the tables and keep them from being exchanged by a rebuild.
DROP VIEW IF EXISTS read.dossier_home;
CREATE OR REPLACE FUNCTION read.dossier_home() RETURNS TABLE (complaint_id uuid, property_id uuid) LANGUAGE sql STABLE AS $$
  SELECT complaint_id, property_id FROM read.dossier WHERE property_id IS NOT NULL
  UNION ALL
  SELECT d.complaint_id, p.property_id FROM read.dossier d JOIN read.person p ON p.person_id = d.person_id
  WHERE d.property_id IS NULL AND p.property_id IS NOT NULL
$$;

-- The primary key is the last word: no record is joined to a complaint twice, undone or not.
CREATE TABLE IF NOT EXISTS read.evidence_link (
  complaint_id uuid NOT NULL,
  record_id uuid NOT NULL,
  by_person boolean NOT NULL,
  by_property boolean NOT NULL,
  record_version bigint NOT NULL,
  unlinked boolean NOT NULL DEFAULT false,
  PRIMARY KEY (complaint_id, record_id)
);
CREATE INDEX IF NOT EXISTS evidence_link_record ON read.evidence_link (record_id);
