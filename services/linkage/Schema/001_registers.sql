CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA IF NOT EXISTS read;

CREATE TABLE IF NOT EXISTS read.person (
  person_id uuid PRIMARY KEY,
  property_id uuid,
  -- Lower case: name, email, phone and references, for one search over all of them.
  search text NOT NULL
);
CREATE INDEX IF NOT EXISTS person_search ON read.person USING gin (search gin_trgm_ops);
CREATE INDEX IF NOT EXISTS person_property ON read.person (property_id);

-- One reference names one person: a second person with it would be given the first one's repairs.
CREATE TABLE IF NOT EXISTS read.person_reference (
  key text PRIMARY KEY,
  person_id uuid NOT NULL
);
CREATE INDEX IF NOT EXISTS person_reference_person ON read.person_reference (person_id);

CREATE TABLE IF NOT EXISTS read.property (
  property_id uuid PRIMARY KEY,
  search text NOT NULL
);
CREATE INDEX IF NOT EXISTS property_search ON read.property USING gin (search gin_trgm_ops);

-- A property is known by its UPRN (uprn|100023336956) and by the landlord's references.
CREATE TABLE IF NOT EXISTS read.property_reference (
  key text PRIMARY KEY,
  property_id uuid NOT NULL
);
CREATE INDEX IF NOT EXISTS property_reference_property ON read.property_reference (property_id);

-- How a person can be recognised who is not named by id: email|… in lower case, phone|… digits only.
CREATE TABLE IF NOT EXISTS read.person_contact (
  key text NOT NULL,
  person_id uuid NOT NULL,
  PRIMARY KEY (key, person_id)
);
