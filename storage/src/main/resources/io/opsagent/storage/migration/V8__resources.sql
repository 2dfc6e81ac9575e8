-- What hosts and instances are, as their processes see it: a JSON object.
ALTER TABLE ops_server ADD COLUMN IF NOT EXISTS facts_json ${text_64k};
ALTER TABLE ops_server ADD COLUMN IF NOT EXISTS updated_micros BIGINT;
ALTER TABLE ops_instance ADD COLUMN IF NOT EXISTS facts_json ${text_64k};
ALTER TABLE ops_instance ADD COLUMN IF NOT EXISTS updated_micros BIGINT;

-- What a service depends on: databases and caches.
CREATE TABLE IF NOT EXISTS ops_dependency (
  id             ${identity},
  kind           VARCHAR(20)  NOT NULL,
  service        VARCHAR(100) NOT NULL,
  ident          VARCHAR(200) NOT NULL,
  facts_json     ${text_64k},
  created_micros BIGINT       NOT NULL,
  updated_micros BIGINT       NOT NULL,
  CONSTRAINT uq_ops_dependency UNIQUE (service, kind, ident)
)${table_options};
