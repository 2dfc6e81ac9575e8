-- What the monitors measured, one row for each subject and cycle (layer 0) or hour (layer 1).
CREATE TABLE IF NOT EXISTS monitor_sample (
  id               ${identity},
  kind             VARCHAR(20)  NOT NULL,
  subject_id       BIGINT       NOT NULL,
  layer            INT          NOT NULL,
  time_micros      BIGINT       NOT NULL,
  interval_seconds INT          NOT NULL,
  values_json      ${text_64k}  NOT NULL
)${table_options};

-- One subject over time.
CREATE INDEX IF NOT EXISTS ix_monitor_sample_subject
  ON monitor_sample (kind, subject_id, layer, time_micros, id);
-- Retention.
CREATE INDEX IF NOT EXISTS ix_monitor_sample_age
  ON monitor_sample (kind, layer, time_micros);
