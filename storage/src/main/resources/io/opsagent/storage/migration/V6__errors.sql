-- How often each exception came: one row for each fingerprint, route and hour, as one process
-- counted it. Every request counts, with a row in service_log or without. A process writes its
-- count anew while the hour goes on, so that a write whose answer was lost can be done again.
CREATE TABLE IF NOT EXISTS log_error (
  service        VARCHAR(100) NOT NULL,
  hour_micros    BIGINT       NOT NULL,
  -- 16 hex digits; empty for those beyond the bound of an hour.
  fingerprint    VARCHAR(16)  NOT NULL,
  -- The operation id, empty for none. In the key with the type, which an unknown fingerprint has.
  endpoint       VARCHAR(500) NOT NULL,
  exception_type VARCHAR(300) NOT NULL,
  writer         VARCHAR(64)  NOT NULL,
  -- A hash of the three texts in front of the writer: MySQL's keys have at most 3072 bytes.
  entry_hash     BIGINT       NOT NULL,
  route          VARCHAR(500),
  place          VARCHAR(500),
  message        VARCHAR(500),
  errors         BIGINT       NOT NULL,
  not_stored     BIGINT       NOT NULL,
  first_micros   BIGINT       NOT NULL,
  last_micros    BIGINT       NOT NULL,
  PRIMARY KEY (service, hour_micros, entry_hash, writer)
)${table_options};

-- When a fingerprint was first seen, and its hours.
CREATE INDEX IF NOT EXISTS ix_log_error_fingerprint
  ON log_error (service, fingerprint, hour_micros);
-- Retention.
CREATE INDEX IF NOT EXISTS ix_log_error_hour ON log_error (hour_micros);
